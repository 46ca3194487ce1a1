/**
 * What a store is, in a file of its own: made with the store and checked at each start, so that a
 * folder is not read with other keys, or by another kind of clock, than it was written with.
 */
import { randomBytes } from 'node:crypto';
import type { Files } from './files.ts';
import { FORMAT_VERSION, newerFormat } from './log/segment.ts';
import { readStart } from './log/segment-files.ts';
import { StoreFileError } from './store-file-error.ts';

export const IDENTITY_FILE = 'store.json';
const UNFINISHED = 'store.unfinished';
const BYTES_MAX = 65_536;

/** What must be the same whenever the store is opened. */
export interface StoreIdentity {
  /** Check value of the key that tokens of PANs are made with; undefined: not checked. */
  readonly tokenCheck: string | undefined;
  readonly clock: 'wall' | 'message';
}

export interface StoreDescription extends StoreIdentity {
  readonly tokenCheck: string;
  readonly format: number;
  /** Random. */
  readonly store: string;
}

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
    return create(files, { tokenCheck, clock });
  }
  const found = await readIdentity(files);
  if (found.clock !== identity.clock) {
    throw new StoreFileError(
      `The store in ${files.path} was made with the ${found.clock} clock; start with --clock ${found.clock}, or give another folder.`,
    );
  }
  if (identity.tokenCheck !== undefined && found.tokenCheck !== identity.tokenCheck) {
    throw new StoreFileError(
      `The store in ${files.path} was made with another key ring; give that one with --keys, or give another folder.`,
    );
  }
  // An earlier version must not write into it any more.
  if (found.format < FORMAT_VERSION) return write(files, { ...found, format: FORMAT_VERSION });
  return found;
}

function create(files: Files, identity: Pick<StoreDescription, 'tokenCheck' | 'clock'>): Promise<StoreDescription> {
  return write(files, { format: FORMAT_VERSION, store: randomBytes(16).toString('hex'), ...identity });
}

async function write(files: Files, description: StoreDescription): Promise<StoreDescription> {
  await files.remove(UNFINISHED);
  const file = await files.open(UNFINISHED, 'create');
  try {
    await file.write(Buffer.from(`${JSON.stringify(description, undefined, 2)}\n`), 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(UNFINISHED, IDENTITY_FILE);
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

function isDescription(value: unknown): value is StoreDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { format, store, tokenCheck, clock } = value as Partial<Record<keyof StoreDescription, unknown>>;
  return (
    typeof format === 'number' && typeof store === 'string' && typeof tokenCheck === 'string' && (clock === 'wall' || clock === 'message')
  );
}
