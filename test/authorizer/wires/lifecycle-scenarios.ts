/** Everything that happens to money after a decision, and each way to name what it follows: the same over every wire. */
import { HOUR_MS } from '../../../src/config/duration.ts';
import type { NewCard } from '../../../src/limits/state/card.ts';
import type { OriginalData, TransactionRequest } from '../../../src/protocol/message.ts';
import { BALANCE_MINOR, NOW_MS, PAN, pinBlock, purchase } from '../fixture.ts';
import {
  advice,
  byKey,
  byRrn,
  byStanAndDate,
  completion,
  FUEL,
  increment,
  NO_PIN,
  pinChange,
  preAuthorization,
  reversal,
  threeDigitPinBlock,
} from '../lifecycle-messages.ts';
import { CASH, INQUIRY, type Line, type Scenario } from './scenarios.ts';

const NAMED = { rrn: '632812345678', localTime: '20261123130000' } as const;
const LATER = { transmissionTimeMs: NOW_MS + 60_000 } as const;

const WAYS: readonly (readonly [string, (request: TransactionRequest) => OriginalData])[] = [
  ['its key', byKey],
  ['its key without a class', (request) => ({ ...byKey(request), class: '' })],
  ['its RRN', byRrn],
  ['its STAN and date', byStanAndDate],
];

function scenario(what: string, lines: () => readonly Line[], card?: Partial<NewCard>): Scenario {
  return { what, lines, ...(card === undefined ? {} : { card }) };
}

/** Said after an original, and then an inquiry. */
function after(
  what: string,
  original: () => TransactionRequest,
  next: (first: TransactionRequest) => readonly Line[],
  card?: Partial<NewCard>,
): Scenario {
  const lines = (): readonly Line[] => {
    const first = original();
    return [first, ...next(first), purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 120_000 })];
  };
  return scenario(what, lines, card);
}

const hold = (): TransactionRequest => preAuthorization(4_000, NAMED);
const spend = (): TransactionRequest => purchase(NAMED);
const withdrawal = (): TransactionRequest => purchase({ ...CASH, ...NAMED });

const HOLDS: readonly Scenario[] = [
  after(
    'a pump: asks 1,500, has 900, gets 900, completes at 612.50',
    () => preAuthorization(150_000, { ...FUEL, allowPartialApproval: true }),
    (first) => [purchase({ amountMinor: 1 }), completion(byKey(first), 61_250, { ...FUEL, ...LATER })],
    { balanceMinor: 90_000 },
  ),
  after('a hold to its last second', hold, () => [
    purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 168 * HOUR_MS - 1_000 }),
    purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 168 * HOUR_MS }),
  ]),
  after(
    'a hold at a pump to its last second',
    () => preAuthorization(4_000, FUEL),
    () => [
      purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 24 * HOUR_MS - 1_000 }),
      purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 24 * HOUR_MS }),
    ],
  ),
  ...WAYS.map(([way, named]) =>
    after(`increment and completion by ${way}`, hold, (first) => [
      increment(named(first), 1_000, LATER),
      completion(named(first), 4_500, LATER),
    ]),
  ),
  after('increment that shares the RRN', hold, () => [
    increment(undefined, 1_000, { ...NAMED, ...LATER }),
    completion(undefined, 5_000, { ...NAMED, ...LATER }),
  ]),
  after(
    'increment over the limit',
    () => preAuthorization(4_999_999),
    (first) => [increment(byKey(first), 2)],
    { balanceMinor: 6_000_000 },
  ),
  after('increment with a wrong PIN', hold, (first) => [increment(byKey(first), 1, { pinBlock: pinBlock(PAN, '9999') })]),
  scenario('increment of nothing', () => [increment(undefined, 1_000)]),
  after('increment of a completed hold', hold, (first) => [completion(byKey(first), 4_000), increment(byKey(first), 1_000)]),
  after(
    'increment of a hold that has expired',
    () => preAuthorization(4_000, FUEL),
    (first) => [increment(byKey(first), 1_000, { ...FUEL, transmissionTimeMs: NOW_MS + 24 * HOUR_MS })],
  ),
  ...[0, 2_000, 4_000, 4_001, BALANCE_MINOR + 1].map((amountMinor) =>
    after(`completion at ${amountMinor} of 4000`, hold, (first) => {
      const done = completion(byKey(first), amountMinor, LATER);
      return [done, { ...done, repeat: true }];
    }),
  ),
  {
    ...after('completion within the tolerance', hold, (first) => [completion(byKey(first), 4_500)]),
    rules: { completionToleranceMinor: 500 },
  },
  after('completion with RRN and approval code', hold, () => [
    ([held]) => ({ ...COMPLETION_BY_CODE, original: { ...byRrn(COMPLETION_BY_CODE), approvalCode: held?.approvalCode ?? '' } }),
  ]),
  scenario('completion that names no hold', () => [completion(undefined, 4_000)]),
  scenario('completion of a hold that is not known', () => [completion({ ...byKey(hold()), stan: 999_999 }, 4_000)]),
  after('second completion of one hold', hold, (first) => [completion(byKey(first), 4_000), completion(byKey(first), 1_000)]),
  after(
    'completion after the hold expired',
    () => preAuthorization(4_000, FUEL),
    (first) => [completion(byKey(first), 4_000, { ...FUEL, transmissionTimeMs: NOW_MS + 24 * HOUR_MS })],
  ),
  after('reversal of a completed hold', hold, (first) => [completion(byKey(first), 3_000), reversal(byKey(first), LATER)]),
  after('reversal of a hold', hold, (first) => [reversal(byKey(first), LATER)]),
  after('reversal of an increment that never came', hold, (first) => {
    const lost = increment(byKey(first), 1_000, NAMED);
    return [reversal(byKey(lost), NAMED), lost];
  }),
];

const COMPLETION_BY_CODE = completion(undefined, 4_000, { ...NAMED, ...LATER });

const REVERSALS: readonly Scenario[] = [
  ...WAYS.map(([way, named]) =>
    after(`reversal by ${way}`, spend, (first) => {
      const back = reversal(named(first), LATER);
      return [back, { ...back, repeat: true }, reversal(named(first), LATER)];
    }),
  ),
  after('reversal that shares STAN and date', spend, (first) => [reversal(byStanAndDate(first), { stan: first.stan, ...LATER })]),
  after('reversal by RRN: another approval code', spend, () => [reversal({ ...byRrn(spend()), approvalCode: 'XXXXXX' })]),
  after('reversal by RRN: its time is not known', spend, (first) => [
    reversal({ ...byKey(first), transmissionTimeMs: NOW_MS + 1_000, approvalCode: 'XXXXXX' }, NAMED),
    ([spent]) => ({ ...REVERSAL_BY_RRN, original: { ...byRrn(REVERSAL_BY_RRN), approvalCode: spent?.approvalCode ?? '' } }),
  ]),
  ...(['customerCancellation', 'timeout', 'completedPartially', 'terminalFault', 'suspectedFraud'] as const).map((reversalReason) =>
    after(`reversal, ${reversalReason}`, spend, (first) => [reversal(byKey(first), { reversalReason })]),
  ),
  after('partial reversal', spend, (first) => {
    const partial = reversal(byKey(first), { replacementAmountMinor: 2_500, reversalReason: 'completedPartially', ...LATER });
    return [partial, { ...partial, repeat: true }, { ...partial, replacementAmountMinor: 2_000 }];
  }),
  after('reversal that lets more stand than was approved', spend, (first) => [reversal(byKey(first), { replacementAmountMinor: 10_001 })]),
  after('reversal that lets more stand than is held', hold, (first) => [reversal(byKey(first), { replacementAmountMinor: 4_001 })]),
  after('late reversal', spend, (first) => [reversal(byKey(first), { transmissionTimeMs: NOW_MS + 97 * HOUR_MS })]),
  after(
    'reversal of a decline',
    () => purchase({ amountMinor: BALANCE_MINOR + 1 }),
    (first) => [reversal(byKey(first))],
  ),
  after(
    'reversal of a refund',
    () => purchase({ type: 'refund' }),
    (first) => [reversal(byKey(first), { type: 'refund' })],
  ),
  after(
    'reversal of an inquiry',
    () => purchase({ ...INQUIRY }),
    (first) => [reversal(byKey(first), { ...INQUIRY })],
  ),
  after(
    'reversal of an inquiry, explained',
    () => purchase({ ...INQUIRY }),
    (first) => [reversal(byKey(first), { ...INQUIRY, explain: true })],
  ),
  after('reversal in euros', spend, (first) => [reversal(byKey(first), { currency: 978 })]),
  after('reversal with a purpose', spend, (first) => [reversal(byKey(first), { purpose: 'partialDispense' })]),
  after('reversal of unknown type', spend, (first) => [reversal(byKey(first), { type: 'unknown' })]),
  after('reversal of a reversal', spend, (first) => [reversal({ ...byKey(first), class: 'reversal' })]),
  after("reversal of another issuer's card", spend, (first) => [reversal(byKey(first), { pan: '4111111111111111' })]),
  after('reversal that names nothing', spend, () => [reversal(undefined)]),
  ...(['approve', 'decline'] as const).flatMap((unknownOriginal) =>
    WAYS.map(([way, named]) => ({
      ...scenario(`reversal that comes first, by ${way}: ${unknownOriginal}`, () => {
        const late = spend();
        return [reversal(named(late)), late];
      }),
      rules: { unknownOriginal },
    })),
  ),
];

const REVERSAL_BY_RRN = reversal(undefined, { ...NAMED, ...LATER });

const DISPENSES: readonly Scenario[] = [
  after('partial dispense as an advice', withdrawal, (first) => {
    const told = advice('partialDispense', 6_000, { ...CASH, original: byKey(first), ...LATER });
    return [told, { ...told, repeat: true }];
  }),
  after('partial dispense as a reversal', withdrawal, (first) => [reversal(byKey(first), { ...CASH, replacementAmountMinor: 6_000 })]),
  after('partial dispense by RRN', withdrawal, (first) => [advice('partialDispense', 6_000, { ...CASH, original: byRrn(first) })]),
  after('partial dispense of more than was asked for', withdrawal, (first) => [
    advice('partialDispense', 10_001, { ...CASH, original: byKey(first) }),
  ]),
  scenario('partial dispense before its request', () => {
    const late = withdrawal();
    return [advice('partialDispense', 6_000, { ...CASH, original: byKey(late) }), late];
  }),
  scenario('partial dispense of nothing', () => [advice('partialDispense', 1)]),
];

const ADVICES: readonly Scenario[] = [
  scenario('offline approval', () => [advice('offlineApproval', 10_000)]),
  scenario('offline approval without a purpose', () => [advice('', 10_000)]),
  scenario('offline approval past coverage', () => [advice('offlineApproval', BALANCE_MINOR + 1), purchase({ ...INQUIRY, ...LATER })]),
  scenario('offline approval past a limit', () => [advice('offlineApproval', 990_001, CASH)]),
  scenario('offline approval abroad', () => [advice('offlineApproval', 10_000, { terminalCountry: 752 })]),
  scenario('offline approval with a PIN', () => [advice('offlineApproval', 10_000, { pinBlock: Buffer.alloc(8, 7) })]),
  scenario('offline approval, repeated', () => {
    const told = advice('offlineApproval', 10_000);
    return [told, { ...told, repeat: true }];
  }),
  scenario('offline refund', () => [advice('offlineApproval', 10_000, { type: 'refund' })]),
  ...(['inactive', 'blocked', 'lost', 'stolen', 'closed'] as const).map((status) =>
    scenario(`offline approval on a card that is ${status}`, () => [advice('offlineApproval', 10_000)], { status, expiry: '2401' }),
  ),
  scenario('negative completion', () => [advice('completion', -1)]),
];

const OTHERS: readonly Scenario[] = [
  scenario('refund without a PIN', () => [purchase({ type: 'refund', pinBlock: NO_PIN })]),
  scenario('refund to a blocked card', () => [purchase({ type: 'refund', pinBlock: NO_PIN })], { status: 'blocked' }),
  scenario('refund to a closed card', () => [purchase({ type: 'refund', pinBlock: NO_PIN })], { status: 'closed' }),
  ...(['authorization', 'financial'] as const).map((messageClass) =>
    scenario(`PIN change as ${messageClass}`, () => [
      pinChange('1234', '567890', { class: messageClass }),
      purchase(),
      purchase({ pinBlock: pinBlock(PAN, '567890') }),
    ]),
  ),
  scenario('PIN change with a wrong old PIN', () => [pinChange('9999', '5678'), purchase()]),
  scenario('PIN change without the old PIN', () => [pinChange('1234', '5678', { pinBlock: NO_PIN })]),
  scenario('PIN change to an equal PIN', () => [pinChange('1234', '1234')]),
  scenario('PIN change to a PIN of three digits', () => [pinChange('1234', '5678', { newPinBlock: threeDigitPinBlock() })]),
  scenario('PIN change with a block of seven bytes', () => [pinChange('1234', '5678', { newPinBlock: Buffer.alloc(7, 1) })]),
  scenario('a spend leaves its window', () => [
    purchase({ ...CASH, amountMinor: 990_000 }),
    purchase({ ...CASH, amountMinor: 1, transmissionTimeMs: NOW_MS + 96 * HOUR_MS - 1_000 }),
    purchase({ ...CASH, amountMinor: 1, transmissionTimeMs: NOW_MS + 96 * HOUR_MS }),
  ]),
  scenario('a message of the past does not turn the clock back', () => [
    purchase(),
    purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS - HOUR_MS }),
  ]),
];

export const LIFECYCLE_SCENARIOS: readonly Scenario[] = [...HOLDS, ...REVERSALS, ...DISPENSES, ...ADVICES, ...OTHERS];
