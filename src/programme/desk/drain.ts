/** Carries out every move of the outbox, and waits for another process that does. */
import { setTimeout } from 'node:timers/promises';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { movesLeft, type SettledMoves, settleMoves } from '../money/settle-moves.ts';

const PAUSE_MS = 20;
/** Another process that holds the outbox is waited for so often. */
const PAUSES_MAX = 500;

const refuse = refusalsOf({
  clockWaitsForMoney: {
    kind: 'conflict',
    en: 'The clock waits: {count} {count:movement|movements} of money could not be carried out yet. {why}',
    nb: 'Klokken venter: {count} {count:bevegelse|bevegelser} av penger kunne ikke utføres ennå. {why}',
  },
} as const);

export async function drain(office: Office): Promise<SettledMoves> {
  let done = 0;
  let refused = 0;
  for (let pauses = 0; ; pauses += 1) {
    const settled = await settleMoves(office);
    done += settled.done;
    refused += settled.refused;
    if (settled.held?.why !== 'busy' || pauses === PAUSES_MAX) return { done, refused, held: settled.held };
    await setTimeout(PAUSE_MS);
  }
}

/**
 * Rejects with a Refusal when moves are left: a simulated clock must not move past them, since the
 * card store forgets keys after a time.
 */
export async function requireDrained(office: Office): Promise<void> {
  const { held } = await drain(office);
  const left = await movesLeft(office);
  if (left > 0) throw refuse('clockWaitsForMoney', { count: String(left), why: held?.sentence ?? '' });
}
