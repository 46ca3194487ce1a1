/** Flows that a host must refuse, one for each reason, in the order of the outcome table. */
import { LOW_BALANCE_MINOR_MAX } from '../../cards/card-mix.ts';
import { luhnCheckDigit } from '../../cards/pan.ts';
import type { TransactionRequest } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { Conversation, Draft } from '../conversation.ts';
import type { CardGroup } from '../workload/card-groups.ts';
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
function changedTransaction(change: (draft: Draft, tools: FlowTools) => void, place: Place = 'shop', group: CardGroup = 'ordinary') {
  return function* run(tools: FlowTools): Conversation {
    const holder = tools.cardholder(group);
    const site = tools.site(place);
    const atAtm = site.trade.type === 'atm';
    const draft = site.terminal.messages.request(
      holder,
      atAtm ? 'cash' : 'purchase',
      atAtm ? tools.withdrawalMinor(site) : tools.basketMinor(site),
    );
    change(draft, tools);
    yield* site.terminal.transact(holder, draft);
  };
}

const NO_PIN = { pinBlock: Buffer.alloc(0), pinBlockFormat: '', pinKeyId: '' } as const;

const set = (changes: Partial<Draft>) => (draft: Draft) => {
  Object.assign(draft, changes);
};

const unchanged = (): void => {};

function payInForeignMoney(draft: Draft, tools: FlowTools): void {
  draft.currency = tools.random.pick([SEK, EUR]);
}

/** More than the balance of any card of its group. */
function askForMore(draft: Draft): void {
  draft.amountMinor += LOW_BALANCE_MINOR_MAX;
}

function dropMandatoryField(draft: Draft, tools: FlowTools): void {
  if (tools.random.chance(0.5)) draft.type = '';
  else draft.pan = '';
}

/** Sends the key of an answered request again with another amount. */
function* changedRepeat(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const first = yield* terminal.transact(holder, request);
  // Only a host that has kept the answer to the original cannotice the change and move no money.
  if (first === undefined || first.outcome === 'issuerInoperative' || first.outcome === 'systemMalfunction') return;
  yield { ...request, amountMinor: request.amountMinor + 100 };
}

/** The reversal reaches the host before its original. */
function* reversalFirst(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  if (yield* terminal.reverseUnsent(request)) yield* terminal.transact(holder, request);
}

function makeAmountInvalid(draft: Draft, tools: FlowTools): void {
  if (tools.random.chance(0.5)) draft.amountMinor = 0;
  else draft.cashbackMinor = draft.amountMinor + 100;
}

function cardNotOnFile(prefixOf: (tools: FlowTools) => string, offset: (tools: FlowTools) => number) {
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
  const holder = tools.cardholder('lockOut');
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
  const holder = tools.cardholder('busy');
  const atAtm = tools.random.chance(0.5);
  const { terminal } = tools.site(atAtm ? 'atm' : 'shop');
  const amountMinor = atAtm ? HOT_WITHDRAWAL_MINOR : tools.random.pick(HOT_PURCHASES_MINOR);
  yield* terminal.transact(holder, terminal.messages.request(holder, atAtm ? 'cash' : 'purchase', amountMinor));
}

/** Small purchases until the host declines one. */
function* countLimit(tools: FlowTools): Conversation {
  const holder = tools.cardholder('countLimited');
  const { terminal } = tools.site('shop');
  const uses: Draft[] = [];
  for (let index = 0; index < COUNTED_USES; index += 1) uses.push(terminal.messages.request(holder, 'purchase', COUNTED_PURCHASE_MINOR));
  for (const request of uses) {
    const reply = yield* terminal.transact(holder, terminal.messages.stamp(request));
    if (reply?.outcome !== 'approved') return;
  }
}

function flow(name: string, weight: number, provokes: readonly Outcome[], run: Flow['run'], group: CardGroup = 'ordinary'): Flow {
  return { name, weight, group, provokes, run };
}

function refusedCard(name: string, weight: number, group: CardGroup, outcome: Outcome): Flow {
  return flow(name, weight, [outcome], changedTransaction(unchanged, 'shop', group), group);
}

export const REFUSED_FLOWS: readonly Flow[] = [
  flow('malformedMessage', 4, ['formatError'], changedTransaction(dropMandatoryField)),
  flow('changedRepeat', 5, ['duplicateTransmission'], changedRepeat),
  flow('reversalFirst', 6, ['alreadyReversed'], reversalFirst),
  flow('unsupportedType', 3, ['invalidTransaction'], changedTransaction(set({ type: 'unknown' }))),
  flow('wrongCurrency', 4, ['invalidTransaction'], changedTransaction(payInForeignMoney)),
  flow('invalidAmount', 4, ['invalidAmount'], changedTransaction(makeAmountInvalid)),
  flow('foreignIssuer', 6, ['noSuchIssuer'], cardNotOnFile(foreignPrefix, noOffset)),
  flow('unknownCard', 6, ['invalidCardNumber'], cardNotOnFile(ownPrefix, noOffset)),
  flow('mistypedCard', 2, ['invalidCardNumber'], cardNotOnFile(ownPrefix, someOffset)),
  refusedCard('lostCard', 3, 'lost', 'lostCard'),
  refusedCard('stolenCard', 3, 'stolen', 'stolenCard'),
  refusedCard('blockedCard', 4, 'blocked', 'restrictedCard'),
  refusedCard('inactiveCard', 3, 'inactive', 'cardNotEffective'),
  refusedCard('closedAccount', 3, 'closed', 'accountClosed'),
  refusedCard('expiredCard', 4, 'expired', 'expiredCard'),
  flow('foreignShop', 10, ['restrictedCard'], changedTransaction(unchanged, 'foreignShop')),
  flow('foreignAtm', 3, ['restrictedCard'], changedTransaction(unchanged, 'foreignAtm')),
  flow('webShop', 8, ['notPermittedToCardholder'], changedTransaction(set({ ...NO_PIN, entryMode: 'ecommerce' }), 'webShop')),
  flow('mailOrder', 4, ['notPermittedToCardholder'], changedTransaction(set({ ...NO_PIN, entryMode: 'moto' }))),
  flow('magstripeFallback', 6, ['notPermittedToTerminal'], changedTransaction(set({ entryMode: 'fallback' }))),
  flow('lockOut', 3, ['incorrectPin', 'pinTriesExceeded'], lockOut, 'lockOut'),
  flow('missingPin', 8, ['pinRequired'], changedTransaction(set(NO_PIN))),
  flow('brokenPinBlock', 4, ['pinBlockError'], changedTransaction(breakPinBlock)),
  flow('wrongPin', 20, ['incorrectPin'], wrongPin),
  flow('overShopLimit', 6, ['exceedsAmountLimit'], changedTransaction(set({ amountMinor: OVER_SHOP_LIMIT_MINOR }))),
  flow('overAtmLimit', 2, ['exceedsAmountLimit'], changedTransaction(set({ amountMinor: OVER_ATM_LIMIT_MINOR }), 'atm')),
  flow('hotCard', 15, ['exceedsAmountLimit'], hotCard, 'busy'),
  flow('countLimit', 4, ['exceedsCountLimit'], countLimit, 'countLimited'),
  flow('overCoverage', 10, ['insufficientFunds'], changedTransaction(askForMore, 'shop', 'lowBalance'), 'lowBalance'),
];
