/** What the clock does for approved batches: executes those whose day has come, earliest approval first. */

import { osloDate } from '../calendar/oslo-date.ts';
import type { Office } from '../core/office.ts';
import { batchById } from './batch.ts';
import { type Executed, executeBatch, isDue } from './execute-batch.ts';

const BATCHES_A_PAGE = 500;

export type DueBatches = Readonly<Record<Executed, number>>;

interface DueRow {
  readonly id: number;
  readonly approved_at_ms: number;
}

/** Each in a transaction of its own. */
export async function executeDueBatches(office: Office): Promise<DueBatches> {
  const counts: Record<Executed, number> = { executed: 0, waits: 0, rejected: 0 };
  let last: DueRow = { id: 0, approved_at_ms: 0 };
  for (;;) {
    const rows = await office.database.query<DueRow>(
      `SELECT id, approved_at_ms FROM payment_batch
        WHERE status = 'approved' AND execute_on <= $1 AND (approved_at_ms, id) > ($2::bigint, $3::integer)
        ORDER BY approved_at_ms, id LIMIT $4`,
      [osloDate(office.nowMs()), last.approved_at_ms, last.id, BATCHES_A_PAGE],
    );
    for (const { id } of rows) {
      const executed = await executeIfDue(office, id);
      if (executed !== undefined) counts[executed] += 1;
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    last = end;
  }
  if (counts.executed > 0) office.movesAdded?.();
  return counts;
}

async function executeIfDue({ database, nowMs, settings }: Office, id: number): Promise<Executed | undefined> {
  return await database.transaction(async (sql) => {
    const step = { sql, nowMs, settings };
    const batch = await batchById(sql, id);
    if (batch?.status !== 'approved' || !isDue(batch, step)) return undefined;
    return await executeBatch(step, batch);
  });
}
