import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { type Observer, SILENT } from '../../../src/authorizer/observer.ts';
import type { Store } from '../../../src/limits/store.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { isApproval } from '../../../src/protocol/outcome.ts';
import { BALANCE_MINOR, memoryStore, PAN, purchase, serve, tokenOf } from '../fixture.ts';
import { framed, Peer } from '../peer.ts';

const RUNS = 150;
const TIMEOUT_MS = 60_000;

let store: Store;
let server: WireServer;
let good: Peer;
const faults: unknown[] = [];
const observer: Observer = { ...SILENT, fault: (_where, error) => faults.push(error) };

beforeAll(async () => {
  store = await memoryStore();
  server = await serve(store, { observer });
  good = await Peer.connect(server.port);
});
afterAll(async () => {
  good.end();
  await server.close(0);
});

/** Sends chunks and hangs up; resolves when the server has let go of the connection. */
async function sendAndLeave(chunks: readonly Uint8Array[]): Promise<Peer> {
  const peer = await Peer.connect(server.port);
  for (const chunk of chunks) {
    peer.write(Buffer.from(chunk));
    await new Promise((resolve) => setImmediate(resolve));
  }
  peer.socket.end();
  await peer.closed;
  return peer;
}

test(
  'random bytes in random chunks: no fault, no approval, nobody else is harmed',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), async (chunks) => {
        const peer = await sendAndLeave(chunks);
        expect(peer.responses.filter((response) => response.outcome === 'approved' && response.class !== 'networkManagement')).toEqual([]);
        expect((await good.ask(purchase({ amountMinor: 0 }))).outcome).toBe('invalidAmount');
      }),
      { numRuns: RUNS },
    );
    expect(faults).toEqual([]);
    expect((await store.card(tokenOf(PAN)))?.ledgerMinor).toBe(BALANCE_MINOR);
  },
  TIMEOUT_MS,
);

/**
 * What an answer says was taken from the card, posted or held: a changed byte can make another class or a refund of it, or
 * the repeat of an earlier frame.
 */
function takenBy(response: Response): number {
  if (response.class === 'networkManagement' || !isApproval(response.outcome) || response.repeated) return 0;
  const credits = response.class === 'reversal' || response.type === 'refund';
  return credits ? -response.approvedAmountMinor : response.approvedAmountMinor;
}

test(
  'a frame with some bytes changed: no fault, and what was approved is what was taken',
  async () => {
    const mutation = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    let approvedMinor = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const frame = framed(purchase({ amountMinor: 100 }));
        for (const [at, value] of mutations) frame[4 + (at % (frame.length - 4))] = value;
        const peer = await sendAndLeave([frame]);
        for (const response of peer.responses) {
          approvedMinor += takenBy(response);
        }
        expect(peer.responses.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: RUNS },
    );
    expect(faults).toEqual([]);
    const cards = (await store.listCards('', 10)).cards;
    const taken = cards.reduce((sum, card) => sum + card.postedMinor - card.givenBackMinor + card.holdsMinor, 0);
    expect(taken).toBe(approvedMinor);
  },
  TIMEOUT_MS,
);
