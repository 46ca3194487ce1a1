import { describe, expect, test } from 'vitest';
import type { Exchange, TraceEvent } from '../../../src/trace/format/lines.ts';
import { relevantEvents } from '../../../src/trace/shrink/relevant-events.ts';

let sequence = 0;

function exchange(changes: Partial<Exchange['request']> = {}, outcome: Exchange['outcome'] = 'approved'): Exchange {
  sequence += 1;
  return {
    kind: 'exchange',
    sequence,
    atMs: sequence,
    codec: 'protobuf',
    token: 'a'.repeat(32),
    request: {
      class: 'financial',
      type: 'cash',
      stan: sequence,
      transmissionTimeMs: sequence,
      terminalId: 'ATM00001',
      amountMinor: 10_000,
      ...changes,
    },
    outcome,
    response: {},
    latencyMs: 0,
  };
}

function isKept(...before: readonly TraceEvent[]): readonly boolean[] {
  const kept = relevantEvents(undefined, before, exchange());
  return before.map((each) => kept.includes(each));
}

describe('of what happened on a card', () => {
  const declined = exchange({}, 'insufficientFunds');
  const { stan, terminalId } = declined.request;

  test.each<[string, TraceEvent, boolean]>([
    ['an approval', exchange(), true],
    ['a decline', exchange({}, 'exceedsAmountLimit'), false],
    ['an inquiry', exchange({ type: 'balanceInquiry', amountMinor: 0 }), false],
    ['a change of PIN', exchange({ type: 'pinChange', amountMinor: 0 }), true],
    ['a reversal', exchange({ class: 'reversal' }), true],
    ['a declined advice', exchange({ class: 'advice' }, 'invalidCardNumber'), true],
    ['what the office did', { kind: 'office', sequence: 1, atMs: 1, token: 'a'.repeat(32), fundMinor: 1 }, true],
  ])('%s', (_what, event, kept) => {
    expect(isKept(event)).toEqual([kept]);
  });

  test.each<[string, Exchange]>([
    ['its repeat', exchange({ stan, terminalId, repeat: true }, 'insufficientFunds')],
    ['a reversal by its STAN', exchange({ class: 'reversal', stan, terminalId })],
    ['a reversal by its RRN', exchange({ class: 'reversal', terminalId: 'ATM00002', original: { rrn: 'R1' } })],
  ])('a decline that is named again by %s', (_what, later) => {
    const first = { ...declined, request: { ...declined.request, rrn: 'R1' } };
    expect(isKept(first, later)).toEqual([true, true]);
  });

  test('a decline whose STAN is that of another terminal', () => {
    expect(isKept(declined, exchange({ stan, terminalId: 'ATM00002' }))).toEqual([false, true]);
  });

  test('all, where a PIN was wrong, or tries were used up before', () => {
    const inquiry = exchange({ type: 'balanceInquiry' });
    expect(isKept(inquiry, exchange({}, 'incorrectPin'))).toEqual([true, true]);
    expect(relevantEvents(undefined, [inquiry], exchange({}, 'pinTriesExceeded'))).toEqual([inquiry]);
  });
});
