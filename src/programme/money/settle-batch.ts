/**
 * One batch of the outbox, in one transaction: moves are read, carried out on the card store, and
 * settled with what follows from them.
 *
 * The transaction holds a lock, so that one process settles at a time: a move that one process saw
 * refused must not be carried out by another one. It changes the card store too, which a transaction
 * that is repeated may do here only because each move has a key. When the process ends before the
 * transaction, the key makes the repeat harmless.
 */
import type { Sql } from '../../database/database.ts';
import type { Office } from '../core/office.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';
import type { MoveOutcome, PendingMove } from './move.ts';
import { carryOutOld, isOldMove } from './old-move.ts';
import { whatFollows } from './what-follows.ts';

/** Named by the first letters of the bytes "outbox". */
const SETTLER_LOCK = 0x6f757462;

export interface BatchRange {
  /** Only moves behind this one. */
  readonly afterId: number;
  readonly movesMax: number;
  /** Accounts that a fault holds up. */
  readonly withoutAccounts: readonly string[];
}

export interface SettledBatch extends CarriedOut {
  /** Another process settles now. */
  readonly isBusy: boolean;
  readonly read: number;
  readonly lastId: number;
}

async function pendingMoves(sql: Sql, { afterId, movesMax, withoutAccounts }: BatchRange): Promise<readonly PendingMove[]> {
  return await sql.query<PendingMove>(
    `SELECT m.id, m.move_key, m.account_number, m.amount_minor, m.subject, m.made_at_ms, c.card_token
       FROM money_move m JOIN card_account c ON c.number = m.account_number
      WHERE m.state = 'pending' AND m.id > $1 AND m.account_number <> ALL ($2::text[])
      ORDER BY m.id LIMIT $3`,
    [afterId, withoutAccounts, movesMax],
  );
}

/** An old move is a batch by itself: those before it of its card must be settled. */
function newOrOneOld(moves: readonly PendingMove[], nowMs: number): readonly PendingMove[] {
  const old = moves.findIndex((move) => isOldMove(move, nowMs));
  if (old === 0) return moves.slice(0, 1);
  return old === -1 ? moves : moves.slice(0, old);
}

async function note(sql: Sql, outcomes: readonly MoveOutcome[], atMs: number): Promise<void> {
  await sql.query(
    `UPDATE money_move SET state = o.state, reason = o.reason, settled_at_ms = $4
       FROM unnest($1::bigint[], $2::text[], $3::text[]) AS o(id, state, reason)
      WHERE money_move.id = o.id`,
    [outcomes.map(({ move }) => move.id), outcomes.map(({ state }) => state), outcomes.map(({ reason }) => reason), atMs],
  );
}

export async function settleBatch(office: Office, range: BatchRange): Promise<SettledBatch> {
  return await office.database.transaction(async (sql) => {
    const nothing = { outcomes: [], faulty: [], failure: undefined, read: 0, lastId: range.afterId };
    const [lock] = await sql.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS locked', [SETTLER_LOCK]);
    if (lock?.locked !== true) return { ...nothing, isBusy: true };
    const atMs = office.nowMs();
    const moves = newOrOneOld(await pendingMoves(sql, range), atMs);
    const [first] = moves;
    if (first === undefined) return { ...nothing, isBusy: false };
    const carriedOut = isOldMove(first, atMs) ? await carryOutOld(sql, office.cards, first) : await carryOut(office.cards, moves);
    const outcomes = carriedOut.outcomes.toSorted((a, b) => a.move.id - b.move.id);
    if (outcomes.length > 0) {
      await note(sql, outcomes, atMs);
      await whatFollows(sql, outcomes, atMs);
    }
    return { ...carriedOut, isBusy: false, read: moves.length, lastId: moves.at(-1)?.id ?? range.afterId };
  });
}
