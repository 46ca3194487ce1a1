/**
 * Logs that are damaged anywhere: a check names the place, and a repair brings the store back to
 * what it was before it, or to all of it when a snapshot holds what came of what is lost. Nothing
 * that was damaged is deleted.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkStore, isDamaged } from '../../../../src/limits/stores/file/check.ts';
import { planRepair } from '../../../../src/limits/stores/file/plan-repair.ts';
import { repairStore } from '../../../../src/limits/stores/file/repair.ts';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { StoreFileError } from '../../../../src/limits/stores/file/store-file-error.ts';
import { runs } from '../../../support/property-settings.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

const SEGMENT_BYTES = 8_192;
const BALANCE_MINOR = 1_000_000;
const SALES = 60;
const AT_MS = Date.UTC(2026, 10, 30, 2);

type Contents = ReadonlyMap<string, Buffer>;

function filesOf(contents: Contents): SimulatedFiles {
  return new SimulatedFiles({ random: () => 0 }, contents);
}

function open(files: SimulatedFiles, snapshotEveryRecords: number): Promise<FileStore> {
  return openFileStore({
    ...{ folder: 'simulated', files, profiles: TEST_PROFILES, nowMs: Date.now, fsync: 'always', warn: () => {} },
    ...{ segmentBytes: SEGMENT_BYTES, snapshotEveryRecords, identity: { tokenCheck: 'test', clock: 'message' } },
  });
}

interface Written {
  readonly contents: Contents;
  readonly token: string;
}

async function written(snapshotEveryRecords: number): Promise<Written> {
  const files = filesOf(new Map());
  const store = await open(files, snapshotEveryRecords);
  const world = new World(store);
  await world.issue({ balanceMinor: BALANCE_MINOR });
  for (let n = 0; n < SALES; n += 1) await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
  await store.close();
  const contents = new Map<string, Buffer>();
  for (const name of await files.list()) if (name !== 'spare.aksept') contents.set(name, files.bytesOf(name));
  return { contents, token: world.token };
}

const KINDS = ['flip', 'zero', 'cut', 'remove'] as const;
interface Harm {
  readonly kind: (typeof KINDS)[number];
  readonly file: number;
  readonly at: number;
}

const harms = fc.record({ kind: fc.constantFrom(...KINDS), file: fc.nat(), at: fc.double({ min: 0, max: 1, noNaN: true }) });

function harmed(contents: Contents, { kind, file, at }: Harm): Contents {
  const names = [...contents.keys()].filter((name) => name !== 'store.json');
  const name = names[file % names.length] ?? '';
  const bytes = Buffer.from(contents.get(name) ?? Buffer.alloc(0));
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const offset = Math.max(0, Math.floor(at * (end - 1)));
  if (kind === 'remove') return new Map([...contents].filter(([each]) => each !== name));
  if (kind === 'flip') bytes[offset] = (bytes[offset] ?? 0) ^ 0x20;
  if (kind === 'zero') bytes.fill(0, offset, Math.min(bytes.length, offset + 300));
  return new Map([...contents, [name, kind === 'cut' ? bytes.subarray(0, offset) : bytes]]);
}

/** Of a copy: the files stay as they are. */
async function ledgerOf(files: SimulatedFiles, token: string, snapshotEvery: number): Promise<number | string> {
  try {
    const names = await files.list();
    const copy = filesOf(new Map(names.map((name) => [name, files.bytesOf(name)])));
    return (await (await open(copy, snapshotEvery)).cards.get(token))?.ledgerMinor ?? -1;
  } catch (error) {
    if (error instanceof StoreFileError) return error.message;
    throw error;
  }
}

/** The folder after a repair; a sentence when nothing can be repaired. */
async function repaired(contents: Contents): Promise<SimulatedFiles | string> {
  const files = filesOf(contents);
  const check = await checkStore(files);
  const plan = planRepair('simulated', check);
  if (typeof plan === 'string') return plan;
  if (plan.steps.length > 0) {
    const folder = await repairStore(files, { store: check.identity.store, steps: plan.steps, atMs: AT_MS, segmentBytes: SEGMENT_BYTES });
    expect(folder).toBe('repair-20261130T020000000Z');
  }
  return files;
}

async function checkHarm({ contents, token }: Written, snapshotEvery: number, harm: readonly Harm[]): Promise<void> {
  const damaged = harm.reduce(harmed, contents);
  const check = await checkStore(filesOf(damaged));
  const before = await ledgerOf(filesOf(damaged), token, snapshotEvery);
  const stops = check.log.damage.some(({ isHistory }) => !isHistory) || check.snapshots.some(({ problem }) => problem !== '');
  expect(typeof before === 'string').toBe(stops);
  if (stops)
    expect(before).toMatch(
      /^simulated\/\S+ .* (?:byte \d+|bytes|missing.*|head|zeros|aksept); restore the folder from a copy, or run: aksept journal repair simulated\.$|cannot be read; restore/,
    );
  const after = await repaired(damaged);
  if (typeof after === 'string') {
    // Neither a snapshot nor the beginning of the log is left.
    expect(check.log.position.batch).toBe(0);
    expect(after).toMatch(/; restore the folder from a copy\.$/);
    return;
  }
  expect(isDamaged(await checkStore(after))).toBe(false);
  const ledger = await ledgerOf(after, token, snapshotEvery);
  expect(typeof ledger === 'number' && (BALANCE_MINOR - ledger) % 100).toBe(0);
  if (typeof ledger !== 'number') return;
  if (!stops) expect(ledger).toBe(before);
  // What was decided from then on is kept as in any other store.
  const store = await open(after, snapshotEvery);
  const world = new World(store, token);
  await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
  await store.close();
  expect(await ledgerOf(after, token, snapshotEvery)).toBe(ledger - 100);
  expect(isDamaged(await checkStore(after))).toBe(false);
}

it.each([
  ['without a snapshot', 1_000],
  ['with a snapshot in a later segment', 25],
  ['with a snapshot near the end', 55],
])('harm anywhere, %s', async (_name, snapshotEvery) => {
  const found = await written(snapshotEvery);
  expect([...found.contents.keys()].some((name) => name.startsWith('snapshot-'))).toBe(snapshotEvery < SALES);
  await fc.assert(
    fc.asyncProperty(fc.array(harms, { minLength: 1, maxLength: 2 }), (harm) => checkHarm(found, snapshotEvery, harm)),
    { numRuns: runs(40) },
  );
});
