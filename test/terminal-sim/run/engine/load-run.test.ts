import { describe, expect, test } from 'vitest';
import type { TransactionRequest } from '../../../../src/protocol/message.ts';
import { Cardholder } from '../../../../src/terminal-sim/cardholder.ts';
import type { Conversation } from '../../../../src/terminal-sim/conversation.ts';
import type { NoAnswerReason, Transport, Waiter } from '../../../../src/terminal-sim/link/transport.ts';
import { BusyTime } from '../../../../src/terminal-sim/run/engine/busy-time.ts';
import type { LoadMode, LoadRunResult } from '../../../../src/terminal-sim/run/engine/load-mode.ts';
import { LoadRun } from '../../../../src/terminal-sim/run/engine/load-run.ts';
import type { Terminal } from '../../../../src/terminal-sim/terminal.ts';
import { answer, shopTerminal, simulatedCard, terminalContext } from '../../support/sim-fixtures.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

interface HostOptions {
  /** Milliseconds to the answer, by the instant at which the message came; -1: none. */
  readonly delayMs: (nowMs: number) => number;
  readonly timeoutMs?: number;
}

/** A host without a wire, on the virtual clock. */
class VirtualHost implements Transport {
  readonly received: TransactionRequest[] = [];
  inFlightMost = 0;
  #inFlight = 0;
  readonly #clock: VirtualClock;
  readonly #options: HostOptions;

  constructor(clock: VirtualClock, options: HostOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  send(request: TransactionRequest, waiter: Waiter): void {
    this.received.push(request);
    this.#inFlight += 1;
    this.inFlightMost = Math.max(this.inFlightMost, this.#inFlight);
    const delayMs = this.#options.delayMs(this.#clock.nowMs());
    const reason: NoAnswerReason = 'timeout';
    this.#clock.after(delayMs < 0 ? (this.#options.timeoutMs ?? 100) : delayMs, () => {
      this.#inFlight -= 1;
      if (delayMs < 0) waiter.unanswered(reason);
      else waiter.answered(answer(request, 'approved'));
    });
  }
}

function* flow(terminal: Terminal, holder: Cardholder): Conversation {
  yield* terminal.transact(holder, terminal.messages.request(holder, 'purchase', 100));
}

/** Two messages with 1,001 ms between them, as a flow that needs another second in DE7. */
function* pausingBetween(terminal: Terminal, holder: Cardholder): Conversation {
  yield* flow(terminal, holder);
  yield 1_001;
  yield* flow(terminal, holder);
}

/** As a terminal that was offline. */
function* pausingFirst(terminal: Terminal, holder: Cardholder): Conversation {
  yield 300;
  yield* flow(terminal, holder);
}

/** Every third flow does. */
function sometimesPausingFirst(): typeof flow {
  let count = 0;
  return (terminal, holder) => {
    count += 1;
    return count % 3 === 0 ? pausingFirst(terminal, holder) : flow(terminal, holder);
  };
}

interface RunOptions extends HostOptions {
  readonly flow?: typeof flow;
  readonly flowsWaitingMax?: number;
  readonly mode: LoadMode;
  readonly warmupMs?: number;
  readonly durationMs?: number;
  readonly inFlightMax?: number;
  readonly settleMaxMs?: number;
  /** Timers run at whole multiples of it only. */
  readonly clockGrainMs?: number;
}

class SlowClock extends VirtualClock {
  readonly #grainMs: number;

  constructor(grainMs: number) {
    super();
    this.#grainMs = grainMs;
  }

  override after(delayMs: number, callback: () => void): void {
    const atMs = Math.ceil((this.nowMs() + Math.max(delayMs, 0.001)) / this.#grainMs) * this.#grainMs;
    super.after(atMs - this.nowMs(), callback);
  }
}

async function runLoad(options: RunOptions): Promise<{ result: LoadRunResult; host: VirtualHost; holder: Cardholder }> {
  const clock = options.clockGrainMs === undefined ? new VirtualClock() : new SlowClock(options.clockGrainMs);
  const host = new VirtualHost(clock, options);
  const terminal = shopTerminal(terminalContext(clock));
  const holder = new Cardholder(simulatedCard(1));
  const run = new LoadRun({
    warmupMs: 0,
    durationMs: 10_000,
    inFlightMax: 1_000,
    settleMaxMs: 60_000,
    ...options,
    source: { next: () => (options.flow ?? flow)(terminal, holder) },
    transport: host,
    clock,
  });
  const ended = run.run();
  clock.advance(200_000);
  return { result: await ended, host, holder };
}

/** 100 messages a second, evenly. */
const OPEN: LoadMode = { kind: 'open', nextGapMs: () => 10 };

describe('open loop', () => {
  test('a host that stalls for a second shows in the latency from the intended instant, not from sending', async () => {
    // At 5 s the host stands still; with one message in flight the next hundred cannot even be sent.
    const stall = (nowMs: number): number => (nowMs >= 5_000 && nowMs < 5_010 ? 1_000 : 1);
    const { result } = await runLoad({ mode: OPEN, delayMs: stall, inFlightMax: 1 });
    const corrected = result.statistics.corrected();
    const uncorrected = result.statistics.uncorrected();
    expect(result.statistics.answeredCount).toBe(1_000);
    expect(uncorrected.p99).toBeCloseTo(1, 1);
    expect(uncorrected.max).toBeCloseTo(1_000, -1);
    // 1 + 9 k ms of wait for the k-th from the end of the stall: a tenth of all messages waited.
    expect(corrected['p50']).toBeCloseTo(1, 1);
    expect(corrected['p99']).toBeGreaterThan(850);
    expect(corrected.mean).toBeGreaterThan(40);
  });

  test('a host that keeps up shows the same latency both ways', async () => {
    const { result } = await runLoad({ mode: OPEN, delayMs: () => 3 });
    expect(result.statistics.corrected()).toEqual(result.statistics.uncorrected());
    expect(result.statistics.corrected().p50).toBeCloseTo(3, 2);
    expect(result.statistics.answeredCount).toBe(1_000);
    expect(result.notSent).toBe(0);
    expect(result).toMatchObject({ shortBy: '', lagMsMax: 0 });
  });

  test('what could not be sent within the time is counted', async () => {
    const { result, host } = await runLoad({ mode: OPEN, delayMs: () => 100, inFlightMax: 1 });
    expect(host.inFlightMost).toBe(1);
    expect(result.statistics.answeredCount).toBe(100);
    expect(result.notSent).toBe(900);
    expect(result.shortBy).toBe('host');
    expect(result.statistics.offeredCount).toBe(100);
  });

  test('what the warm-up could not send is no debt of the measured time', async () => {
    // A hundred a second are due, ten are answered: 90 are left over when the warm-up ends.
    const { result } = await runLoad({ mode: OPEN, delayMs: () => 100, inFlightMax: 1, warmupMs: 1_000, durationMs: 2_000 });
    expect(result.statistics.answeredCount).toBe(20);
    expect(result.notSent).toBe(180);
    expect(result.statistics.corrected().min).toBeLessThan(201);
  });

  test('a machine that is too slow itself is told from a host that is', async () => {
    // Its event loop turns every 60 ms only: late, and still next to all is sent.
    const { result: late } = await runLoad({ mode: OPEN, delayMs: () => 1, clockGrainMs: 60, durationMs: 5_000 });
    expect(late.shortBy).toBe('');
    expect(late.notSent).toBeLessThan(7);
    expect(late.lagMsMax).toBeGreaterThan(40);
    expect(late.statistics.corrected().max).toBeGreaterThan(40);
    // Here it does not turn again before the run is over.
    const { result: never } = await runLoad({ mode: OPEN, delayMs: () => 1, clockGrainMs: 7_000, durationMs: 5_000 });
    expect(never).toMatchObject({ shortBy: 'generator', notSent: 499 });
    expect(never.lagMsMax).toBeGreaterThan(4_900);
  });

  test('the rate counts messages: what flows go on to say takes the place of a new flow', async () => {
    const { host } = await runLoad({ mode: OPEN, delayMs: (nowMs) => (nowMs < 1_000 ? -1 : 1), durationMs: 5_000 });
    const reversals = host.received.filter((request) => request.class === 'reversal').length;
    expect(reversals).toBeGreaterThan(90);
    expect(host.received.length).toBe(500);
  });
});

test('in an open loop, a flow that has no message yet leaves its instant to another', async () => {
  const { result } = await runLoad({ mode: OPEN, delayMs: () => 1, durationMs: 5_000, flow: sometimesPausingFirst() });
  expect(result.notSent).toBe(0);
  expect(result.statistics.offeredCount).toBe(500);
});

test('lateness is that of the generator, not that of a host that holds messages up', async () => {
  const { result: held } = await runLoad({ mode: OPEN, delayMs: () => 100, inFlightMax: 1 });
  expect(Math.max(...held.lateness.values)).toBe(1);
  const { result: late } = await runLoad({ mode: OPEN, delayMs: () => 1, clockGrainMs: 60, durationMs: 5_000 });
  expect(Math.max(...late.lateness.values)).toBe(late.lagMsMax * 1_000);
  expect(late.lateness.counts.reduce((sum, count) => sum + count, 0)).toBe(late.statistics.offeredCount);
});

describe('closed loop', () => {
  test.each([1, 4])('%d places always have a message outstanding, however many flows wait', async (concurrency) => {
    const mode: LoadMode = { kind: 'closed', concurrency };
    const { result, host } = await runLoad({ mode, delayMs: () => 10, warmupMs: 500, durationMs: 2_000, flow: pausingBetween });
    expect(result.busyMs).toBe(concurrency * 2_000);
    expect(result.statistics.answeredCount).toBe(concurrency * 200);
    // Places are those of the time for sending; flows that end later are not held back.
    expect(host.received.length).toBeGreaterThan(concurrency * 250);
  });

  test('a flow that begins with a pause does not occupy a place', async () => {
    const mode: LoadMode = { kind: 'closed', concurrency: 2 };
    const { result } = await runLoad({ mode, delayMs: () => 10, durationMs: 2_000, flow: sometimesPausingFirst() });
    expect(result.busyMs).toBe(2 * 2_000);
  });

  test('the flows that wait have a limit, and the places are then idle', async () => {
    const mode: LoadMode = { kind: 'closed', concurrency: 1 };
    const { result } = await runLoad({ mode, delayMs: () => 1, durationMs: 2_000, flow: pausingBetween, flowsWaitingMax: 10 });
    // Ten flows of two messages each every 1,001 ms.
    expect(result.busyMs).toBeGreaterThan(20);
    expect(result.busyMs).toBeLessThan(60);
  });

  test('busy time ends with the measured time, also when the run is ended early', () => {
    const busy = new BusyTime(1_000, 3_000);
    busy.change(2, 500);
    busy.change(1, 2_000);
    expect(busy.placeMs(2_500)).toBe(2_500);
    busy.change(0, 9_000);
    expect(busy.placeMs(9_000)).toBe(3_000);
  });

  test('as many flows at a time as asked for', async () => {
    const { result, host, holder } = await runLoad({ mode: { kind: 'closed', concurrency: 7 }, delayMs: () => 10 });
    expect(host.inFlightMost).toBe(7);
    expect(result.statistics.answeredCount).toBe(7_000);
    expect(result.statistics.corrected()).toEqual(result.statistics.uncorrected());
    // One more had been made when the time was over, and was sent.
    expect(holder.netMinor).toBe(700_100);
  });

  test('the warm-up is not measured and still believed', async () => {
    const mode: LoadMode = { kind: 'closed', concurrency: 1 };
    const { result, holder } = await runLoad({ mode, delayMs: (nowMs) => (nowMs < 1_000 ? 100 : 10), warmupMs: 1_000, durationMs: 2_000 });
    expect(result.statistics.answeredCount).toBe(200);
    expect(result.statistics.corrected().max).toBeCloseTo(10, 1);
    // One more had been made when the time was over, and was sent.
    expect(result.sentTotal).toBe(211);
    expect(holder.netMinor).toBe(21_100);
  });

  test('time-outs are reversed to the end before the run ends', async () => {
    const { result, holder, host } = await runLoad({
      mode: { kind: 'closed', concurrency: 4 },
      delayMs: (nowMs) => (nowMs < 1_000 ? -1 : 5),
      durationMs: 900,
    });
    expect(holder.netMinor).toBe(0);
    expect(holder.open).toBe(0);
    expect(result.unfinished).toBe(0);
    expect(result.statistics.unansweredCount).toBeGreaterThan(0);
    expect(host.received.some((request) => request.class === 'reversal' && request.repeat)).toBe(true);
  });

  test('settling is given up at its limit, and the rest is counted', async () => {
    const { result, holder } = await runLoad({
      mode: { kind: 'closed', concurrency: 3 },
      delayMs: () => -1,
      durationMs: 100,
      settleMaxMs: 1_000,
    });
    expect(result.unfinished).toBe(3);
    expect(holder.open).toBe(3);
    expect(result.settleMs).toBeGreaterThanOrEqual(1_000);
  });
});

test('a flow that waits for ever ends with the run', async () => {
  const clock = new VirtualClock();
  const run = new LoadRun({
    mode: { kind: 'closed', concurrency: 3 },
    warmupMs: 0,
    durationMs: 100,
    inFlightMax: 10,
    flowsWaitingMax: 5,
    settleMaxMs: 1_000,
    source: {
      next: function* waitForEver(): Conversation {
        for (;;) yield 10;
      },
    },
    transport: new VirtualHost(clock, { delayMs: () => 1 }),
    clock,
  });
  const ended = run.run();
  clock.advance(5_000);
  expect(await ended).toMatchObject({ unfinished: 5 });
  expect(clock.waiting).toBe(0);
});

test('the series has one point a second, which add up', async () => {
  const { result } = await runLoad({ mode: OPEN, delayMs: () => 3, durationMs: 5_000 });
  const series = result.statistics.series();
  expect(series.map((point) => point.atMs)).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  const answered = series.reduce((sum, point) => sum + point.approved + point.declined, 0);
  // The last one was answered while settling.
  expect(answered).toBeGreaterThanOrEqual(result.statistics.answeredCount - 1);
});

test('a bug in a flow ends the run with its error', async () => {
  const clock = new VirtualClock();
  const run = new LoadRun({
    mode: { kind: 'closed', concurrency: 1 },
    warmupMs: 0,
    durationMs: 100,
    inFlightMax: 1,
    settleMaxMs: 100,
    source: {
      next: () => {
        throw new RangeError('a bug');
      },
    },
    transport: new VirtualHost(clock, { delayMs: () => 1 }),
    clock,
  });
  await expect(run.run()).rejects.toThrow('a bug');
});
