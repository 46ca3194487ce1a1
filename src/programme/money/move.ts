/**
 * A move: money that shall be added to a card, or taken off, once. A use case adds the row in its
 * transaction; settle-moves.ts carries it out.
 */
import type { Sql } from '../../database/database.ts';

/** What of the programme moves money on cards, as the first part of `subject`. */
export const MOVE_SUBJECTS = ['payment', 'transfer', 'expiry'] as const;
export type MoveSubject = (typeof MOVE_SUBJECTS)[number];

export interface NewMove {
  /** Of the whole programme, for ever: the card store carries each key out once. */
  readonly moveKey: string;
  /** Of the card. */
  readonly account: string;
  /** Below 0: taken off. */
  readonly amountMinor: number;
  /** `payment:17`, `transfer:3` or `expiry:56061200008`. */
  readonly subject: `${MoveSubject}:${string}`;
}

export async function addMoves(sql: Sql, moves: readonly NewMove[], atMs: number): Promise<void> {
  if (moves.length === 0) return;
  await sql.query(
    `INSERT INTO money_move (move_key, account_number, amount_minor, subject, made_at_ms)
     SELECT key, account, amount, subject, $5 FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
       WITH ORDINALITY AS given(key, account, amount, subject, n) ORDER BY n`,
    [
      moves.map(({ moveKey }) => moveKey),
      moves.map(({ account }) => account),
      moves.map(({ amountMinor }) => amountMinor),
      moves.map(({ subject }) => subject),
      atMs,
    ],
  );
}

/** Rows of the outbox that are carried out now. */
export interface PendingMove {
  readonly id: number;
  readonly move_key: string;
  readonly account_number: string;
  readonly amount_minor: number;
  readonly subject: string;
  readonly card_token: string;
  readonly made_at_ms: number;
}

export type MoveState = 'done' | 'refused';

/** A move that was carried out, or that the card did not take. */
export interface MoveOutcome {
  readonly move: PendingMove;
  readonly state: MoveState;
  /** Of a refused one. */
  readonly reason: RefusedMove | '';
}

/** Why a card does not take a move. */
export type RefusedMove = 'closed' | 'high' | 'low';

/** `17` of `payment:17`. */
export function subjectId({ subject }: PendingMove): string {
  return subject.slice(subject.indexOf(':') + 1);
}

export function isMoveOf(kind: MoveSubject, { subject }: PendingMove): boolean {
  return subject.startsWith(`${kind}:`);
}
