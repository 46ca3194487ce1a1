/**
 * Terminals with faults of their own, against a real server: whatever they do, the books agree with
 * them.
 */
import { afterEach, expect, test } from 'vitest';
import { HEADER_4B } from '../../src/protocol/framing/frame.ts';
import type { Request } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { systemClock } from '../../src/terminal-sim/clock.ts';
import { noFindings } from '../../src/terminal-sim/findings.ts';
import { LinkPool } from '../../src/terminal-sim/link/pool.ts';
import { type FaultableTransport, NO_ANSWER_REASONS, type Waiter } from '../../src/terminal-sim/link/transport.ts';
import { reconcile } from '../../src/terminal-sim/run/books/reconcile.ts';
import { LoadRun } from '../../src/terminal-sim/run/engine/load-run.ts';
import { FaultyTransport, IMPATIENT_MS_MAX, NO_TERMINAL_FAULTS, type TerminalFaults } from '../../src/terminal-sim/terminal-faults.ts';
import { USUAL_MIX } from '../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../src/terminal-sim/workload/workload.ts';
import { purchase, reversalOf } from '../authorizer/fixture.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { answerAny, mixedCards } from './support/sim-fixtures.ts';
import { VirtualClock } from './support/virtual-clock.ts';

const TIMEOUT_MS = 100;

/** Notes what it is asked to do; answers after 10 ms. */
class NotedTransport implements FaultableTransport {
  readonly calls: string[] = [];
  readonly #clock: VirtualClock;
  readonly #pending = new Map<Request, Waiter>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  send(request: Request, waiter: Waiter): void {
    this.calls.push('send');
    this.#pending.set(request, waiter);
    this.#clock.after(10, () => {
      if (this.abandon(request)) waiter.answered(answerAny(request, 'approved'));
    });
  }

  sendCopy(): void {
    this.calls.push('sendCopy');
  }

  abandon(request: Request): boolean {
    return this.#pending.delete(request);
  }
}

/** What the terminal hears, and when. */
function hear(faults: Partial<TerminalFaults>, request: Request): { calls: readonly string[]; reply: readonly string[] } {
  const clock = new VirtualClock();
  const transport = new NotedTransport(clock);
  const reply: string[] = [];
  const note = (what: string): void => {
    reply.push(`${what} after ${clock.nowMs() > IMPATIENT_MS_MAX ? `${clock.nowMs()} ms` : 'no time'}`);
  };
  const waiter: Waiter = { answered: () => note('answer'), unanswered: note };
  new FaultyTransport(transport, { faults: { ...NO_TERMINAL_FAULTS, ...faults }, seed: 'seed', clock, timeoutMs: TIMEOUT_MS }).send(
    request,
    waiter,
  );
  clock.advance(1_000);
  return { calls: transport.calls, reply };
}

test.each([
  ['nothing', {}, ['send'], ['answer after 10 ms']],
  ['a request that is lost', { requestLost: 1 }, [], ['timeout after 100 ms']],
  ['an answer that is lost', { answerLost: 1 }, ['send'], ['timeout after 100 ms']],
  ['a message that is sent twice', { sentTwice: 1 }, ['send', 'sendCopy'], ['answer after 10 ms']],
  ['a request that is given up', { givenUpEarly: 1 }, ['send'], ['timeout after no time']],
] as const)('%s', (_what, faults, calls, reply) => {
  expect(hear(faults, purchase())).toEqual({ calls, reply });
});

test('a reversal is not given up early', () => {
  expect(hear({ givenUpEarly: 1 }, reversalOf(purchase())).reply).toEqual(['answer after 10 ms']);
});

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
});

test('books and terminals agree after everything, offline spells too, over a real connection', async () => {
  const server = await startTestApp();
  apps.push(server);
  const { app } = server;
  const cards = mixedCards();
  await app.cards.import(cards);
  const faults = { requestLost: 0.02, answerLost: 0.02, sentTwice: 0.1, givenUpEarly: 0.1 };
  const flows = { ...USUAL_MIX.flows, offlineSpell: 20 };
  const workload = new Workload({
    seed: 'faults',
    cards,
    ring: app.ring,
    mix: { ...USUAL_MIX, basketScale: 0.1, flows },
    clock: systemClock,
    terminalsBefore: 0,
  });
  const target = { host: '127.0.0.1', port: app.ports.protobuf };
  const links = new LinkPool({ target, codec: protobufCodec, header: HEADER_4B, clock: systemClock, timeoutMs: TIMEOUT_MS }, 2);
  expect(await links.open()).toBeUndefined();
  const run = new LoadRun({
    mode: { kind: 'closed', concurrency: 16 },
    warmupMs: 0,
    durationMs: 2_000,
    inFlightMax: 1_000,
    settleMaxMs: 60_000,
    source: workload,
    transport: new FaultyTransport(links, { faults, seed: 'faults', clock: systemClock, timeoutMs: TIMEOUT_MS }),
    clock: systemClock,
  });
  const result = await run.run();
  const states = await app.store.cards.getAll(workload.cards.map(({ card }) => app.tokenOf(card.pan)));
  links.close();
  const books = states.map(
    (card) =>
      card && {
        postedMinor: card.postedMinor,
        givenBackMinor: card.givenBackMinor,
        heldMinor: card.holdsMinor,
        balanced: card.fundedMinor - card.postedMinor + card.givenBackMinor === card.ledgerMinor,
      },
  );
  expect(result.unfinished).toBe(0);
  expect(workload.findings).toEqual(noFindings());
  expect(reconcile(workload.cards, [], books)).toMatchObject({ kind: 'equal', inDoubt: 0, differing: 0, unbalanced: 0 });
  expect(result.statistics.reasons().timeout).toBeGreaterThan(0);
  expect(links.errors().strayAnswers).toBeGreaterThan(0);
  expect(NO_ANSWER_REASONS.filter((reason) => reason !== 'timeout' && result.statistics.reasons()[reason] > 0)).toEqual([]);
});
