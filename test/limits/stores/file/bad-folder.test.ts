/** Folders that cannot be used: each is one sentence, and nothing in them is overwritten. */
import { expect, it } from 'vitest';
import { checkStore } from '../../../../src/limits/stores/file/check.ts';
import type { Files, LogFile } from '../../../../src/limits/stores/file/files.ts';
import { headBlock, isHeadProblem, readHeadBlock, type SegmentHead } from '../../../../src/limits/stores/file/log/segment.ts';
import { planRepair } from '../../../../src/limits/stores/file/plan-repair.ts';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { StoreFileError } from '../../../../src/limits/stores/file/store-file-error.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

const LOG = 'log-000000000001.aksept';
type Contents = ReadonlyMap<string, Buffer>;

function open(files: Files): Promise<FileStore> {
  return openFileStore({
    ...{ folder: 'simulated', files, profiles: TEST_PROFILES, nowMs: Date.now, fsync: 'always', warn: () => {} },
    ...{ segmentBytes: 8_192, snapshotEveryRecords: 10, identity: { tokenCheck: 'test', clock: 'message' } },
  });
}

function filesOf(contents: Contents): SimulatedFiles {
  return new SimulatedFiles({ random: () => 0 }, contents);
}

async function contentsOf(files: SimulatedFiles): Promise<Contents> {
  return new Map((await files.list()).map((name) => [name, files.bytesOf(name)]));
}

async function written(): Promise<Contents> {
  const files = filesOf(new Map());
  const store = await open(files);
  const world = new World(store);
  await world.issue();
  for (let n = 0; n < 15; n += 1) await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
  await store.close();
  return contentsOf(files);
}

function without(contents: Contents, isLeftOut: (name: string) => boolean): Contents {
  return new Map([...contents].filter(([name]) => !isLeftOut(name)));
}

/** The segment as a later version writes it. */
function newerLog(contents: Contents): Contents {
  const bytes = Buffer.from(contents.get(LOG) ?? Buffer.alloc(0));
  const head = readHeadBlock<SegmentHead>(bytes.subarray(0, 4_096));
  if (isHeadProblem(head)) throw new Error(head.problem);
  headBlock({ ...head, format: 4 }).copy(bytes);
  return new Map([...without(contents, (name) => name.startsWith('snapshot-')), [LOG, bytes]]);
}

function newerStore(contents: Contents): Contents {
  const text = contents.get('store.json')?.toString().replace('"format": 3', '"format": 4') ?? '';
  return new Map([...contents, ['store.json', Buffer.from(text)]]);
}

const isLog = (name: string): boolean => name.startsWith('log-');
const NEWER = 'has format 4, which is newer than this version, which reads up to format 3; use the version that wrote it.';

it.each([
  ['a log of a newer version', newerLog, `simulated/${LOG} ${NEWER}`],
  ['a store of a newer version', newerStore, `simulated/store.json ${NEWER}`],
  [
    'a snapshot without its log',
    (contents: Contents) => without(contents, isLog),
    /^simulated\/log-\d{12}\.aksept is missing: the snapshot goes on at batch \d+; restore the folder from a copy, or run: aksept journal repair simulated\.$/,
  ],
])('%s', async (_name, change, sentence) => {
  const contents = change(await written());
  const files = filesOf(contents);
  const error = await open(files).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreFileError);
  expect(error).toHaveProperty('message', typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  expect(await contentsOf(files)).toEqual(contents);
});

it('a repair refuses the log of a newer version', async () => {
  const check = await checkStore(filesOf(newerLog(await written())));
  expect(planRepair('simulated', check)).toBe(`simulated/${LOG} ${NEWER}`);
});

/** Files that can be read but not changed, as on a read-only disk. */
function readOnly(files: SimulatedFiles, code: string): Files {
  const refuse = async (): Promise<never> => {
    throw Object.assign(new Error(`${code}: cannot be changed`), { code });
  };
  const unchangeable = (file: LogFile): LogFile => ({ ...file, write: refuse, sync: refuse, truncate: refuse });
  return {
    path: files.path,
    list: () => files.list(),
    size: (name) => files.size(name),
    open: async (name, mode) => (mode === 'read' ? unchangeable(await files.open(name, mode)) : refuse()),
    rename: refuse,
    remove: refuse,
    makeFolder: refuse,
  };
}

it.each([
  ['EROFS', 'the file system is read-only, so give a folder that can be written'],
  ['EACCES', 'let this user read and write the folder, or give another folder'],
])('a folder that cannot be changed (%s)', async (code, remedy) => {
  const contents = await written();
  const files = filesOf(contents);
  await expect(open(readOnly(files, code))).rejects.toThrow(
    `The store in simulated cannot be opened (${code}: cannot be changed); ${remedy}.`,
  );
  expect(await contentsOf(files)).toEqual(contents);
  // Reading it is enough for a check.
  expect((await checkStore(readOnly(files, code))).log.read.records).toBe(16);
});
