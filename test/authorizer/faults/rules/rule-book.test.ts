import { describe, expect, test } from 'vitest';
import { randomDelayMs } from '../../../../src/authorizer/faults/rules/random-delay.ts';
import { DELAY_MS_MAX, type FaultPlan, windowLeftMs } from '../../../../src/authorizer/faults/rules/rule.ts';
import { RuleBook } from '../../../../src/authorizer/faults/rules/rule-book.ts';
import { SeededRandom } from '../../../../src/authorizer/faults/rules/seeded-random.ts';
import type { Request } from '../../../../src/protocol/message.ts';
import type { Outcome } from '../../../../src/protocol/outcome.ts';
import { PAN, purchase, reversalOf } from '../../fixture.ts';
import { planOf } from '../rules.ts';

const DROP = { drop: true };

function bookOf(plan: FaultPlan, nowMs: () => number = () => 0): RuleBook {
  return new RuleBook(plan, false, nowMs);
}

/** The rule that a message meets; '' for none. */
function hitOf(book: RuleBook, request: Request, outcome: Outcome = 'approved', codec = 'protobuf'): string {
  return book.resume(book.search(request, codec), outcome)?.rule.name ?? '';
}

function isHit(match: object, request: Request, outcome: Outcome = 'approved', codec = 'protobuf'): boolean {
  return hitOf(bookOf(planOf([{ match, do: DROP }])), request, outcome, codec) !== '';
}

describe('match', () => {
  const request = purchase({ terminalId: 'ATM00017', amountMinor: 10_005 });
  const repeat = { ...reversalOf(request), repeat: true };
  const echo: Request = {
    class: 'networkManagement',
    repeat: false,
    function: 'echo',
    stan: 1,
    transmissionTimeMs: 1,
    terminalId: 'ATM00017',
    acquirerId: '',
    macCheck: '',
    context: undefined,
  };

  test.each([
    [{}, true],
    [{ terminal: 'ATM00017' }, true],
    [{ terminal: 'ATM0001' }, false],
    [{ terminal: 'ATM*' }, true],
    [{ terminal: '*' }, true],
    [{ terminal: ['SHOP*', 'ATM00017'] }, true],
    [{ terminal: 'SHOP*' }, false],
    [{ amount: 100.05 }, true],
    [{ amount: '100.06' }, false],
    [{ amount: { from: 100 } }, true],
    [{ amount: { to: 100.05 } }, true],
    [{ amount: { from: 100.06, to: 200 } }, false],
    [{ pan: PAN.slice(0, 8) }, true],
    [{ pan: ['4', PAN] }, true],
    [{ pan: '1' }, false],
    [{ mti: '0200' }, true],
    [{ mti: '1200' }, true],
    [{ mti: 'x201' }, false],
    [{ class: ['reversal', 'financial'] }, true],
    [{ class: 'authorization' }, false],
    [{ type: 'purchase' }, true],
    [{ type: ['cash'] }, false],
    [{ outcome: 'approved' }, true],
    [{ outcome: ['lostCard', 'stolenCard'] }, false],
    [{ codec: 'protobuf' }, true],
    [{ codec: '1987-ascii' }, false],
    [{ terminal: 'ATM*', amount: 1 }, false],
  ])('%j of a purchase: %s', (match, expected) => {
    expect(isHit(match, request)).toBe(expected);
  });

  test('an MTI of a repeat is that of repeats only', () => {
    expect([isHit({ mti: '0401' }, repeat), isHit({ mti: '0421' }, repeat), isHit({ mti: '0400' }, repeat)]).toEqual([true, true, false]);
  });

  test('a PAN in track 2 is one too', () => {
    expect(isHit({ pan: '957899' }, purchase({ pan: '', track2: `${PAN}=2811201` }))).toBe(true);
  });

  test('a network message has class and terminal, and neither amount, PAN nor type', () => {
    expect([isHit({ class: 'networkManagement' }, echo), isHit({ terminal: 'ATM*' }, echo), isHit({ mti: '0800' }, echo)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isHit({ amount: { from: 0 } }, echo), isHit({ pan: '9' }, echo), isHit({ type: 'purchase' }, echo)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('counts', () => {
  const hits = (match: object, messages: number): string => {
    const book = bookOf(planOf([{ match, do: DROP }]));
    return Array.from({ length: messages }, () => (hitOf(book, purchase()) === '' ? '.' : 'x')).join('');
  };

  test('nth, every and first, alone and together', () => {
    expect(hits({ nth: 3 }, 7)).toBe('..x....');
    expect(hits({ every: 3 }, 7)).toBe('..x..x.');
    expect(hits({ first: 2 }, 7)).toBe('xx.....');
    expect(hits({ every: 2, first: 4 }, 7)).toBe('.x.x...');
  });

  test('count only what the other conditions match', () => {
    const book = bookOf(planOf([{ match: { terminal: 'A', nth: 2 }, do: DROP }]));
    const seen = ['A', 'B', 'B', 'A', 'A'].map((terminalId) => hitOf(book, purchase({ terminalId })));
    expect(seen).toEqual(['', '', '', 'rule-1', '']);
    expect(book.injected).toEqual([1]);
  });
});

describe('the first rule that matches wins', () => {
  test('and the next when its counts are used up', () => {
    const book = bookOf(planOf([{ match: { first: 1 }, do: DROP }, { do: { garbage: true } }]));
    expect([1, 2].map(() => hitOf(book, purchase()))).toEqual(['rule-1', 'rule-2']);
  });

  test('a rule that waits for the outcome comes before those below it', () => {
    const book = bookOf(planOf([{ match: { outcome: 'lostCard' }, do: DROP }, { do: { garbage: true } }]));
    expect(hitOf(book, purchase(), 'lostCard')).toBe('rule-1');
    expect(hitOf(book, purchase(), 'approved')).toBe('rule-2');
  });

  test('a rule above it does not wait', () => {
    const book = bookOf(
      planOf([
        { match: { terminal: 'A' }, do: DROP },
        { match: { outcome: 'lostCard' }, do: DROP },
      ]),
    );
    expect(book.search(purchase({ terminalId: 'A' }), 'protobuf').resumesAt).toBe(-1);
    expect(book.search(purchase({ terminalId: 'B' }), 'protobuf').resumesAt).toBe(1);
  });
});

describe('windows', () => {
  test.each([
    [99, 0],
    [100, 10],
    [109, 1],
    [110, 0],
    [1_000, 0],
  ])('once: at %s ms, %s ms are left', (sinceMs, left) => {
    expect(windowLeftMs({ afterMs: 100, forMs: 10, everyMs: 0 }, sinceMs)).toBe(left);
  });

  test.each([
    [99, 0],
    [105, 5],
    [110, 0],
    [150, 10],
    [259, 1],
  ])('again and again: at %s ms, %s ms are left', (sinceMs, left) => {
    expect(windowLeftMs({ afterMs: 100, forMs: 10, everyMs: 50 }, sinceMs)).toBe(left);
  });

  test('count from the first message', () => {
    let nowMs = 5_000;
    const plan = planOf([{ match: { during: { afterMs: 100, forMs: 10 } }, do: { stall: true } }]);
    const book = bookOf(plan, () => nowMs);
    nowMs = 70_000;
    const seen = [0, 99, 100, 104, 110].map((atMs) => {
      nowMs = 70_000 + atMs;
      return hitOf(book, purchase());
    });
    expect(seen).toEqual(['', '', 'rule-1', 'rule-1', '']);
    nowMs = 70_103;
    expect(plan.rules.map((rule) => book.stallMs(rule))).toEqual([7]);
  });
});

describe('the seed', () => {
  const plan = (seed: string) => planOf([{ match: { share: 0.3 }, do: DROP }], seed);
  const requests = Array.from({ length: 3_000 }, (_none, index) =>
    purchase({ terminalId: `T${index % 7}`, stan: 1 + Math.floor(index / 7), transmissionTimeMs: index + 1 }),
  );
  const keyOf = ({ terminalId, stan }: Request): string => `${terminalId}/${stan}`;
  const hitsOf = (seed: string, list: readonly Request[]): ReadonlySet<string> => {
    const book = bookOf(plan(seed));
    return new Set(list.flatMap((request) => (hitOf(book, request) === '' ? [] : [keyOf(request)])));
  };

  test('the same seed gives the same messages the same fate, in whatever order and at whatever time they come', () => {
    const later = requests.map((request) => ({ ...request, transmissionTimeMs: 9_999 })).reverse();
    expect(hitsOf('a', later)).toEqual(hitsOf('a', requests));
  });

  test('another seed gives others', () => {
    expect(hitsOf('b', requests)).not.toEqual(hitsOf('a', requests));
  });

  test('the share is met', () => {
    expect(Math.abs(hitsOf('a', requests).size / requests.length - 0.3)).toBeLessThan(0.03);
  });

  test('a message sent again has a fate of its own each time, so that it gets through', () => {
    const book = bookOf(plan('a'));
    const hit = requests.find((request) => hitOf(book, request) !== '') ?? purchase();
    const again = Array.from({ length: 20 }, () => hitOf(book, { ...hit, repeat: true }));
    expect(new Set(again)).toEqual(new Set(['', 'rule-1']));
  });
});

describe('delays', () => {
  const meanOf = (delay: Parameters<typeof randomDelayMs>[0]): number => {
    let sum = 0;
    for (let index = 0; index < 4_000; index += 1) sum += randomDelayMs(delay, new SeededRandom(`m/${index}`));
    return sum / 4_000;
  };
  const capMs = DELAY_MS_MAX;

  test('have the mean that they should', () => {
    expect(meanOf({ kind: 'fixed', ms: 40, capMs })).toBe(40);
    expect(Math.abs(meanOf({ kind: 'uniform', fromMs: 100, toMs: 300, capMs }) - 200)).toBeLessThan(5);
    expect(Math.abs(meanOf({ kind: 'normal', meanMs: 500, deviationMs: 50, capMs }) - 500)).toBeLessThan(5);
    expect(Math.abs(meanOf({ kind: 'exponential', meanMs: 100, capMs }) - 100)).toBeLessThan(8);
  });

  test('never pass their cap nor the bound, nor fall below 0', () => {
    for (let index = 0; index < 2_000; index += 1) {
      const draws = () => new SeededRandom(`b/${index}`);
      expect(randomDelayMs({ kind: 'exponential', meanMs: 100, capMs: 120 }, draws())).toBeLessThanOrEqual(120);
      expect(randomDelayMs({ kind: 'exponential', meanMs: 60_000, capMs: 999_999 }, draws())).toBeLessThanOrEqual(DELAY_MS_MAX);
      expect(randomDelayMs({ kind: 'normal', meanMs: 10, deviationMs: 100, capMs }, draws())).toBeGreaterThanOrEqual(0);
    }
  });
});
