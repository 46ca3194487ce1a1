/** Logs that are cut or damaged at every byte: recovered, or refused in one sentence, never wrong. */
import { expect, it } from 'vitest';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { StoreFileError } from '../../../../src/limits/stores/file/store-file-error.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

const SEGMENT_BYTES = 16_384;
const HEAD_BYTES = 4_096;
const SALES = 6;
const LOG = 'log-000000000001.aksept';

function open(files: SimulatedFiles, onWarning: (sentence: string) => void = () => {}): Promise<FileStore> {
  return openFileStore({
    folder: 'simulated',
    files,
    profiles: TEST_PROFILES,
    nowMs: Date.now,
    identity: { tokenCheck: 'test', clock: 'message' },
    fsync: 'always',
    warn: onWarning,
    segmentBytes: SEGMENT_BYTES,
  });
}

interface Written {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly token: string;
  /** Behind the last batch. */
  readonly end: number;
}

async function written(closed: boolean): Promise<Written> {
  const files = new SimulatedFiles({ random: () => 0 });
  const store = await open(files);
  const world = new World(store);
  await world.issue({ balanceMinor: 1_000_000 });
  for (let n = 0; n < SALES; n += 1) await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
  if (closed) await store.close();
  const contents = new Map<string, Buffer>();
  for (const name of await files.list()) if (name !== 'spare.aksept') contents.set(name, files.bytesOf(name));
  const log = contents.get(LOG) ?? Buffer.alloc(0);
  let end = log.length;
  while (end > 0 && log[end - 1] === 0) end -= 1;
  return { contents, token: world.token, end };
}

/** The ledger after recovery; a sentence when the store is refused. */
async function recovered(contents: ReadonlyMap<string, Buffer>, token: string): Promise<number | string> {
  try {
    const store = await open(new SimulatedFiles({ random: () => 0 }, contents));
    return (await store.cards.get(token))?.ledgerMinor ?? -1;
  } catch (error) {
    if (error instanceof StoreFileError) return error.message;
    throw error;
  }
}

function withLog(contents: ReadonlyMap<string, Buffer>, change: (log: Buffer) => Buffer): ReadonlyMap<string, Buffer> {
  return new Map([...contents, [LOG, change(Buffer.from(contents.get(LOG) ?? Buffer.alloc(0)))]]);
}

it('after a close, every flipped byte of the log is refused or changes nothing', async () => {
  const { contents, token, end } = await written(true);
  const counts = { recovered: 0, refused: 0 };
  for (let at = 0; at < end + 64; at += 1) {
    const result = await recovered(
      withLog(contents, (log) => {
        log[at] = (log[at] ?? 0) ^ 0x40;
        return log;
      }),
      token,
    );
    if (typeof result === 'string') {
      expect(result).toMatch(/^simulated\/log-\d+\.aksept .*; (restore|use|give) .*\.$/);
      counts.refused += 1;
    } else {
      // The last batch of a closed log is empty: it says that the others are durable.
      expect({ at, ledger: result }).toEqual({ at, ledger: 1_000_000 - SALES * 100 });
      counts.recovered += 1;
    }
  }
  expect(counts.refused).toBeGreaterThan(end - HEAD_BYTES - 200);
});

it('a log that ends at any byte of its batches is recovered up to its last whole batch', async () => {
  const { contents, token, end } = await written(false);
  const ledgers = new Set<number>();
  for (let at = HEAD_BYTES; at <= end; at += 1) {
    const result = await recovered(
      withLog(contents, (log) => log.fill(0, at)),
      token,
    );
    expect(typeof result).toBe('number');
    if (typeof result === 'number') ledgers.add(result);
  }
  // No card, the card, and each sale.
  expect([...ledgers].sort((a, b) => b - a)).toEqual([...Array.from({ length: SALES + 1 }, (_, n) => 1_000_000 - n * 100), -1]);
});

it.each([
  ['cut to zero', (log: Buffer) => log.subarray(0, 0), 'is cut to 0 bytes'],
  ['cut within its head', (log: Buffer) => log.subarray(0, 100), 'is cut to 100 bytes'],
  ['cut behind its head', (log: Buffer) => log.subarray(0, 5_000), 'is cut to 5000 of 16384 bytes'],
  ['only zeros', (log: Buffer) => Buffer.alloc(log.length), 'holds only zeros'],
  ['another file', (log: Buffer) => Buffer.alloc(log.length, 'x'), 'is no file of aksept'],
])('a log %s is refused', async (_, change, reason) => {
  const { contents, token } = await written(true);
  expect(await recovered(withLog(contents, change), token)).toContain(reason);
});

it('other keys, another clock and a missing description are refused', async () => {
  const { contents } = await written(true);
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
