/** What follows from settled moves, by what they belong to. */
import type { Sql } from '../../database/database.ts';
import { paymentsSettled } from '../payments/payments-settled.ts';
import { transfersSettled } from '../transfers/transfers-settled.ts';
import { expiriesSettled } from './expiries-settled.ts';
import { isMoveOf, MOVE_SUBJECTS, type MoveOutcome, type MoveSubject } from './move.ts';

type Follow = (sql: Sql, outcomes: readonly MoveOutcome[], atMs: number) => Promise<void>;

const FOLLOWS: Readonly<Record<MoveSubject, Follow>> = {
  payment: paymentsSettled,
  transfer: transfersSettled,
  expiry: expiriesSettled,
};

/** In the order of the outbox. */
export async function whatFollows(sql: Sql, outcomes: readonly MoveOutcome[], atMs: number): Promise<void> {
  for (const kind of MOVE_SUBJECTS) {
    const own = outcomes.filter(({ move }) => isMoveOf(kind, move));
    if (own.length > 0) await FOLLOWS[kind](sql, own, atMs);
  }
}
