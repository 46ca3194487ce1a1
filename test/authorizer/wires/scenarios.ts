/** What is said to a card and in which state it is: the same over every wire. Rows of the outcome table, in its order. */
import type { AuthorizeRules } from '../../../src/authorizer/authorize.ts';
import type { NewCard } from '../../../src/limits/state/card.ts';
import type { NetworkRequest, Request, TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { BALANCE_MINOR, NOW_MS, OTHER_PAN, PAN, pinBlock, purchase, reversalOf } from '../fixture.ts';
import { NO_PIN, pinChange, threeDigitPinBlock } from '../lifecycle-messages.ts';

/** A message, or how it follows from what was answered so far. */
export type Line = Request | ((answers: readonly TransactionResponse[]) => Request);

export interface Scenario {
  readonly what: string;
  readonly card?: Partial<NewCard>;
  readonly rules?: Partial<AuthorizeRules>;
  /** What the store does instead of answering. */
  readonly store?: 'unreachable' | 'faulty';
  /** Called once; each wire says copies. Those that are functions must not make new keys. */
  readonly lines: () => readonly Line[];
}

type Changes = Partial<TransactionRequest>;

/** One message on a fresh card. */
export function one(what: string, changes: Changes, card?: Partial<NewCard>): Scenario {
  return { what, lines: () => [purchase(changes)], ...(card === undefined ? {} : { card }) };
}

export const INQUIRY = { type: 'balanceInquiry', amountMinor: 0 } as const;
export const CASH = { type: 'cash', mcc: 6011, terminalType: 'atm' } as const;
const FOREIGN_PAN = '4111111111111111';
const BAD_LUHN = '9578990000000006';
const NOT_ON_FILE = '9578990000000021';
const WRONG = { pinBlock: pinBlock(PAN, '9999') } as const;

export function network(changes: Partial<NetworkRequest> = {}): NetworkRequest {
  const { stan, terminalId } = purchase();
  return {
    ...{ class: 'networkManagement', repeat: false, function: 'echo', stan, transmissionTimeMs: NOW_MS, terminalId },
    ...{ acquirerId: '578001', macCheck: '', context: undefined, ...changes },
  };
}

/** Again under the same key. */
function again(first: TransactionRequest, changes: Changes = {}): TransactionRequest {
  return { ...first, repeat: true, pinBlock: first.pinBlock.length === 0 ? NO_PIN : pinBlock(first.pan), ...changes };
}

function repeated(what: string, changes: Changes, change: Changes = {}): Scenario {
  return {
    what,
    lines: () => {
      const first = purchase(changes);
      return [first, again(first, change)];
    },
  };
}

const FORMAT: readonly Scenario[] = [
  one('format: no terminal', { terminalId: '' }),
  one('format: terminal of 9 characters', { terminalId: 'TERM00001' }),
  one('format: no STAN', { stan: 0 }),
  one('format: no transmission time', { transmissionTimeMs: 0 }),
  one('format: no type', { type: '' }),
  one('format: neither PAN nor track 2', { pan: '', track2: '' }),
  one('format: PAN of 11 digits', { pan: '95789900000' }),
  one('format: PAN and track 2 differ', { track2: `${OTHER_PAN}=28112011000012300` }),
  one('format: track 2 without a separator', { pan: '', track2: `${PAN}28112011000` }),
  one('format: track 2 that ends at its separator', { pan: '', track2: `${PAN}=` }),
  { what: 'format: PIN change without a new PIN', lines: () => [pinChange('1234', '5678', { newPinBlock: NO_PIN })] },
  { what: 'format: explained', lines: () => [purchase({ pan: '95789900000', explain: true })] },
];

const REPEATS: readonly Scenario[] = [
  repeated('repeat of an approval', {}),
  repeated('repeat of an approval, explained', {}, { explain: true }),
  repeated('repeat of a decline', { amountMinor: BALANCE_MINOR + 1 }),
  repeated('repeat of a wrong PIN takes no try', { ...WRONG }, { ...WRONG }),
  repeated('same key, other amount', {}, { amountMinor: 20_000 }),
  repeated('same key, other type', {}, { type: 'purchaseWithCashback' }),
  repeated('same key, other cashback', {}, { cashbackMinor: 1 }),
  repeated('same key, other currency', {}, { currency: 978 }),
  repeated('same key, other card', {}, { pan: OTHER_PAN, pinBlock: pinBlock(OTHER_PAN) }),
  repeated('same key, currency said instead of left out', { currency: 0 }, { currency: 578 }),
  {
    what: 'reversed before it came',
    lines: () => {
      const late = purchase();
      return [reversalOf(late), late];
    },
  },
];

/** DE7 is set anew for each outgoing message; DE12 and DE13 stay. */
const LOCAL_TIME = { localTime: '20261123130000' } as const;

function resent(what: string, first: () => TransactionRequest, change: Changes = {}): Scenario {
  return {
    what,
    lines: () => {
      const request = first();
      return [request, ...[7_000, 14_000].map((ms) => again(request, { transmissionTimeMs: NOW_MS + ms, ...change }))];
    },
  };
}

const RESENT: readonly Scenario[] = [
  resent('repeats with new times', () => purchase({ ...LOCAL_TIME })),
  resent('repeats with new times, other amount', () => purchase({ ...LOCAL_TIME }), { amountMinor: 20_000 }),
  resent('repeats with new times, of a pre-authorization', () => purchase({ class: 'authorization', ...LOCAL_TIME })),
  resent('repeats with new times, of an advice', () => purchase({ class: 'advice', pinBlock: NO_PIN, ...LOCAL_TIME })),
  resent('repeats with new times, of a reversal', () => reversalOf(purchase(), { ...LOCAL_TIME })),
  {
    what: 'repeats with new times, reversed by the last of them',
    lines: () => {
      const first = purchase({ ...LOCAL_TIME });
      const repeat = again(first, { transmissionTimeMs: NOW_MS + 7_000 });
      return [first, repeat, reversalOf(repeat)];
    },
  },
];

const REFUSED: readonly Scenario[] = [
  one('unknown type', { type: 'unknown' }),
  one('refund as an authorization', { class: 'authorization', type: 'refund' }),
  one('financial message with a purpose', { purpose: 'completion' }),
  one('completion that is no advice', { class: 'authorization', purpose: 'completion' }),
  one('advice of a balance inquiry', { class: 'advice', ...INQUIRY }),
  one('type before amount', { class: 'authorization', type: 'refund', amountMinor: 0 }),
  one('amount 0', { amountMinor: 0 }),
  one('negative amount', { amountMinor: -1 }),
  one('amount over 2^53', { amountMinor: Number.NaN }),
  one('amount of 13 digits', { amountMinor: 1_000_000_000_000 }),
  one('amount of 12 digits', { amountMinor: 999_999_999_999 }),
  one('cashback above the amount', { cashbackMinor: 10_001 }),
  one('negative cashback', { cashbackMinor: -1 }),
  one('cashback on cash', { type: 'cash', cashbackMinor: 100 }),
  one('cashback on a refund', { type: 'refund', cashbackMinor: 100 }),
  one('pre-authorization of nothing', { class: 'authorization', amountMinor: 0 }),
  one('advice of nothing', { class: 'advice', amountMinor: 0 }),
  one('amount on a PIN change', { type: 'pinChange', newPinBlock: pinBlock(PAN, '5678') }),
  one('amount on a balance inquiry', { type: 'balanceInquiry' }),
  one('amount before currency', { amountMinor: 0, currency: 978 }),
  one('euros', { currency: 978 }),
  one('advice in euros', { class: 'advice', currency: 978 }),
  one('currency before PAN', { currency: 978, pan: FOREIGN_PAN }),
  one("another issuer's card", { pan: FOREIGN_PAN }),
  one('wrong check digit', { pan: BAD_LUHN }),
  one('not on file', { pan: NOT_ON_FILE }),
  one('not on file, explained', { pan: NOT_ON_FILE, explain: true }),
];

const CARD: readonly Scenario[] = [
  one('lost', {}, { status: 'lost' }),
  one('stolen', {}, { status: 'stolen' }),
  one('blocked', {}, { status: 'blocked' }),
  one('not active yet', {}, { status: 'inactive' }),
  one('closed', {}, { status: 'closed' }),
  one('expired', {}, { expiry: '2610' }),
  one('in its last month', {}, { expiry: '2611' }),
  one('no country evidence', { terminalCountry: 0 }),
  one('abroad', { terminalCountry: 752 }),
  one('terminal country wins', { terminalCountry: 752, merchantCountry: 578, acquirerCountry: 578 }),
  one('terminal country wins, at home', { terminalCountry: 578, merchantCountry: 752, acquirerCountry: 752 }),
  one('merchant country when the terminal gives none', { terminalCountry: 0, merchantCountry: 578, acquirerCountry: 752 }),
  one('merchant abroad', { terminalCountry: 0, merchantCountry: 752, acquirerCountry: 578 }),
  one('acquirer country when there is no other', { terminalCountry: 0, acquirerCountry: 578 }),
  one('acquirer abroad', { terminalCountry: 0, acquirerCountry: 752 }),
  one('Svalbard', { terminalCountry: 744 }),
  { ...one('an assumed country', { terminalCountry: 0 }), rules: { assumedCountry: 578 } },
  { ...one('Svalbard, when it is foreign', { terminalCountry: 744 }), rules: { svalbardIsDomestic: false } },
  one('e-commerce by entry', { entryMode: 'ecommerce' }),
  one('mail order', { entryMode: 'moto' }),
  one('e-commerce by terminal', { terminalType: 'ecommerce' }),
  one('fallback', { entryMode: 'fallback' }),
  one('manual', { entryMode: 'manual' }),
  one('manual entry at an unattended terminal', { entryMode: 'manual', terminalType: 'unattended' }),
  one('chip', { entryMode: 'chip' }),
  one('contactless at an unattended terminal', { entryMode: 'contactless', terminalType: 'unattended' }),
  one('magnetic stripe at a terminal of no kind', { entryMode: 'magstripe', terminalType: '' }),
];

const PIN: readonly Scenario[] = [
  one('no PIN', { pinBlock: NO_PIN }),
  one('PIN block of 7 bytes', { pinBlock: Buffer.alloc(7, 1) }),
  one('PIN block of three digits', { pinBlock: threeDigitPinBlock() }),
  one('unknown terminal key', { pinKeyId: 'no-such-key' }),
  one('a format that the block is not', { pinBlockFormat: 'iso1' }),
  one('a format that the block is', { pinBlockFormat: 'iso0' }),
  one('wrong PIN', { ...WRONG }),
  {
    what: 'three wrong PINs, then a right one',
    lines: () => [purchase({ ...WRONG }), purchase({ ...WRONG }), purchase({ ...WRONG }), purchase(), purchase({ pinBlock: NO_PIN })],
  },
  {
    what: 'a right PIN between wrong ones',
    lines: () => [purchase({ ...WRONG }), purchase({ ...WRONG }), purchase(), purchase({ ...WRONG })],
  },
  one('refund with a wrong PIN', { type: 'refund', ...WRONG }),
];

const MONEY: readonly Scenario[] = [
  one('over the ATM limit', { ...CASH, amountMinor: 990_001 }),
  one('exactly the ATM limit', { ...CASH, amountMinor: 990_000 }),
  one('purchase at an ATM', { mcc: 6011, amountMinor: 990_001 }),
  one('cash at a till goes by the POS limit', { type: 'cash', amountMinor: 990_001 }),
  one(
    'an ATM without MCC goes by the ATM limit',
    { type: 'cash', mcc: 0, terminalType: 'atm', amountMinor: 990_001 },
    { balanceMinor: 5_000_000 },
  ),
  one('over the POS limit', { amountMinor: 5_000_001 }, { balanceMinor: 9_000_000 }),
  {
    what: 'more uses than a day may have',
    card: { profile: 'nested' },
    lines: () => Array.from({ length: 11 }, () => purchase({ amountMinor: 100 })),
  },
  one('over the balance', { amountMinor: BALANCE_MINOR + 1 }),
  one('over the balance, explained', { amountMinor: BALANCE_MINOR + 1, explain: true }),
  one('purchase', {}),
  one('purchase with all that a terminal says', {
    ...{ rrn: '632812000001', merchantId: '000000012345678', merchantName: 'Kjøttgården på Ås', acquirerId: '578001', cardSequence: 1 },
    ...{
      expiry: '2811',
      entryMode: 'chip',
      merchantCountry: 578,
      acquirerCountry: 578,
      chipData: Buffer.from('9F2701809F3602001A', 'hex'),
    },
  }),
  one('purchase, explained', { explain: true }),
  one('currency left out', { currency: 0 }),
  one('track 2 instead of PAN', { pan: '', track2: `${PAN}=28112011000012300` }),
  one('cashback by type', { type: 'purchaseWithCashback', cashbackMinor: 5_000 }),
  one('cashback by amount', { cashbackMinor: 10_000 }),
  one('balance inquiry', { ...INQUIRY }),
  one('balance inquiry as an authorization', { class: 'authorization', ...INQUIRY }),
  {
    what: 'balance below zero',
    lines: () => [purchase({ class: 'advice', amountMinor: BALANCE_MINOR + 1, pinBlock: NO_PIN }), purchase({ ...INQUIRY })],
  },
  one('balance of more than 12 digits', { ...INQUIRY }, { balanceMinor: 1_000_000_000_000 }),
  one('partial approval', { amountMinor: BALANCE_MINOR + 1, allowPartialApproval: true }),
  one('partial approval, explained', { amountMinor: BALANCE_MINOR + 1, allowPartialApproval: true, explain: true }),
  one('nothing left to approve partially', { allowPartialApproval: true }, { balanceMinor: 0 }),
  one('no partial cashback', { amountMinor: BALANCE_MINOR + 1, allowPartialApproval: true, cashbackMinor: 1 }),
];

const FAULTS: readonly Scenario[] = [
  { ...one('store unreachable', {}), store: 'unreachable' },
  { ...one('store unreachable, inquiry', { ...INQUIRY }), store: 'unreachable' },
  { ...one('a fault in the store', {}), store: 'faulty' },
];

const NETWORK: readonly Scenario[] = [
  ...(['signOn', 'signOff', 'echo', 'cutOver'] as const).map((name) => ({
    what: `network: ${name}`,
    lines: () => [network({ function: name })],
  })),
  { what: 'network: repeated', lines: () => [network({ repeat: true })] },
  { what: 'network: from a host that is no terminal', lines: () => [network({ terminalId: '' })] },
  { what: 'network: no acquirer', lines: () => [network({ acquirerId: '' })] },
  { what: 'network: no function', lines: () => [network({ function: '' })] },
  { what: 'network: no time', lines: () => [network({ transmissionTimeMs: 0 })] },
];

export const DECISION_SCENARIOS: readonly Scenario[] = [
  ...FORMAT,
  ...REPEATS,
  ...RESENT,
  ...REFUSED,
  ...CARD,
  ...PIN,
  ...MONEY,
  ...FAULTS,
  ...NETWORK,
];
