/**
 * A move that is so old that the card store may have forgotten its key. Whether it was carried out
 * before is told by what the card was funded with: moves of a card are carried out in their order.
 */
import { DAY_MS } from '../../config/duration.ts';
import type { Sql } from '../../database/database.ts';
import type { CardService } from '../../issuing/card-service.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';
import type { PendingMove } from './move.ts';

/** Card stores keep keys for 10 days at least. */
export const KEYS_CERTAIN_MS = 9 * DAY_MS;

export function isOldMove({ made_at_ms }: PendingMove, nowMs: number): boolean {
  return made_at_ms < nowMs - KEYS_CERTAIN_MS;
}

/** `move` is the first one of its card that is pending. */
export async function carryOutOld(sql: Sql, cards: Pick<CardService, 'fund' | 'show'>, move: PendingMove): Promise<CarriedOut> {
  const [row] = await sql.query<{ moved: number }>(
    "SELECT coalesce(sum(amount_minor), 0)::bigint AS moved FROM money_move WHERE account_number = $1 AND state = 'done'",
    [move.account_number],
  );
  const movedMinor = row?.moved ?? 0;
  const card = await cards.show(move.card_token);
  if (card?.fundedMinor === movedMinor) return await carryOut(cards, [move]);
  if (card?.fundedMinor === movedMinor + move.amount_minor) {
    return { outcomes: [{ move, state: 'done', reason: '' }], faulty: [], failure: undefined };
  }
  const sentence = `it is older than ${KEYS_CERTAIN_MS / DAY_MS} days, and what the card was funded with does not tell whether it was carried out.`;
  return { outcomes: [], faulty: [{ move, sentence }], failure: undefined };
}
