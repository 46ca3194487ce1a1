/**
 * Messages by class, and codes that no table has: counted apart, put together over stretches and
 * threads, bounded.
 */
import { expect, test } from 'vitest';
import type { Request } from '../../../src/protocol/message.ts';
import { Cardholder } from '../../../src/terminal-sim/cardholder.ts';
import { messageNameOf } from '../../../src/terminal-sim/measure/message-kinds.ts';
import { Tally } from '../../../src/terminal-sim/measure/tally.ts';
import { LoadRun } from '../../../src/terminal-sim/run/engine/load-run.ts';
import { answer, answerAny, shopTerminal, simulatedCard, terminalContext } from '../support/sim-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

function tallied(codes: readonly string[]): Tally {
  const tally = new Tally(true);
  tally.countMessage('financial');
  tally.countMessage('financial', 'timeout');
  tally.countMessage('financial', 'notConnected');
  tally.countMessage('reversalRepeat', 'connectionLost');
  for (const code of codes) tally.countCode('systemMalfunction', code, code === '96');
  return tally;
}

test('what two threads have counted adds up, and begins anew', () => {
  const sum = tallied(['Z9', 'Z9', '96', 'none']);
  sum.add(tallied(['Z9']).data());
  expect(sum.classes()).toEqual({
    financial: { answered: 2, unanswered: 2, notSent: 2 },
    reversalRepeat: { answered: 0, unanswered: 2, notSent: 0 },
  });
  expect(sum.unknownCodes()).toEqual({ Z9: 3, none: 1 });
  expect(sum.responseCodes()).toEqual({ systemMalfunction: { Z9: 3, 96: 1, none: 1 } });
  sum.reset();
  expect([sum.classes(), sum.unknownCodes(), sum.responseCodes()]).toEqual([{}, {}, {}]);
});

test('a host that answers anything fills no memory', () => {
  const codes = Array.from({ length: 1_000 }, (_none, index) => String(index));
  const tally = tallied(codes);
  for (const counts of [tally.unknownCodes(), tally.responseCodes().systemMalfunction ?? {}]) {
    expect(Object.keys(counts)).toHaveLength(51);
    expect(counts['others']).toBeGreaterThanOrEqual(949);
  }
});

test('a run counts its messages by class, and the codes that it does not know', async () => {
  const clock = new VirtualClock();
  const terminal = shopTerminal(terminalContext(clock));
  const holder = new Cardholder(simulatedCard(1));
  const request = terminal.messages.request(holder, 'purchase', 100);
  const says: readonly Request[] = [request, { ...request, repeat: true }, terminal.messages.reversal(request, '', { reason: 'timeout' })];
  const run = new LoadRun({
    mode: { kind: 'closed', concurrency: 1 },
    warmupMs: 0,
    durationMs: 3,
    inFlightMax: 10,
    settleMaxMs: 100,
    source: {
      next: function* () {
        for (const step of says) yield step;
        yield 1_000;
      },
    },
    transport: {
      send: (step, waiter) =>
        clock.after(1, () => {
          if (step.repeat) waiter.unanswered('timeout');
          else if (step.class === 'reversal')
            waiter.answered({ ...answer(step, 'systemMalfunction'), responseCode: 'Z9', unknownCode: 'Z9' });
          else waiter.answered({ ...answerAny(step, 'approved'), responseCode: '000' });
        }),
    },
    clock,
  });
  const ended = run.run();
  clock.advance(1_100);
  const { statistics } = await ended;
  expect(says.map(messageNameOf)).toEqual(['financial', 'financialRepeat', 'reversal']);
  expect(statistics.classes()).toEqual({
    financial: { answered: 1, unanswered: 0, notSent: 0 },
    financialRepeat: { answered: 0, unanswered: 1, notSent: 0 },
    reversal: { answered: 1, unanswered: 0, notSent: 0 },
  });
  expect(statistics.unknownCodes()).toEqual({ Z9: 1 });
  expect(statistics.responseCodes()).toEqual({ approved: { '000': 1 }, systemMalfunction: { Z9: 1 } });
});
