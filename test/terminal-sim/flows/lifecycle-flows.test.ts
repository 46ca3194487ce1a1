/** What each flow of the lifecycle sends, and what the terminals believe of the card afterwards. */
import { describe, expect, test } from 'vitest';
import type { Request } from '../../../src/protocol/message.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import type { Reply } from '../../../src/terminal-sim/conversation.ts';
import { noFindings } from '../../../src/terminal-sim/findings.ts';
import { REVERSAL_SENDS_MAX } from '../../../src/terminal-sim/terminal.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../../src/terminal-sim/workload/workload.ts';
import { answerAny, converseAll, mixedCards, testRing } from '../support/sim-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const NONE = undefined;
const YES = 'approved';

function sourceOf(flow: string): Workload {
  const mix = { ...USUAL_MIX, tour: false, flows: { [flow]: 1 } };
  return new Workload({ seed: flow, cards: mixedCards(), ring: testRing(), mix, clock: new VirtualClock() });
}

/** `authorization`, `advice completion`, `reversal*` for a repeat, `signOn`. */
function nameOf(request: Request): string {
  if (request.class === 'networkManagement') return request.function;
  const { class: messageClass, purpose, type, repeat } = request;
  const what = type === 'purchase' || messageClass === 'reversal' || messageClass === 'advice' ? '' : ` ${type}`;
  return `${messageClass}${what}${purpose === '' ? '' : ` ${purpose}`}${repeat ? '*' : ''}`;
}

/** Amounts by the place of the message. */
type Amounts = readonly number[];

interface Row {
  readonly flow: string;
  readonly what: string;
  readonly replies: readonly (Outcome | undefined)[];
  readonly sent: readonly string[];
  /** What is believed posted less given back; 0 when not given. */
  readonly net?: (amounts: Amounts) => number;
  readonly held?: (amounts: Amounts) => number;
  readonly open?: number;
}

const at =
  (place: number, factor = 1) =>
  (amounts: Amounts): number =>
    Math.floor((amounts[place] ?? 0) * factor);

const HOLDS: readonly Row[] = [
  {
    flow: 'hotelEqual',
    what: 'held, posted once, the repeat posts nothing',
    replies: [YES, YES, YES],
    sent: ['authorization', 'advice completion', 'advice completion*'],
    net: at(0),
  },
  { flow: 'hotelEqual', what: 'a decline ends it', replies: ['insufficientFunds'], sent: ['authorization'] },
  {
    flow: 'hotelEqual',
    what: 'an unanswered pre-authorization is reversed',
    replies: [NONE, YES],
    sent: ['authorization', 'reversal'],
  },
  {
    flow: 'hotelLower',
    what: 'the bill counts, not the hold',
    replies: [YES, YES],
    sent: ['authorization', 'advice completion'],
    net: at(1),
  },
  {
    flow: 'hotelLower',
    what: 'an unanswered completion is repeated, not reversed',
    replies: [YES, NONE, 'issuerInoperative', YES],
    sent: ['authorization', 'advice completion', 'advice completion*', 'advice completion*'],
    net: at(1),
  },
  {
    flow: 'hotelLower',
    what: 'a completion never answered leaves the card in doubt',
    replies: [YES],
    sent: ['authorization', 'advice completion', ...new Array<string>(REVERSAL_SENDS_MAX - 1).fill('advice completion*')],
    held: at(0),
    open: 1,
  },
  { flow: 'hotelHigher', what: 'more than was held', replies: [YES, YES], sent: ['authorization', 'advice completion'], net: at(1) },
  {
    flow: 'hotelLonger',
    what: 'both amounts are posted',
    replies: [YES, YES, YES],
    sent: ['authorization', 'authorization increment', 'advice completion'],
    net: (amounts) => at(0)(amounts) + at(1)(amounts),
  },
  {
    flow: 'hotelLonger',
    what: 'a declined increment leaves the first amount',
    replies: [YES, 'exceedsAmountLimit', YES],
    sent: ['authorization', 'authorization increment', 'advice completion'],
    net: at(0),
  },
  {
    flow: 'hotelLonger',
    what: 'an unanswered increment is reversed by itself',
    replies: [YES, NONE, YES, YES],
    sent: ['authorization', 'authorization increment', 'reversal', 'advice completion'],
    net: at(0),
  },
  { flow: 'hotelCancelled', what: 'the hold is let go', replies: [YES, YES], sent: ['authorization', 'reversal'] },
  { flow: 'hotelReleased', what: 'a completion of 0 lets it go', replies: [YES, YES], sent: ['authorization', 'advice completion'] },
  { flow: 'hotelNoShow', what: 'the hold stays', replies: [YES], sent: ['authorization'], held: at(0) },
  {
    flow: 'hotelNightCancelled',
    what: 'the first amount stays held',
    replies: [YES, YES, YES],
    sent: ['authorization', 'authorization increment', 'reversal'],
    held: at(0),
  },
  {
    flow: 'hotelNightCancelled',
    what: 'also when the increment was never answered',
    replies: [YES, NONE, YES],
    sent: ['authorization', 'authorization increment', 'reversal'],
    held: at(0),
  },
  {
    flow: 'hotelRefunded',
    what: 'what was posted is given back',
    replies: [YES, YES, YES],
    sent: ['authorization', 'advice completion', 'reversal'],
  },
  {
    flow: 'lateIncrement',
    what: 'nothing is added to a hold that is completed',
    replies: [YES, YES, 'unableToLocateOriginal'],
    sent: ['authorization', 'advice completion', 'authorization increment'],
    net: at(0),
  },
  { flow: 'bareCompletion', what: 'is posted', replies: [YES], sent: ['advice completion'], net: at(0) },
  { flow: 'fuelPump', what: 'what was tanked counts', replies: [YES, YES], sent: ['authorization', 'advice completion'], net: at(1) },
  {
    flow: 'fuelPumpPartly',
    what: 'a partial approval holds what was approved',
    replies: ['approvedPartially'],
    sent: ['authorization', 'advice completion', ...new Array<string>(REVERSAL_SENDS_MAX - 1).fill('advice completion*')],
    held: at(0, 0.5),
    open: 1,
  },
  {
    flow: 'fuelPumpPartly',
    what: 'is completed within it, and undone',
    replies: ['approvedPartially', YES, YES],
    sent: ['authorization', 'advice completion', 'reversal'],
  },
];

const OTHERS: readonly Row[] = [
  {
    flow: 'refund',
    what: 'a refund is given back on its own',
    replies: [YES, YES],
    sent: ['financial', 'financial refund'],
  },
  {
    flow: 'refund',
    what: 'a declined refund is not',
    replies: [YES, 'accountClosed'],
    sent: ['financial', 'financial refund'],
    net: at(0),
  },
  {
    flow: 'refund',
    what: 'an unanswered refund is reversed',
    replies: [YES, NONE, YES],
    sent: ['financial', 'financial refund', 'reversal'],
    net: at(0),
  },
  {
    flow: 'notesMissingAdvice',
    what: 'the notes that came out stand',
    replies: [YES, YES],
    sent: ['financial cash', 'advice partialDispense'],
    net: at(1),
  },
  { flow: 'offlineApproval', what: 'is posted', replies: [YES], sent: ['advice offlineApproval'], net: at(0) },
  { flow: 'reversalByRrn', what: 'gives back', replies: [YES, YES], sent: ['financial', 'reversal'] },
  { flow: 'reversalByStan', what: 'gives back', replies: [YES, YES], sent: ['financial', 'reversal'] },
  { flow: 'reversalOfNothing', what: 'gives nothing back', replies: [YES], sent: ['reversal'] },
  {
    flow: 'reversalAboveOriginal',
    what: 'only the right one gives back',
    replies: [YES, 'invalidAmount', YES],
    sent: ['financial', 'reversal', 'reversal'],
  },
  {
    flow: 'pinChange',
    what: 'changed, used, changed back',
    replies: [YES, YES, YES],
    sent: ['financial pinChange', 'financial balanceInquiry', 'financial pinChange'],
  },
  {
    flow: 'pinChange',
    what: 'an unanswered change is repeated',
    replies: [NONE, NONE, YES, YES, YES],
    sent: ['financial pinChange', 'financial pinChange*', 'financial pinChange*', 'financial balanceInquiry', 'financial pinChange'],
  },
  { flow: 'pinChange', what: 'a declined change is the end of it', replies: ['incorrectPin'], sent: ['financial pinChange'] },
  { flow: 'session', what: 'four functions', replies: [YES, YES, YES, YES], sent: ['signOn', 'echo', 'cutOver', 'signOff'] },
  { flow: 'session', what: 'without an answer it ends', replies: [YES], sent: ['signOn', 'echo'] },
];

function sumOf(source: Workload, field: 'netMinor' | 'heldMinor' | 'open'): number {
  return source.cards.reduce((sum, holder) => sum + holder[field], 0);
}

describe('what flows say and what is believed', () => {
  test.each([...HOLDS, ...OTHERS])('$flow: $what', ({ flow, replies, sent, net, held, open = 0 }) => {
    const source = sourceOf(flow);
    const messages = converseAll(source.next(), replies);
    expect(messages.map(nameOf)).toEqual(sent);
    const amounts = messages.map((message) => (message.class === 'networkManagement' ? 0 : message.amountMinor));
    expect(sumOf(source, 'netMinor')).toBe(net?.(amounts) ?? 0);
    expect(sumOf(source, 'heldMinor')).toBe(held?.(amounts) ?? 0);
    expect(sumOf(source, 'open')).toBe(open);
    expect(source.findings).toEqual(noFindings());
  });
});

test('a partial reversal leaves what came out of the machine', () => {
  const source = sourceOf('notesMissing');
  const [cash, reversal] = converseAll(source.next(), [YES, YES]);
  if (cash === undefined || cash.class === 'networkManagement' || reversal?.class !== 'reversal') throw new Error('unreachable');
  expect(reversal.replacementAmountMinor).toBeGreaterThan(0);
  expect(reversal.replacementAmountMinor).toBeLessThan(cash.amountMinor);
  expect(sumOf(source, 'netMinor')).toBe(reversal.replacementAmountMinor);
});

test('a partial reversal of a hold leaves a part of it', () => {
  const source = sourceOf('hotelShortened');
  const [hold, reversal] = converseAll(source.next(), [YES, YES]);
  if (hold?.class !== 'authorization' || reversal?.class !== 'reversal') throw new Error('unreachable');
  expect(reversal.replacementAmountMinor).toBeLessThan(hold.amountMinor);
  expect(sumOf(source, 'heldMinor')).toBe(reversal.replacementAmountMinor);
});

test('a pump asks for a full tank, unattended, and takes less', () => {
  const [asked, completion] = converseAll(sourceOf('fuelPump').next(), [YES, YES]);
  expect(asked).toMatchObject({ amountMinor: 150_000, mcc: 5542, terminalType: 'unattended', allowPartialApproval: true });
  if (completion?.class !== 'advice') throw new Error('unreachable');
  expect(completion.amountMinor).toBeLessThanOrEqual(150_000);
  expect(completion.pinBlock).toHaveLength(0);
});

test('declined advices and refused PINs are found out', () => {
  const hotel = sourceOf('hotelEqual');
  converseAll(hotel.next(), [YES, 'insufficientFunds', 'insufficientFunds']);
  expect(hotel.findings).toEqual({ ...noFindings(), declinedAdvices: 1 });
  expect(sumOf(hotel, 'heldMinor')).toBeGreaterThan(0);
  const change = sourceOf('pinChange');
  converseAll(change.next(), [YES, 'incorrectPin', YES]);
  expect(change.findings).toEqual({ ...noFindings(), refusedPins: 1 });
});

describe('a PIN that is being changed', () => {
  test('others wait, and then say what they would have said', () => {
    const source = sourceOf('pinChange');
    const [first, second] = [source.next(), source.next()];
    let request = first.next(undefined).value;
    expect(second.next(undefined).value).toBe(10);
    let reply: Reply;
    for (const outcome of ['approved', 'approved', 'approved'] as const) {
      if (typeof request !== 'object') throw new Error('unreachable');
      reply = answerAny(request, outcome);
      expect(second.next(undefined).value).toBe(10);
      request = first.next(reply).value;
    }
    expect(request).toBeUndefined();
    expect(converseAll(second, [NONE, NONE]).map(nameOf)[0]).toBe('financial pinChange');
  });

  test('the belief follows, and ends where it began', () => {
    const source = sourceOf('pinChange');
    const conversation = source.next();
    let request = conversation.next(undefined).value;
    const pins: (string | undefined)[] = [];
    while (typeof request === 'object') {
      request = conversation.next(answerAny(request, 'approved')).value;
      pins.push(...source.cards.filter((holder) => holder.pin !== holder.card.pin).map((holder) => holder.pin));
    }
    expect(pins).toHaveLength(2);
    expect(new Set(pins).size).toBe(1);
    expect(source.cards.every((holder) => holder.pin === holder.card.pin && !holder.pinBusy)).toBe(true);
  });

  test('a card whose change was never answered is let be', () => {
    const source = sourceOf('pinChange');
    converseAll(source.next(), []);
    expect(source.cards.filter((holder) => holder.pin === undefined)).toHaveLength(1);
    expect(source.pinsAstray).toBe(1);
    expect(converseAll(source.next(), [YES])).toEqual([]);
  });
});
