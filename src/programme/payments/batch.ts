/** A batch (PmtInf) as the use cases read it. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';

export interface BatchRow {
  readonly id: number;
  readonly file_id: number;
  readonly subscription_id: number;
  readonly uploaded_by: string;
  readonly debtor_account: string;
  /** Of a batch that is not rejected. */
  readonly requested_on: string;
  readonly execute_on: string | null;
  readonly status: 'registered' | 'approved' | 'executed' | 'rejected';
  readonly accepted_minor: number;
  readonly approved_at_ms: number | null;
  readonly lacked_funds_on: string | null;
}

export const BATCHES_AT_ONCE_MAX = 1_000;

const refuse = refusalsOf({
  noBatches: {
    kind: 'invalid',
    en: 'Tick 1 to {max} batches.',
    nb: 'Huk av for 1 til {max} oppdrag.',
  },
  noSuchBatch: {
    kind: 'notFound',
    en: 'There is no batch {id} that {userId} may see.',
    nb: 'Det finnes ikke noe oppdrag {id} som {userId} har tilgang til å se.',
  },
  notOpen: {
    kind: 'conflict',
    en: 'Batch {id} does not wait for approval any more; update the list.',
    nb: 'Oppdrag {id} venter ikke på godkjenning lenger; oppdater listen.',
  },
} as const);

const COLUMNS = `b.id, b.file_id, f.subscription_id, f.uploaded_by, b.debtor_account, b.requested_on, b.execute_on, b.status,
  b.accepted_minor, b.approved_at_ms, b.lacked_funds_on`;

export async function batchById(sql: Sql, id: number): Promise<BatchRow | undefined> {
  const [row] = await sql.query<BatchRow>(
    `SELECT ${COLUMNS} FROM payment_batch b JOIN payment_file f ON f.id = b.file_id WHERE b.id = $1`,
    [id],
  );
  return row;
}

/** Those that were ticked, each once, in order of their ids; each must wait for an approval. */
export async function openBatches(sql: Sql, actor: Actor, ids: readonly number[]): Promise<readonly BatchRow[]> {
  if (ids.length === 0 || ids.length > BATCHES_AT_ONCE_MAX) throw refuse('noBatches', { max: String(BATCHES_AT_ONCE_MAX) });
  const rows: BatchRow[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const row = await batchById(sql, id);
    // Of a debtor account that is none of the subscription, nobody has rights.
    const [seen] = await sql.query('SELECT 1 FROM subscription_user WHERE subscription_id = $1 AND user_id = $2', [
      row?.subscription_id ?? 0,
      actor.userId,
    ]);
    if (row === undefined || seen === undefined) throw refuse('noSuchBatch', { id: String(id), userId: actor.userId });
    if (row.status !== 'registered') throw refuse('notOpen', { id: String(id) });
    rows.push(row);
  }
  return rows;
}
