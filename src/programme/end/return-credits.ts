/**
 * Money that still comes to the card of a closed account goes to the payer: a refund that a terminal
 * sends as an advice, or a reversal. Refunds that ask are declined, and payments are returned
 * (AC04), so this is rare: the clock looks once a day.
 */
import { osloDate } from '../calendar/oslo-date.ts';
import type { Office } from '../core/office.ts';
import { returnBalances } from './return-balance.ts';

const JOB = 'returnCredits';

/** Returns the number of moves that were added: 0, too, when it was done today already. */
export async function returnCredits(office: Office): Promise<number> {
  const { database, nowMs } = office;
  const [row] = await database.query<{ ran_at_ms: number }>('SELECT ran_at_ms FROM daily_job WHERE name = $1', [JOB]);
  if (row !== undefined && osloDate(row.ran_at_ms) >= osloDate(nowMs())) return 0;
  const added = await returnBalances(office, 'closed');
  await database.query(
    'INSERT INTO daily_job (name, ran_at_ms) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET ran_at_ms = excluded.ran_at_ms',
    [JOB, nowMs()],
  );
  return added;
}
