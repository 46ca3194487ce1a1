/** How full the outbox is, for metrics. */
import type { Database } from '../../database/database.ts';

export interface OutboxState {
  /** Moves of money that are still to be carried out. */
  readonly pending: number;
  /** By the clock of the office; 0 when nothing is pending. */
  readonly oldestAgeMs: number;
  /** Moves that a card did not take, since the office was made. */
  readonly refused: number;
}

interface StateRow {
  readonly pending: number;
  readonly oldest: number | null;
  readonly refused: number;
}

export async function outboxState(database: Database, nowMs: number): Promise<OutboxState> {
  const [row] = await database.query<StateRow>(
    `SELECT count(*) AS pending, min(made_at_ms) AS oldest, (SELECT count(*) FROM money_move WHERE state = 'refused') AS refused
       FROM money_move WHERE state = 'pending'`,
  );
  if (row === undefined) return { pending: 0, oldestAgeMs: 0, refused: 0 };
  return { pending: row.pending, oldestAgeMs: row.oldest === null ? 0 : Math.max(0, nowMs - row.oldest), refused: row.refused };
}
