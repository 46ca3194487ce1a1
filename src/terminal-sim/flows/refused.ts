/** Flows that a host must refuse, one for each reason, in the order of the outcome table. */
import { luhnCheckDigit } from '../../cards/pan.ts';
import type { TransactionRequest } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { Conversation, Draft } from '../conversation.ts';
import { type CardGroup, POOR_BALANCE_MINOR_MAX } from '../workload/card-groups.ts';
import type { Place } from '../workload/trades.ts';
import type { Flow, FlowTools } from './flow.ts';
import { preparePurchase } from './usual.ts';

/** Above the limits of a Kronekort: 50,000 kroner in shops and 9,900 at cash machines. */
const OVER_SHOP_LIMIT_MINOR = 5_000_100;
const OVER_ATM_LIMIT_MINOR = 1_000_000;
const HOT_PURCHASES_MINOR = [200_000, 300_000, 400_000] as const;
const HOT_WITHDRAWAL_MINOR = 200_000;
const COUNTED_PURCHASE_MINOR = 2_000;
/** The profile `nested` allows ten uses a day; the eleventh is refused, and one is to spare. */
const COUNTED_USES = 12;
/** A card locks at its third wrong PIN. A host that allows more tries gets at most this many. */
const WRONG_PINS_MAX = 5;
const FOREIGN_ISSUER_PREFIX = '400000';
const SEK = 752;
const EUR = 978;

/** One ordinary purchase or withdrawal that `change` makes wrong in one way. */
function spoilt(spoil: (draft: Draft, tools: FlowTools) => void, place: Place = 'shop', group: CardGroup = 'ordinary') {
  return function* run(tools: FlowTools): Conversation {
    const holder = tools.cardholder(group);
    const site = tools.site(place);
    const atAtm = site.trade.type === 'atm';
    const draft = site.terminal.messages.request(
      holder,
      atAtm ? 'cash' : 'purchase',
      atAtm ? tools.withdrawalMinor(site) : tools.basketMinor(site),
    );
    spoil(draft, tools);
    yield* site.terminal.transact(holder, draft);
  };
}

const NO_PIN = { pinBlock: Buffer.alloc(0), pinBlockFormat: '', pinKeyId: '' } as const;

const set = (changes: Partial<Draft>) => (draft: Draft) => {
  Object.assign(draft, changes);
};

const asItIs = (): void => {};

function payInForeignMoney(draft: Draft, tools: FlowTools): void {
  draft.currency = tools.random.pick([SEK, EUR]);
}

/** More than the balance of any card of its group. */
function askForMore(draft: Draft): void {
  draft.amountMinor += POOR_BALANCE_MINOR_MAX;
}

function dropMandatoryField(draft: Draft, tools: FlowTools): void {
  if (tools.random.chance(0.5)) draft.type = '';
  else draft.pan = '';
}

/** Sends the key of an answered request again with another amount. */
function* changedRepeat(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const first = yield* terminal.transact(holder, request);
  // Only a host that has kept the answer to the original can notice the change and move no money.
  if (first === undefined || first.outcome === 'issuerInoperative' || first.outcome === 'systemMalfunction') return;
  yield { ...request, amountMinor: request.amountMinor + 100 };
}

/** The reversal reaches the host before its original. */
function* reversalFirst(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  if (yield* terminal.reverseUnsent(request)) yield* terminal.transact(holder, request);
}

function spoilAmount(draft: Draft, tools: FlowTools): void {
  if (tools.random.chance(0.5)) draft.amountMinor = 0;
  else draft.cashbackMinor = draft.amountMinor + 100;
}

function stranger(prefixOf: (tools: FlowTools) => string, offset: (tools: FlowTools) => number) {
  return function* run(tools: FlowTools): Conversation {
    const wrong = offset(tools);
    const holder = tools.unknownCard(prefixOf(tools), (digits) => (Number(luhnCheckDigit(digits)) + wrong) % 10);
    const site = tools.site('shop');
    yield* site.terminal.transact(holder, site.terminal.messages.request(holder, 'purchase', tools.basketMinor(site)));
  };
}

const noOffset = (): number => 0;
const someOffset = (tools: FlowTools): number => 1 + tools.random.int(9);
const foreignPrefix = (): string => FOREIGN_ISSUER_PREFIX;
const ownPrefix = (tools: FlowTools): string => tools.cardholder('ordinary').card.pan.slice(0, 6);

/** A wrong PIN until the card locks. */
function* lockOut(tools: FlowTools): Conversation {
  const holder = tools.cardholder('forgetful');
  const site = tools.site('atm');
  const tries: Draft[] = [];
  for (let index = 0; index < WRONG_PINS_MAX; index += 1) {
    tries.push(site.terminal.messages.mistypePin(site.terminal.messages.request(holder, 'cash', tools.withdrawalMinor(site)), holder));
  }
  for (const request of tries) {
    const reply = yield* site.terminal.transact(holder, site.terminal.messages.stamp(request));
    if (reply?.outcome !== 'incorrectPin') return;
  }
}

/** The block lacks its last byte, or no key of the host made it. */
function breakPinBlock(draft: Draft, tools: FlowTools): void {
  draft.pinBlock = tools.random.chance(0.5)
    ? draft.pinBlock.subarray(0, draft.pinBlock.length - 1)
    : tools.random.bytes(draft.pinBlock.length);
}

/** A wrong PIN once, then the right one. */
function* wrongPin(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const again = terminal.messages.request(holder, 'purchase', request.amountMinor);
  const mistyped: TransactionRequest = terminal.messages.mistypePin({ ...request }, holder);
  const reply = yield* terminal.transact(holder, mistyped);
  if (reply?.outcome === 'incorrectPin') yield* terminal.transact(holder, terminal.messages.stamp(again));
}

function* hotCard(tools: FlowTools): Conversation {
  const holder = tools.cardholder('hot');
  const atAtm = tools.random.chance(0.5);
  const { terminal } = tools.site(atAtm ? 'atm' : 'shop');
  const amountMinor = atAtm ? HOT_WITHDRAWAL_MINOR : tools.random.pick(HOT_PURCHASES_MINOR);
  yield* terminal.transact(holder, terminal.messages.request(holder, atAtm ? 'cash' : 'purchase', amountMinor));
}

/** Small purchases until the host declines one. */
function* countLimit(tools: FlowTools): Conversation {
  const holder = tools.cardholder('counted');
  const { terminal } = tools.site('shop');
  const uses: Draft[] = [];
  for (let index = 0; index < COUNTED_USES; index += 1) uses.push(terminal.messages.request(holder, 'purchase', COUNTED_PURCHASE_MINOR));
  for (const request of uses) {
    const reply = yield* terminal.transact(holder, terminal.messages.stamp(request));
    if (reply?.outcome !== 'approved') return;
  }
}

function row(name: string, weight: number, provokes: readonly Outcome[], run: Flow['run'], group: CardGroup = 'ordinary'): Flow {
  return { name, weight, group, provokes, run };
}

function cardOf(name: string, weight: number, group: CardGroup, outcome: Outcome): Flow {
  return row(name, weight, [outcome], spoilt(asItIs, 'shop', group), group);
}

export const REFUSED_FLOWS: readonly Flow[] = [
  row('malformedMessage', 4, ['formatError'], spoilt(dropMandatoryField)),
  row('changedRepeat', 5, ['duplicateTransmission'], changedRepeat),
  row('reversalFirst', 6, ['alreadyReversed'], reversalFirst),
  row('unsupportedType', 3, ['invalidTransaction'], spoilt(set({ type: 'unknown' }))),
  row('wrongCurrency', 4, ['invalidTransaction'], spoilt(payInForeignMoney)),
  row('invalidAmount', 4, ['invalidAmount'], spoilt(spoilAmount)),
  row('foreignIssuer', 6, ['noSuchIssuer'], stranger(foreignPrefix, noOffset)),
  row('unknownCard', 6, ['invalidCardNumber'], stranger(ownPrefix, noOffset)),
  row('mistypedCard', 2, ['invalidCardNumber'], stranger(ownPrefix, someOffset)),
  cardOf('lostCard', 3, 'lost', 'lostCard'),
  cardOf('stolenCard', 3, 'stolen', 'stolenCard'),
  cardOf('blockedCard', 4, 'blocked', 'restrictedCard'),
  cardOf('inactiveCard', 3, 'inactive', 'cardNotEffective'),
  cardOf('closedAccount', 3, 'closed', 'accountClosed'),
  cardOf('expiredCard', 4, 'expired', 'expiredCard'),
  row('foreignShop', 10, ['restrictedCard'], spoilt(asItIs, 'foreignShop')),
  row('foreignAtm', 3, ['restrictedCard'], spoilt(asItIs, 'foreignAtm')),
  row('webShop', 8, ['notPermittedToCardholder'], spoilt(set({ ...NO_PIN, entryMode: 'ecommerce' }), 'webShop')),
  row('mailOrder', 4, ['notPermittedToCardholder'], spoilt(set({ ...NO_PIN, entryMode: 'moto' }))),
  row('magstripeFallback', 6, ['notPermittedToTerminal'], spoilt(set({ entryMode: 'fallback' }))),
  row('lockOut', 3, ['incorrectPin', 'pinTriesExceeded'], lockOut, 'forgetful'),
  row('missingPin', 8, ['pinRequired'], spoilt(set(NO_PIN))),
  row('brokenPinBlock', 4, ['pinBlockError'], spoilt(breakPinBlock)),
  row('wrongPin', 20, ['incorrectPin'], wrongPin),
  row('overShopLimit', 6, ['exceedsAmountLimit'], spoilt(set({ amountMinor: OVER_SHOP_LIMIT_MINOR }))),
  row('overAtmLimit', 2, ['exceedsAmountLimit'], spoilt(set({ amountMinor: OVER_ATM_LIMIT_MINOR }), 'atm')),
  row('hotCard', 15, ['exceedsAmountLimit'], hotCard, 'hot'),
  row('countLimit', 4, ['exceedsCountLimit'], countLimit, 'counted'),
  row('overCoverage', 10, ['insufficientFunds'], spoilt(askForMore, 'shop', 'poor'), 'poor'),
];
