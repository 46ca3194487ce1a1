/**
 * Terminals and an authorizer in one process, on a virtual clock, with a line that loses messages either way and lets some
 * come after the terminal gave up. Whatever it does, terminals and books must agree to the øre.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Authorizer } from '../../src/authorizer/authorize.ts';
import type { RequestHandler } from '../../src/authorizer/exchange.ts';
import { SILENT } from '../../src/authorizer/observer.ts';
import { demoCards, wholePopulation } from '../../src/commands/demo/population.ts';
import { verifyStore } from '../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import type { Store } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { maskPan } from '../../src/protocol/mask.ts';
import type { Request } from '../../src/protocol/message.ts';
import type { Outcome } from '../../src/protocol/outcome.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { noFindings } from '../../src/terminal-sim/findings.ts';
import type { Transport, Waiter } from '../../src/terminal-sim/link/transport.ts';
import { Random } from '../../src/terminal-sim/random.ts';
import { type CardBooks, reconcile } from '../../src/terminal-sim/run/books/reconcile.ts';
import { LoadRun } from '../../src/terminal-sim/run/engine/load-run.ts';
import { USUAL_MIX } from '../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../src/terminal-sim/workload/workload.ts';
import { pinVerifier, RULES, ring, tokenOf } from '../authorizer/fixture.ts';
import { runs } from '../support/property-settings.ts';
import { VirtualClock } from '../terminal-sim/support/virtual-clock.ts';

const TIMEOUT_MS = 100;
const RUN_MS = 4_000;
const CONCURRENCY = 8;
const CARDS = 30;
const RUNS = 6;

interface Line {
  /** Shares of all messages. */
  readonly requestsLost: number;
  readonly answersLost: number;
  readonly late: number;
}

/** Each message has its own fate; the bytes go through the codec, as over a wire. */
class LossyLine implements Transport {
  readonly #clock: VirtualClock;
  readonly #handler: RequestHandler;
  readonly #line: Line;
  readonly #random: Random;

  constructor(clock: VirtualClock, handler: RequestHandler, line: Line, seed: string) {
    this.#clock = clock;
    this.#handler = handler;
    this.#line = line;
    this.#random = new Random(`${seed}/line`);
  }

  send(request: Request, waiter: Waiter): void {
    const { requestsLost, answersLost, late } = this.#line;
    const frame = protobufCodec.encodeRequest(request);
    const sentMs = this.#clock.nowMs();
    const isLate = this.#random.chance(late);
    const arrivesMs = isLate ? TIMEOUT_MS * (1 + 5 * this.#random.next()) : 1 + this.#random.int(20);
    const lost = this.#random.chance(requestsLost);
    const answerLost = this.#random.chance(answersLost);
    let open = true;
    const settle = (how: () => void): void => {
      if (open) how();
      open = false;
    };
    this.#clock.after(TIMEOUT_MS, () => settle(() => waiter.unanswered('timeout')));
    if (lost) return;
    this.#clock.after(arrivesMs, () => {
      const decoded = protobufCodec.decodeRequest(frame);
      if (decoded.kind !== 'message') throw new Error(`The request sent at ${sentMs} cannot be read.`);
      this.#handler.handle(decoded.message, {
        reply: (response) => {
          if (answerLost) return;
          const answer = protobufCodec.decodeResponse(protobufCodec.encodeResponse(response));
          if (answer.kind !== 'message') throw new Error(`The answer to the request sent at ${sentMs} cannot be read.`);
          this.#clock.after(1, () => settle(() => waiter.answered(answer.message)));
        },
      });
    });
  }
}

async function booksOf(store: Store, pans: readonly string[]): Promise<readonly (CardBooks | undefined)[]> {
  const cards = await store.cards.getAll(pans.map((pan) => tokenOf(pan)));
  return cards.map(
    (card) =>
      card && {
        postedMinor: card.postedMinor,
        givenBackMinor: card.givenBackMinor,
        heldMinor: card.holdsMinor,
        balanced: card.fundedMinor - card.postedMinor + card.givenBackMinor === card.ledgerMinor,
      },
  );
}

async function play(line: Line, seed: string, unknownOriginal: 'approve' | 'decline') {
  const clock = new VirtualClock();
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => clock.wallMs() });
  const cards = demoCards(wholePopulation(CARDS), seed, '957899', clock.wallMs());
  await store.cards.create(
    cards.map(({ pan, pin, ...rest }) => ({
      ...rest,
      token: tokenOf(pan),
      maskedPan: maskPan(pan),
      pinReference: pinVerifier.reference(pan, pin),
    })),
  );
  const rules = { ...RULES, messageClock: false, unknownOriginal };
  const authorizer = new Authorizer({
    store,
    tokenOf,
    pinVerifier,
    rules,
    profiles: BUILT_IN_PROFILES,
    observer: SILENT,
    nowMs: () => clock.nowMs(),
  });
  const workload = new Workload({ seed, cards, ring, mix: { ...USUAL_MIX, basketScale: 0.25 }, clock });
  const running = new LoadRun({
    mode: { kind: 'closed', concurrency: CONCURRENCY },
    warmupMs: 0,
    durationMs: RUN_MS,
    inFlightMax: 1_000,
    settleMaxMs: 600_000,
    source: workload,
    transport: new LossyLine(clock, authorizer, line, seed),
    clock,
  });
  const ended = running.run();
  clock.advance(RUN_MS);
  while (running.phase !== 'done') clock.advance(TIMEOUT_MS);
  const result = await ended;
  clock.advance(TIMEOUT_MS * 10); // what is late comes still
  const pans = workload.cards.map((holder) => holder.card.pan);
  const books = await booksOf(store, pans);
  const verification = await verifyStore(store.cards, BUILT_IN_PROFILES);
  return { result, workload, verification, reconciliation: reconcile(workload.cards, [], books), cards: cards.length };
}

const SHARE = fc.double({ min: 0, max: 0.15, noNaN: true });

test('terminals and books agree to the øre, whatever the line loses', async () => {
  const property = fc.asyncProperty(
    fc.record({ requestsLost: SHARE, answersLost: SHARE, late: SHARE }),
    fc.nat().map(String),
    fc.constantFrom('approve' as const, 'decline' as const),
    async (line, seed, unknownOriginal) => {
      const { result, workload, verification, reconciliation, cards } = await play(line, seed, unknownOriginal);
      expect(result.unfinished).toBe(0);
      expect(workload.findings).toEqual(noFindings());
      expect(workload.pinsAstray).toBe(0);
      expect(reconciliation).toMatchObject({ kind: 'equal', inDoubt: 0, differing: 0, unbalanced: 0 });
      expect(verification).toEqual({ cards, fault: '' });
    },
  );
  await fc.assert(property, { numRuns: runs(RUNS) });
});

test('a line that loses nothing brings about every outcome of the lifecycle', async () => {
  const { result } = await play({ requestsLost: 0, answersLost: 0, late: 0 }, 'quiet', 'approve');
  const outcomes = result.statistics.outcomes();
  const wanted: readonly Outcome[] = ['approved', 'approvedPartially', 'alreadyReversed', 'unableToLocateOriginal', 'pinTriesExceeded'];
  expect(wanted.filter((outcome) => outcomes[outcome] === 0)).toEqual([]);
});
