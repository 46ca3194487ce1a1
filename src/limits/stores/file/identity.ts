/** The identity of a file store, in a file of its own. */
import { randomBytes } from 'node:crypto';
import { identityProblem, isDescription, type StoreDescription, type StoreIdentity } from '../identity.ts';
import type { Files } from './files.ts';
import { FORMAT_VERSION, newerFormat } from './log/segment.ts';
import { readStart } from './log/segment-files.ts';
import { StoreFileError } from './store-file-error.ts';
import { writeWhole } from './whole-file.ts';

export const IDENTITY_FILE = 'store.json';
const UNFINISHED = 'store.unfinished';
const BYTES_MAX = 65_536;

/** Reads the description, or makes it when the folder holds nothing of a store. */
export async function openIdentity(files: Files, identity: StoreIdentity, isOurs: (name: string) => boolean): Promise<StoreDescription> {
  const names = await files.list();
  if (!names.includes(IDENTITY_FILE)) {
    const ours = names.find(isOurs);
    if (ours !== undefined)
      throw new StoreFileError(
        `${files.path} holds ${ours} but no ${IDENTITY_FILE}; restore ${IDENTITY_FILE} from a copy, or give another folder.`,
      );
    const { tokenCheck, clock } = identity;
    if (tokenCheck === undefined)
      throw new StoreFileError(`${files.path} holds no store; issue cards into it first, or give another folder.`);
    return write(files, { format: FORMAT_VERSION, store: randomBytes(16).toString('hex'), tokenCheck, clock });
  }
  const found = await readIdentity(files);
  const problem = identityProblem(found, identity, { what: `The store in ${files.path}`, other: 'give another folder' });
  if (problem !== '') throw new StoreFileError(problem);
  // An earlier version must not write into it any more.
  if (found.format < FORMAT_VERSION) return write(files, { ...found, format: FORMAT_VERSION });
  return found;
}

async function write(files: Files, description: StoreDescription): Promise<StoreDescription> {
  await writeWhole(files, IDENTITY_FILE, UNFINISHED, `${JSON.stringify(description, undefined, 2)}\n`);
  return description;
}

/** Changes nothing. Throws a StoreFileError when it is damaged, or a later version wrote it. */
export async function readIdentity(files: Files): Promise<StoreDescription> {
  const where = `${files.path}/${IDENTITY_FILE}`;
  const text = (await readStart(files, IDENTITY_FILE, BYTES_MAX)).toString('utf8');
  try {
    const found: unknown = JSON.parse(text);
    if (isDescription(found)) {
      if (found.format > FORMAT_VERSION) throw new StoreFileError(`${where} ${newerFormat(found.format)}.`);
      return found;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StoreFileError(`${where} is damaged; restore it from a copy.`);
}
