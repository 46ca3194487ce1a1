/** What the growth benchmark makes of what it measured. */
import { describe, expect, test } from 'vitest';
import { checkRepeat, type Repeat } from '../../bench/growth.ts';
import { growthOf, namedBy, type Part, pairsOf, partsOf } from '../../bench/growth-figures.ts';
import { growthOptionsOf } from '../../bench/growth-suite.ts';

describe('parts of a run', () => {
  test('5 million: 100,000, the rest of the first half million, then half millions', () => {
    expect(partsOf(5_000_000)).toEqual([100_000, 400_000, ...Array.from({ length: 9 }, () => 500_000)]);
  });

  test.each([50, 200_000, 1_000_050])('%i messages are neither more nor fewer', (messages) => {
    const parts = partsOf(messages);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(messages);
    expect(parts.every((part) => Number.isInteger(part) && part > 0)).toBe(true);
  });

  test.each([0, 49, 75, 0.5, -50, Number.NaN])('%d messages are refused', (messages) => {
    expect(() => partsOf(messages)).toThrow('The number of messages must be a multiple of 50.');
  });
});

const BEFORE = { heldBytes: 20_000, residentBytes: 100_000 };
const AFTER = { heldBytes: 220_000, residentBytes: 500_000 };

function part(messages: number, seconds: number, cpuSeconds: number, residentBytes: number, approved = messages): Part {
  return { messages, approved, seconds, cpuSeconds, residentBytes };
}

/** Of the warm-up, 100 are kept. */
const MEASURED = { store: 'memory', warmUp: part(120, 9, 9, 105_000, 100), before: BEFORE, after: AFTER };

describe('growth', () => {
  const parts = [
    part(20, 0.02, 0.01, 110_000),
    part(80, 0.18, 0.09, 120_000),
    ...Array.from({ length: 7 }, () => part(100, 0.2, 0.1, 200_000)),
    part(100, 0.3, 0.125, 250_000),
    part(100, 0.5, 0.125, 300_000),
  ];
  const growth = growthOf({ ...MEASURED, parts });

  test('has a row for each tenth; the first is two parts', () => {
    expect(growth.rows.map(({ messages }) => messages)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
    expect(growth.rows[0]?.perSecond).toBeCloseTo(500);
    expect(growth.rows[0]?.perCpuSecond).toBeCloseTo(1_000);
    expect(growth.rows[9]?.perSecond).toBeCloseTo(200);
    expect(growth.rows[9]?.perCpuSecond).toBeCloseTo(800);
  });

  test('divides the last fifth as a whole by the first fiftieth and by the first tenth', () => {
    expect(growth.first).toMatchObject({ messages: 20, perSecond: 1_000, perCpuSecond: 2_000 });
    expect(growth.last.messages).toBe(200);
    // 200 in 0.8 s and 0.25 CPU seconds.
    expect(growth.toFirst.byTime).toBeCloseTo(0.25);
    expect(growth.toFirst.byCpu).toBeCloseTo(0.4);
    expect(growth.toFirstRow.byTime).toBeCloseTo(0.5);
    expect(growth.toFirstRow.byCpu).toBeCloseTo(0.8);
  });

  test('counts bytes from before the first message, for what is kept so far, the warm-up too', () => {
    expect(growth.rows[0]?.bytesPerAuthorization).toBe(20_000 / 200);
    expect(growth.rows[7]?.bytesPerAuthorization).toBe(100_000 / 900);
    expect(growth.rows[9]?.bytesPerAuthorization).toBe(200_000 / 1_100);
    expect(growth.heldBytesPerAuthorization).toBe(200_000 / 1_100);
  });

  test('is refused when too few of a row were approved, and says where', () => {
    const declined = parts.map((each, n) => (n === 10 ? { ...each, approved: 94 } : each));
    expect(() => growthOf({ ...MEASURED, store: 'file-always', parts: declined })).toThrow(
      'Only 94.0 % of the 100 messages up to 1000 were approved on file-always; at least 95 % must be',
    );
    const enough = parts.map((each, n) => (n === 10 ? { ...each, approved: 95 } : each));
    expect(growthOf({ ...MEASURED, parts: enough }).approvedShare).toBeCloseTo(0.995);
  });
});

test('rounds by time and by CPU second', () => {
  const rounds = [{ ours: part(100, 2, 1, 0), ceiling: part(100, 1, 0.5, 0) }];
  expect(pairsOf(rounds, 'seconds')).toEqual([{ ours: 50, ceiling: 100 }]);
  expect(pairsOf(rounds, 'cpuSeconds')).toEqual([{ ours: 100, ceiling: 200 }]);
  const named = { id: 'S7', what: 'a', unit: '/s', ceilingWhat: 'b' };
  expect(namedBy(named, 'seconds').what).toBe('a');
  expect(namedBy(named, 'cpuSeconds').what).toBe('a, by CPU second of the server');
});

describe('the repeat of the first message', () => {
  const first = { outcome: 'approved', approvalCode: '2LRTHM', repeated: false };
  const right: Repeat = { first, again: { ...first, repeated: true }, ledgerMinorBefore: 5, ledgerMinorAfter: 5 };

  test('has its stored answer, and the balance is what it was', () => {
    expect(() => checkRepeat('memory', right)).not.toThrow();
  });

  test.each<[string, Partial<Repeat>, string]>([
    ['a new answer', { again: first }, 'was not answered with its stored answer'],
    ['another approval', { again: { ...first, approvalCode: 'AAAAAA', repeated: true } }, 'was not answered with its stored answer'],
    ['a decline', { again: { ...first, outcome: 'issuerInoperative', repeated: true } }, 'was not answered with its stored answer'],
    ['a first answer that was one already', { first: { ...first, repeated: true } }, 'was not answered with its stored answer'],
    ['a second debit', { ledgerMinorAfter: 4 }, 'moved the balance on memory from 5 to 4'],
  ])('%s is an error', (_what, change, words) => {
    expect(() => checkRepeat('memory', { ...right, ...change })).toThrow(words);
  });
});

describe('arguments', () => {
  const given = { messages: 200_000, stores: 'memory,file', fsync: 'everysec', folder: '/tmp' };

  test('name the stores', () => {
    expect(growthOptionsOf(given).stores).toEqual(['memory', 'file-everysec']);
    expect(growthOptionsOf({ ...given, stores: 'file', fsync: 'always' }).stores).toEqual(['file-always']);
  });

  test.each([
    [{ messages: 49_950 }, '--messages must be at least 50000 for growth, not 49950.'],
    [{ messages: Number.NaN }, 'multiple of 50'],
    [{ messages: 200_001 }, 'multiple of 50'],
    [{ stores: 'memory,redis' }, '--stores must name memory or file, separated by commas, not "redis".'],
    [{ stores: 'constructor' }, 'not "constructor"'],
    [{ stores: '' }, 'not ""'],
    [{ fsync: 'never' }, '--fsync must be one of always, everysec, no, not "never".'],
  ])('%j are refused', (change, words) => {
    expect(() => growthOptionsOf({ ...given, ...change })).toThrow(words);
  });
});
