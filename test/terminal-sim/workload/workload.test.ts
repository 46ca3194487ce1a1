import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CardEntry } from '../../../src/cards/card-entry.ts';
import { OUTCOMES, type Outcome } from '../../../src/protocol/outcome.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { FLOWS } from '../../../src/terminal-sim/flows/flows.ts';
import { groupCards } from '../../../src/terminal-sim/workload/card-groups.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../../src/terminal-sim/workload/workload.ts';
import { converse, converseAll, mixedCards, simulatedCard, testRing } from '../support/sim-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const FLOWS_RUN = 400;
const ALWAYS_APPROVED: readonly Outcome[] = new Array<Outcome>(50).fill('approved');

function workload(seed: string, cards: readonly CardEntry[] = mixedCards(), mix = USUAL_MIX): Workload {
  return new Workload({ seed, cards, ring: testRing(), mix, clock: new VirtualClock() });
}

/** A hash of every byte that the first flows send. */
function bytesSent(seed: string, replies: readonly Outcome[] = ALWAYS_APPROVED): string {
  const source = workload(seed);
  const hash = createHash('sha256');
  for (let flow = 0; flow < FLOWS_RUN; flow += 1) {
    for (const request of converseAll(source.next(), replies)) hash.update(protobufCodec.encodeRequest(request));
  }
  return hash.digest('hex');
}

test('the same seed, cards and mix send the same bytes', () => {
  expect(bytesSent('one')).toBe(bytesSent('one'));
  expect(bytesSent('one')).not.toBe(bytesSent('two'));
});

test('first messages do not hang on the answers or on the order in which flows go on', () => {
  const firstOf = (replies: readonly Outcome[], together: boolean): unknown[] => {
    // A holder waits for a card whose PIN is being changed: that one hangs on the order.
    const { pinChange: _left, ...flows } = USUAL_MIX.flows;
    const source = workload('order', mixedCards(), { ...USUAL_MIX, flows });
    const begun = Array.from({ length: 200 }, () => source.next());
    const first = begun.map((conversation) => {
      const step = conversation.next(undefined);
      if (!together) converse(conversation, replies);
      return step.value;
    });
    return first;
  };
  expect(firstOf(['approved'], false)).toEqual(firstOf(['insufficientFunds'], true));
});

test('the tour does every flow of the mix once, in the order of the table', () => {
  const source = workload('tour');
  const classes = FLOWS.map((row) => {
    const sent = converseAll(source.next(), ['incorrectPin', 'incorrectPin', 'approved']);
    return [row.name, sent.length > 0];
  });
  expect(classes).toEqual(FLOWS.map((row) => [row.name, true]));
  expect(source.skipped).toEqual([]);
});

test('flows together provoke every outcome that this wire can give at this stage', () => {
  const elsewhere: readonly Outcome[] = ['approved', 'macError', 'issuerInoperative', 'systemMalfunction'];
  const provoked = new Set(FLOWS.flatMap((row) => row.provokes));
  expect(OUTCOMES.map((row) => row.name).filter((name) => !provoked.has(name))).toEqual(elsewhere);
});

test('the weights are thousandths', () => {
  expect(FLOWS.reduce((sum, row) => sum + row.weight, 0)).toBe(1_000);
});

test('names of flows are unique', () => {
  expect(new Set(FLOWS.map((row) => row.name)).size).toBe(FLOWS.length);
});

test('flows without a card are skipped and named', () => {
  const source = workload('few', [simulatedCard(1), simulatedCard(2)]);
  expect(source.skipped).toEqual([
    'fuelPumpPartly',
    'refundToClosed',
    'pinChange',
    'lostCard',
    'stolenCard',
    'blockedCard',
    'inactiveCard',
    'closedAccount',
    'expiredCard',
    'lockOut',
    'hotCard',
    'countLimit',
    'overCoverage',
  ]);
});

test('a card file that fits no flow is refused', () => {
  const mix = { ...USUAL_MIX, flows: { lostCard: 1 } };
  expect(() => workload('none', [simulatedCard(1)], mix)).toThrow('The card file has no card for any flow of the mix');
});

test('weights are kept to', () => {
  const source = workload('weights', mixedCards(), { ...USUAL_MIX, tour: false, flows: { balanceInquiry: 3, purchase: 1 } });
  let inquiries = 0;
  for (let flow = 0; flow < 4000; flow += 1) {
    if (converse(source.next(), ['approved'])[0]?.type === 'balanceInquiry') inquiries += 1;
  }
  expect(inquiries).toBeGreaterThan(2800);
  expect(inquiries).toBeLessThan(3200);
});

test('each card is in one group, the richest is the busy one', () => {
  const rich = simulatedCard(7, { balanceMinor: 9_000_000 });
  const cards = [...mixedCards().filter((card) => card.pan !== rich.pan), rich];
  const groups = groupCards(cards, new VirtualClock().wallMs());
  const sizes = Object.fromEntries(Object.entries(groups).map(([name, holder]) => [name, holder.length]));
  expect(sizes).toEqual({
    ordinary: 37,
    busy: 1,
    lockOut: 1,
    pinChange: 1,
    lowBalance: 1,
    countLimited: 1,
    lost: 1,
    stolen: 1,
    blocked: 1,
    inactive: 1,
    closed: 1,
    expired: 1,
  });
  expect(groups.busy[0]?.card).toBe(rich);
  expect(new Set(Object.values(groups).flatMap((holder) => holder.map((one) => one.card.pan))).size).toBe(cards.length);
});
