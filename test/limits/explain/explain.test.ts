import { beforeEach, describe, expect, test } from 'vitest';
import { explain, outcomeOn } from '../../../src/limits/explain/explain.ts';
import type { Attempt } from '../../../src/limits/rules/command.ts';
import type { CardChange, NewCard } from '../../../src/limits/state/card.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { CHECKS, type CheckName, type CheckVerdict, type Explanation } from '../../../src/protocol/explanation.ts';
import { OUTCOMES, type Outcome } from '../../../src/protocol/outcome.ts';
import { DAY_MS, HOUR_MS, T0, TEST_PROFILES, World, WRONG_REFERENCE } from '../stores/conformance/world.ts';

const WINDOW_MS = 96 * HOUR_MS;
let world: World;

beforeEach(() => {
  world = new World(createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => T0 }));
});

/** The explanation of an attempt that the store has not seen. */
async function ask(attempt: Attempt, outcome: Outcome, country = 578): Promise<Explanation> {
  const snapshot = await world.store.cards.snapshot(world.token, attempt.instantMs);
  const profile = TEST_PROFILES.get(snapshot?.card.profile ?? '');
  if (snapshot === undefined || profile === undefined) throw new Error('no such card');
  expect(outcomeOn(snapshot, profile, attempt)).toBe(outcome);
  return explain(snapshot, profile, { attempt, outcome, country, hypothetical: false });
}

function verdicts({ checks }: Explanation): Partial<Record<CheckName, CheckVerdict>> {
  return Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]));
}

function seen({ checks }: Explanation, name: CheckName): string | undefined {
  return checks.find(({ check }) => check === name)?.seen;
}

describe('limits', () => {
  test('over the ATM limit: what is used, what leaves next, and when it fits', async () => {
    await world.issue();
    await world.decide(world.atm(500_000), 'approved');
    await world.decide(world.atm(400_000, { instantMs: T0 + HOUR_MS }), 'approved');
    const instantMs = T0 + 2 * HOUR_MS;
    const explanation = await ask(world.atm(200_000, { instantMs }), 'exceedsAmountLimit');
    expect(explanation.limits).toEqual([
      {
        ...{ name: 'atm', amountMinor: 990_000, usedMinor: 900_000, leftMinor: 90_000, countMax: 0, countUsed: 2 },
        next: { amountMinor: 500_000, atMs: T0 + WINDOW_MS },
        fitsAtMs: T0 + WINDOW_MS,
      },
    ]);
    expect(explanation).toMatchObject({ atMs: instantMs, earliestApprovalMs: T0 + WINDOW_MS, neverBecause: '' });
    expect(explanation.textEn).toBe(
      'The amount exceeds a limit. Limit atm: 9,000.00 NOK of 9,900.00 NOK is used, 900.00 NOK is left, 2,000.00 NOK is asked for. ' +
        '5,000.00 NOK leaves it at 2026-06-05 12:00:00 (Oslo). ' +
        'It fits from 2026-06-05 12:00:00 (Oslo), if nothing else happens on the card before.',
    );
    expect(explanation.textNb).toBe(
      'Beløpet overskrider en beløpsgrense. Grensen atm: 9 000,00 kr av 9 900,00 kr er brukt, 900,00 kr er igjen, 2 000,00 kr er ønsket. ' +
        '5 000,00 kr går ut av den 05.06.2026 kl. 12.00.00 (Oslo). ' +
        'Det er plass fra 05.06.2026 kl. 12.00.00 (Oslo), hvis ikke noe annet skjer på kortet før det.',
    );
  });

  test('two spends must leave before it fits', async () => {
    await world.issue();
    await world.decide(world.atm(500_000), 'approved');
    await world.decide(world.atm(400_000, { instantMs: T0 + HOUR_MS }), 'approved');
    const explanation = await ask(world.atm(600_000, { instantMs: T0 + HOUR_MS }), 'exceedsAmountLimit');
    expect(explanation.earliestApprovalMs).toBe(T0 + HOUR_MS + WINDOW_MS);
    expect(explanation.limits[0]?.next?.atMs).toBe(T0 + WINDOW_MS);
  });

  test('what leaves at the same instant leaves together', async () => {
    await world.issue();
    await world.decide(world.atm(500_000), 'approved');
    await world.decide(world.atm(490_000), 'approved');
    const { limits } = await ask(world.atm(1), 'exceedsAmountLimit');
    expect(limits[0]?.next).toEqual({ amountMinor: 990_000, atMs: T0 + WINDOW_MS });
  });

  test('above the limit itself: never', async () => {
    await world.issue();
    const explanation = await ask(world.atm(990_001), 'exceedsAmountLimit');
    expect(explanation).toMatchObject({ earliestApprovalMs: 0, neverBecause: 'aboveLimit', limits: [{ fitsAtMs: 0 }] });
    expect(explanation.textEn).toMatch(/It never fits: limit atm is 9,900\.00 NOK in all\.$/);
  });

  test('of nested limits the last to fit decides', async () => {
    await world.issue({ profile: 'nested' });
    await world.decide(world.atm(200_000), 'approved');
    await world.decide(world.attempt({ amountMinor: 590_000, instantMs: T0 + HOUR_MS }), 'approved');
    const explanation = await ask(world.atm(220_000, { instantMs: T0 + 2 * HOUR_MS }), 'exceedsAmountLimit');
    expect(explanation.limits.map(({ name, fitsAtMs }) => [name, fitsAtMs])).toEqual([
      ['all', T0 + HOUR_MS + WINDOW_MS],
      ['atm', T0 + WINDOW_MS],
      ['daily', Date.UTC(2026, 5, 1, 22)],
    ]);
    expect(explanation.earliestApprovalMs).toBe(T0 + HOUR_MS + WINDOW_MS);
  });

  test('a count limit, by calendar days in Oslo', async () => {
    await world.issue({ profile: 'nested' });
    for (let count = 0; count < 10; count += 1) await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
    const explanation = await ask(world.attempt({ amountMinor: 100 }), 'exceedsCountLimit');
    expect(explanation.earliestApprovalMs).toBe(Date.UTC(2026, 5, 1, 22));
    expect(explanation.textEn).toContain('Limit daily: 10 of 10 uses are taken. 10.00 NOK leaves it at 2026-06-02 00:00:00 (Oslo).');
  });

  test.each([
    ['into summer time', Date.UTC(2026, 2, 28, 12), Date.UTC(2026, 2, 31, 22)],
    ['out of summer time', Date.UTC(2026, 9, 24, 12), Date.UTC(2026, 9, 27, 23)],
  ])('four calendar days %s', async (_name, spentAtMs, leavesMs) => {
    await world.issue({ profile: 'calendar' });
    await world.decide(world.atm(990_000, { instantMs: spentAtMs }), 'approved');
    const explanation = await ask(world.atm(1, { instantMs: spentAtMs }), 'exceedsAmountLimit');
    expect(explanation.earliestApprovalMs).toBe(leavesMs);
  });

  test('a hold leaves its window when it expires, before its spend would', async () => {
    await world.issue();
    await world.decide(world.hold(900_000, { channel: 'atm', mcc: 6011, holdMs: DAY_MS }), 'approved');
    const explanation = await ask(world.atm(100_000), 'exceedsAmountLimit');
    expect(explanation.earliestApprovalMs).toBe(T0 + DAY_MS);
    const over = await ask(world.atm(100_000, { instantMs: T0 + DAY_MS }), 'approved');
    expect(over).toMatchObject({ limits: [{ usedMinor: 0, next: undefined }], coverage: { holdsMinor: 0, next: undefined } });
  });
});

describe('coverage', () => {
  test('there again when a hold expires', async () => {
    await world.issue({ balanceMinor: 100_000 });
    await world.decide(world.hold(60_000, { holdMs: DAY_MS }), 'approved');
    const explanation = await ask(world.attempt({ amountMinor: 50_000 }), 'insufficientFunds');
    expect(explanation.coverage).toEqual({
      ...{ ledgerMinor: 100_000, holdsMinor: 60_000, availableMinor: 40_000 },
      next: { amountMinor: 60_000, atMs: T0 + DAY_MS },
    });
    expect(explanation.earliestApprovalMs).toBe(T0 + DAY_MS);
    expect(seen(explanation, 'coverage')).toBe('40000/50000');
    expect(explanation.textEn).toContain('400.00 NOK is available, 500.00 NOK is asked for. 600.00 NOK is held.');
  });

  test('not there when every hold has expired: never, and how much is short', async () => {
    await world.issue({ balanceMinor: 100_000 });
    await world.decide(world.hold(60_000), 'approved');
    const explanation = await ask(world.attempt({ amountMinor: 150_050 }), 'insufficientFunds');
    expect(explanation).toMatchObject({ earliestApprovalMs: 0, neverBecause: 'noCoverage' });
    expect(explanation.textEn).toMatch(/Waiting does not help: 500\.50 NOK more must be loaded\.$/);
  });

  test('a partial approval says what is missing', async () => {
    await world.issue({ balanceMinor: 90_000 });
    const explanation = await ask(world.attempt({ amountMinor: 150_000, allowPartial: true }), 'approvedPartially');
    expect(explanation.textEn).toBe(
      'Approved for a lower amount. 900.00 NOK is available, 1,500.00 NOK is asked for. Waiting does not help: 600.00 NOK more must be loaded.',
    );
  });
});

describe('what waiting does not help', () => {
  interface Row {
    readonly card?: Partial<NewCard>;
    readonly change?: CardChange;
    readonly attempt?: Partial<Attempt>;
    readonly outcome: Outcome;
    readonly check: CheckName;
    readonly saw: string;
    readonly because: Explanation['neverBecause'];
  }

  test.each<[string, Row]>([
    ['blocked', { change: { status: 'blocked' }, outcome: 'restrictedCard', check: 'status', saw: 'blocked', because: 'cardStatus' }],
    ['lost', { change: { status: 'lost' }, outcome: 'lostCard', check: 'status', saw: 'lost', because: 'cardStatus' }],
    ['stolen', { change: { status: 'stolen' }, outcome: 'stolenCard', check: 'status', saw: 'stolen', because: 'cardStatus' }],
    ['inactive', { card: { status: 'inactive' }, outcome: 'cardNotEffective', check: 'status', saw: 'inactive', because: 'cardStatus' }],
    ['closed', { change: { status: 'closed' }, outcome: 'accountClosed', check: 'status', saw: 'closed', because: 'cardStatus' }],
    ['expired', { card: { expiry: '2605' }, outcome: 'expiredCard', check: 'expiry', saw: '2605', because: 'cardExpired' }],
    ['abroad', { attempt: { domestic: false }, outcome: 'restrictedCard', check: 'country', saw: '752', because: 'notPermitted' }],
    [
      'e-commerce',
      {
        attempt: { entryMode: 'ecommerce' },
        ...{ outcome: 'notPermittedToCardholder', check: 'permission', saw: 'purchase/pos/ecommerce', because: 'notPermitted' },
      },
    ],
    [
      'no amount',
      { attempt: { refusal: 'invalidAmount' }, outcome: 'invalidAmount', check: 'request', saw: 'invalidAmount', because: 'request' },
    ],
    ['no hold', { attempt: { event: 'increment' }, outcome: 'unableToLocateOriginal', check: 'hold', saw: '', because: 'noHold' }],
  ])('%s', async (_name, { card, change, attempt, outcome, check, saw, because }) => {
    await world.issue(card);
    if (change !== undefined) await world.store.cards.change(world.token, change);
    const explanation = await ask(world.attempt(attempt), outcome, 752);
    expect(explanation).toMatchObject({ earliestApprovalMs: 0, neverBecause: because });
    const failedAt = CHECKS.findIndex(({ name }) => name === check);
    expect(explanation.checks.findIndex(({ verdict }) => verdict === 'failed')).toBe(failedAt);
    expect(seen(explanation, check)).toBe(saw);
  });

  test('it would fit, but the card expires before', async () => {
    await world.issue({ expiry: '2606' });
    const instantMs = Date.UTC(2026, 5, 29);
    await world.decide(world.atm(990_000, { instantMs }), 'approved');
    const explanation = await ask(world.atm(100, { instantMs }), 'exceedsAmountLimit');
    expect(explanation).toMatchObject({ earliestApprovalMs: 0, neverBecause: 'expiresFirst' });
    expect(explanation.textEn).toMatch(/It would not fit before the card expires, 2026-07-01 00:00:00 \(Oslo\)\.$/);
  });

  test('an increment would fit, but its hold ends before', async () => {
    await world.issue();
    await world.decide(world.atm(900_000), 'approved');
    const hold = world.hold(90_000, { channel: 'atm', mcc: 6011, holdMs: DAY_MS });
    await world.decide(hold, 'approved');
    const explanation = await ask(world.increment(hold, 100_000, { channel: 'atm', mcc: 6011 }), 'exceedsAmountLimit');
    expect(explanation.neverBecause).toBe('holdEndsFirst');
  });
});

describe('the PIN', () => {
  const WRONG: Partial<Attempt> = { pinReferences: [WRONG_REFERENCE] };

  test('wrong: tries left, and approved at once with the right one', async () => {
    await world.issue();
    await world.decide(world.attempt(WRONG), 'incorrectPin');
    const explanation = await ask(world.attempt(WRONG), 'incorrectPin');
    expect(explanation).toMatchObject({ earliestApprovalMs: T0, neverBecause: '' });
    expect([seen(explanation, 'pinTries'), seen(explanation, 'pin')]).toEqual(['1/3', 'wrong']);
    expect(explanation.textEn).toBe('The PIN is wrong. Tries left: 1. It would be approved now, with the right PIN.');
  });

  test('the last wrong try, and after it', async () => {
    await world.issue();
    await world.decide(world.attempt(WRONG), 'incorrectPin');
    await world.decide(world.attempt(WRONG), 'incorrectPin');
    const last = world.attempt(WRONG);
    const explained = await ask(last, 'pinTriesExceeded');
    expect([verdicts(explained).pin, seen(explained, 'pin'), explained.neverBecause]).toEqual(['failed', 'wrong', 'pinTries']);
    await world.decide(last, 'pinTriesExceeded');
    const after = await ask(world.attempt(), 'pinTriesExceeded');
    expect([verdicts(after).pinTries, verdicts(after).pin, seen(after, 'pinTries')]).toEqual(['failed', 'notReached', '3/3']);
    expect(after.textNb).toBe(
      'PIN-forsøkene er brukt opp. 3 av 3 forsøk er brukt. Det blir ikke godkjent før utstederkontoret opphever PIN-sperren.',
    );
  });
});

test('every outcome that declines a request for its fingerprint belongs to a check', () => {
  const explained = new Set<Outcome>(CHECKS.flatMap(({ outcomes }): readonly Outcome[] => outcomes));
  const others: readonly Outcome[] = ['approved', 'approvedPartially', 'issuerInoperative', 'systemMalfunction'];
  expect(OUTCOMES.map(({ name }) => name).filter((name) => !explained.has(name))).toEqual(others);
});

test.each<[Attempt['event'], readonly CheckName[]]>([
  ['spend', ['mac', 'hold', 'newPin']],
  ['increment', ['mac', 'pinTries', 'pin', 'newPin']],
  ['inquiry', ['mac', 'hold', 'newPin', 'limit', 'coverage']],
  ['pinChange', ['mac', 'hold', 'limit', 'coverage']],
  ['refund', ['mac', 'expiry', 'country', 'hold', 'pinTries', 'pin', 'newPin', 'limit', 'coverage']],
])('a %s is not held to some checks', async (event, exempt) => {
  await world.issue();
  const hold = world.hold(1_000);
  await world.decide(hold, 'approved');
  const pinless: Partial<Attempt> = event === 'refund' ? { pin: 'absent', pinReferences: [] } : {};
  const attempt = event === 'increment' ? world.increment(hold, 100) : world.attempt({ event, newPinReference: '1:1111', ...pinless });
  const explanation = await ask(attempt, 'approved');
  expect(explanation.checks.filter(({ verdict }) => verdict === 'notApplicable').map(({ check }) => check)).toEqual(exempt);
  expect(explanation).toMatchObject({ earliestApprovalMs: T0, neverBecause: '', textEn: 'Approved.', textNb: 'Godkjent.' });
});
