/** Random and damaged bytes sent to a listener: it never fails, and what it answers is what its books say. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { type Observer, SILENT } from '../../../src/authorizer/observer.ts';
import { verifyStore } from '../../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import type { Store } from '../../../src/limits/store.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { isApproval } from '../../../src/protocol/outcome.ts';
import { runs } from '../../support/property-settings.ts';
import { BALANCE_MINOR, memoryStore, PAN, pinBlock, purchase, RULES, serve, tokenOf } from '../fixture.ts';
import { framed, Peer } from '../peer.ts';

const RUNS = 150;
const FRAMES_MAX = 3;

const faults: unknown[] = [];
const observer: Observer = { ...SILENT, fault: (_where, error) => faults.push(error) };

/** What went wrong since the last call, so that a failure does not make the next run fail too. */
function faultsSince(): readonly unknown[] {
  return faults.splice(0);
}

/** Sends chunks and hangs up; resolves when the server has let go of the connection. */
async function sendAndLeave(server: WireServer, chunks: readonly Uint8Array[]): Promise<Peer> {
  const peer = await Peer.connect(server.port);
  for (const chunk of chunks) {
    peer.write(Buffer.from(chunk));
    await new Promise((resolve) => setImmediate(resolve));
  }
  peer.socket.end();
  await peer.closed;
  return peer;
}

let store: Store;
let server: WireServer;
let good: Peer;
beforeAll(async () => {
  store = await memoryStore();
  server = await serve(store, { observer });
  good = await Peer.connect(server.port);
});
afterAll(async () => {
  good.end();
  await server.close(0);
});

test('random bytes in random chunks: no fault, no approval, nobody else is harmed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), async (chunks) => {
      const peer = await sendAndLeave(server, chunks);
      expect(peer.responses.filter((response) => response.outcome === 'approved' && response.class !== 'networkManagement')).toEqual([]);
      expect((await good.ask(purchase({ amountMinor: 0 }))).outcome).toBe('invalidAmount');
      expect(faultsSince()).toEqual([]);
      expect((await store.cards.get(tokenOf(PAN)))?.ledgerMinor).toBe(BALANCE_MINOR);
    }),
    { numRuns: runs(RUNS) },
  );
});

const BLOCK = pinBlock();
/** Made once: a run that is repeated by its seed must send the same bytes. */
const FRAMES = Array.from({ length: FRAMES_MAX }, (_none, index) =>
  framed(purchase({ stan: index + 1, amountMinor: 100, pinBlock: BLOCK })),
);
const mutation = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
const damages = fc.array(fc.array(mutation, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: FRAMES_MAX });

function damaged(frame: Buffer, mutations: readonly (readonly [number, number])[]): Buffer {
  const changed = Buffer.from(frame);
  for (const [at, value] of mutations) changed[4 + (at % (frame.length - 4))] = value;
  return changed;
}

/**
 * What an answer says was taken from the card, posted or held: a changed byte can make another class or a refund of it, or
 * the repeat of an earlier frame.
 */
function takenBy(response: Response): number {
  if (response.class === 'networkManagement' || !isApproval(response.outcome) || response.repeated) return 0;
  const credits = response.class === 'reversal' || response.type === 'refund';
  return credits ? -response.approvedAmountMinor : response.approvedAmountMinor;
}

function heldBy(response: Response): number {
  return response.class === 'authorization' ? Math.max(0, takenBy(response)) : 0;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * A message carries its own time, and a changed byte can move it by years. A hold ends by itself when a later message is
 * far enough ahead of it, and no answer says so: only then may less be taken than was approved, by no more than was held.
 */
test('frames with some bytes changed: no fault, and what was approved is what was taken', async () => {
  await fc.assert(
    fc.asyncProperty(damages, async (list) => {
      const fresh = await memoryStore();
      const listener = await serve(fresh, { observer });
      const responses: Response[] = [];
      try {
        for (const [index, mutations] of list.entries()) {
          const peer = await sendAndLeave(listener, [damaged(FRAMES[index] ?? Buffer.alloc(0), mutations)]);
          expect(peer.responses.length).toBeLessThanOrEqual(1);
          responses.push(...peer.responses);
        }
      } finally {
        await listener.close(0);
      }
      expect(faultsSince()).toEqual([]);
      const { cards } = await fresh.cards.list('', 10);
      expect(await verifyStore(fresh.cards, BUILT_IN_PROFILES)).toEqual({ cards: cards.length, fault: '' });
      const taken = sumOf(cards.map((card) => card.postedMinor - card.givenBackMinor + card.holdsMinor));
      const approved = sumOf(responses.map(takenBy));
      const times = responses.map(({ transmissionTimeMs }) => transmissionTimeMs);
      const holdsCanEnd = Math.max(...times) - Math.min(...times) >= Math.min(RULES.holdMs, RULES.fuelHoldMs);
      expect(taken).toBeLessThanOrEqual(approved);
      expect(taken).toBeGreaterThanOrEqual(approved - (holdsCanEnd ? sumOf(responses.map(heldBy)) : 0));
    }),
    { numRuns: runs(RUNS) },
  );
});
