/**
 * Files that are cut or damaged at any byte: recovered, or refused in one sentence, never wrong.
 * `DAMAGE=full` takes every byte, which takes minutes; otherwise one of some is taken.
 */
import { afterAll, expect, it } from 'vitest';
import type { Attempt } from '../../../../src/limits/rules/command.ts';
import { verifyCard } from '../../../../src/limits/state/verify.ts';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { StoreFileError } from '../../../../src/limits/stores/file/store-file-error.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

const IS_FULL = process.env['DAMAGE'] === 'full';
/** Only ends a test that hangs. */
const TIMEOUT_MS = IS_FULL ? 7_200_000 : 300_000;
const HEAD_BYTES = 4_096;
const TORN_BYTES = 65_536;
const SALES = 6;
const BALANCE_MINOR = 1_000_000;
const LOG = 'log-000000000001.aksept';
const SENTENCE =
  /^simulated\/[\w.-]+ .*(; (restore|use|give|start) .*|uses? the version that wrote it)\.$|^In simulated .*\.$|^The store in simulated .*\.$/;

interface Written {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly token: string;
  readonly sales: readonly Attempt[];
  /** Behind the batch of the card, and of each sale: where the log ended then, without zeros. */
  readonly ends: readonly number[];
}

interface WrittenOptions {
  readonly isClosed: boolean;
  readonly sales?: number;
  /** Sales until the log is so long, instead. */
  readonly logBytes?: number;
  readonly snapshotEveryRecords?: number;
}

async function written({ isClosed, sales = SALES, logBytes, snapshotEveryRecords }: WrittenOptions): Promise<Written> {
  const files = new SimulatedFiles({ random: () => 0 });
  const store = await openTestStore(files, {
    segmentBytes: 16_384 + (logBytes ?? 0),
    ...(snapshotEveryRecords === undefined ? {} : { snapshotEveryRecords }),
  });
  const world = new World(store);
  await world.issue({ balanceMinor: BALANCE_MINOR });
  const end = (): number => withoutZeros(files.bytesOf(LOG));
  const ends = [end()];
  const sent: Attempt[] = [];
  while (logBytes === undefined ? sent.length < sales : end() < logBytes) {
    const sale = world.attempt({ amountMinor: 100 });
    await world.decide(sale, 'approved');
    sent.push(sale);
    ends.push(end());
  }
  if (isClosed) await store.close();
  const contents = new Map<string, Buffer>();
  for (const name of await files.list()) if (name !== 'spare.aksept') contents.set(name, files.bytesOf(name));
  return { contents, token: world.token, sales: sent, ends };
}

function withoutZeros(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return end;
}

function open(files: SimulatedFiles, warn: (sentence: string) => void = () => {}): Promise<FileStore> {
  return openTestStore(files, { segmentBytes: 16_384, warn });
}

/** How many sales a store holds after recovery, −1 without the card; a sentence when it is refused. */
async function recovered(contents: ReadonlyMap<string, Buffer>, { token, sales }: Written): Promise<number | string> {
  let store: FileStore;
  try {
    store = await open(new SimulatedFiles({ random: () => 0 }, contents));
  } catch (error) {
    if (error instanceof StoreFileError) return error.message;
    throw error;
  }
  const snapshot = await store.cards.snapshot(token, 0);
  if (snapshot === undefined) return -1;
  const kept = snapshot.spends.length;
  expect(verifyCard(snapshot, TEST_PROFILES)).toBe('');
  expect(snapshot.card.ledgerMinor).toBe(BALANCE_MINOR - 100 * kept);
  const last = sales[kept - 1];
  if (last !== undefined)
    expect(await store.decide({ ...last, attemptId: 'again' })).toMatchObject({ outcome: 'approved', repeated: true });
  return kept;
}

function changed(contents: ReadonlyMap<string, Buffer>, name: string, change: (bytes: Buffer) => Buffer): ReadonlyMap<string, Buffer> {
  return new Map([...contents, [name, change(Buffer.from(contents.get(name) ?? Buffer.alloc(0)))]]);
}

function withLog(contents: ReadonlyMap<string, Buffer>, change: (log: Buffer) => Buffer): ReadonlyMap<string, Buffer> {
  return changed(contents, LOG, change);
}

interface Counts {
  recovered: number;
  /** An unfinished batch at the end was cut off. */
  cut: number;
  refused: number;
  wrong: number;
}

const table: (Counts & { readonly what: string })[] = [];
afterAll(() => console.table(table));

/** Does something to each byte of a range, in the short form to one of `step`, and counts what comes of it. */
async function count(
  what: string,
  range: { readonly from: number; readonly to: number; readonly step: number },
  trial: Trial,
): Promise<Counts> {
  const counts = { what, recovered: 0, cut: 0, refused: 0, wrong: 0 };
  table.push(counts);
  const wrong: string[] = [];
  for (let at = range.from; at < range.to; at += IS_FULL ? 1 : range.step) {
    const { contents, expected, original } = trial(at);
    const result = await recovered(contents, original);
    if (typeof result === 'string') {
      if (SENTENCE.test(result)) counts.refused += 1;
      else wrong.push(`byte ${at}: ${result}`);
    } else if (result === original.sales.length && expected.includes(result)) counts.recovered += 1;
    else if (expected.includes(result)) counts.cut += 1;
    else wrong.push(`byte ${at}: ${result} sales instead of ${expected}`);
  }
  counts.wrong = wrong.length;
  expect(wrong).toEqual([]);
  return counts;
}

type Trial = (at: number) => {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly original: Written;
  /** How many sales are right. */
  readonly expected: readonly number[];
};

function flipped(original: Written, name: string, expected: readonly number[]): Trial {
  return (at) => ({
    contents: changed(original.contents, name, (bytes) => {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      return bytes;
    }),
    original,
    expected,
  });
}

it(
  'after a close, every flipped byte of the log is refused or changes nothing',
  async () => {
    const original = await written({ isClosed: true });
    const to = withoutZeros(original.contents.get(LOG) ?? Buffer.alloc(0)) + 64;
    const counts = await count('log of a store that was closed, flipped', { from: 0, to, step: 3 }, flipped(original, LOG, [SALES]));
    // The head has zeros behind its text.
    expect(counts.refused).toBeGreaterThan(((original.ends.at(-1) ?? 0) - HEAD_BYTES) / (IS_FULL ? 1 : 3));
  },
  TIMEOUT_MS,
);

it(
  'after a kill, a flipped byte of the last batch is taken for a batch that was not finished, and every other is refused',
  async () => {
    const original = await written({ isClosed: false });
    const to = withoutZeros(original.contents.get(LOG) ?? Buffer.alloc(0)) + 64;
    // That the last one was whole, nothing says yet.
    const trial = flipped(original, LOG, [SALES - 1, SALES]);
    const counts = await count('log of a store that was killed, flipped', { from: 0, to, step: 3 }, trial);
    const [before = 0, last = 0] = original.ends.slice(-2);
    expect(counts.cut).toBeLessThanOrEqual(last - before);
    expect(counts.refused).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

it(
  'a log that ends at any byte of its last 64 KiB is recovered up to its last whole batch',
  async () => {
    const original = await written({ isClosed: false, logBytes: HEAD_BYTES + TORN_BYTES + 1_000 });
    const to = original.ends.at(-1) ?? 0;
    const counts = await count('last 64 KiB of a log, cut there', { from: to - TORN_BYTES, to: to + 1, step: 331 }, (at) => ({
      contents: withLog(original.contents, (log) => log.fill(0, at)),
      original,
      expected: [original.ends.filter((end) => end <= at).length - 1],
    }));
    expect(counts.refused).toBe(0);
  },
  TIMEOUT_MS,
);

it(
  'a small log that ends at any byte is recovered up to its last whole batch',
  async () => {
    const original = await written({ isClosed: false });
    const to = original.ends.at(-1) ?? 0;
    const counts = await count('small log, cut at any byte', { from: HEAD_BYTES, to: to + 1, step: 3 }, (at) => ({
      contents: withLog(original.contents, (log) => log.fill(0, at)),
      original,
      expected: [original.ends.filter((end) => end <= at).length - 1],
    }));
    expect(counts.refused).toBe(0);
  },
  TIMEOUT_MS,
);

it(
  'a snapshot with a flipped byte, or cut at any byte, is refused or changes nothing',
  async () => {
    const original = await written({ isClosed: true, snapshotEveryRecords: 5 });
    const name = [...original.contents.keys()].find((each) => each.startsWith('snapshot-')) ?? '';
    const to = original.contents.get(name)?.length ?? 0;
    expect(to).toBeGreaterThan(HEAD_BYTES);
    await count('snapshot, flipped', { from: 0, to, step: 7 }, flipped(original, name, [SALES]));
    await count('snapshot, cut there', { from: 0, to, step: 11 }, (at) => ({
      contents: changed(original.contents, name, (bytes) => bytes.subarray(0, at)),
      original,
      expected: [SALES],
    }));
  },
  TIMEOUT_MS,
);

it(
  'a description with a flipped byte is refused or changes nothing',
  async () => {
    const original = await written({ isClosed: true });
    const to = original.contents.get('store.json')?.length ?? 0;
    await count('store.json, flipped', { from: 0, to, step: 1 }, flipped(original, 'store.json', [SALES]));
  },
  TIMEOUT_MS,
);

it.each([
  ['cut to zero', (log: Buffer) => log.subarray(0, 0), 'is cut to 0 bytes'],
  ['cut within its head', (log: Buffer) => log.subarray(0, 100), 'is cut to 100 bytes'],
  ['cut behind its head', (log: Buffer) => log.subarray(0, 5_000), 'is cut to 5000 of 16384 bytes'],
  ['only zeros', (log: Buffer) => Buffer.alloc(log.length), 'holds only zeros'],
  ['another file', (log: Buffer) => Buffer.alloc(log.length, 'x'), 'is no file of aksept'],
])('a log %s is refused', async (_, change, reason) => {
  const original = await written({ isClosed: true });
  expect(await recovered(withLog(original.contents, change), original)).toContain(reason);
});

it('other keys, another clock and a missing description are refused', async () => {
  const { contents } = await written({ isClosed: true });
  const options = { folder: 'simulated', profiles: TEST_PROFILES, nowMs: Date.now, fsync: 'always', warn: () => {} } as const;
  const files = (): SimulatedFiles => new SimulatedFiles({ random: () => 0 }, contents);
  await expect(openFileStore({ ...options, files: files(), identity: { tokenCheck: 'other', clock: 'message' } })).rejects.toThrow(
    'another key ring',
  );
  await expect(openFileStore({ ...options, files: files(), identity: { tokenCheck: 'test', clock: 'wall' } })).rejects.toThrow(
    'start with --clock message',
  );
  const bare = new SimulatedFiles({ random: () => 0 }, new Map([...contents].filter(([name]) => name !== 'store.json')));
  await expect(openFileStore({ ...options, files: bare, identity: { tokenCheck: 'test', clock: 'message' } })).rejects.toThrow(
    'but no store.json',
  );
});

it('while the log cannot be written requests are declined, and nothing that was not answered is lost or doubled afterwards', async () => {
  const files = new SimulatedFiles({ random: () => 0 });
  const warnings: string[] = [];
  const store = await open(files, (sentence) => warnings.push(sentence));
  const world = new World(store);
  await world.issue({ balanceMinor: 1_000_000 });
  files.failures = 3;
  const sale = world.attempt({ amountMinor: 100 });
  await expect(store.decide(sale)).rejects.toThrow('cannot be written');
  await expect((async () => store.decide(world.attempt({ amountMinor: 100 })))()).rejects.toThrow('cannot record');
  await expect.poll(() => store.ready(), { timeout: 60_000 }).toBe(true);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain('no space is left on the device');
  // The terminal repeats: it gets the answer of the sale that was written in the end.
  expect(await store.decide({ ...sale, attemptId: 'zz' })).toMatchObject({ outcome: 'approved', repeated: true });
  expect((await store.cards.get(world.token))?.ledgerMinor).toBe(999_900);
  const again = await open(files.cut());
  expect((await again.cards.get(world.token))?.ledgerMinor).toBe(999_900);
});
