/** The bank posts a new code calculator to a user whose old one is locked or lost. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { postNew, retire } from './calculators.ts';

const refuse = refusalsOf({
  calculatorForNobody: {
    kind: 'notFound',
    en: 'There is no active user {userId} of a municipality to whom a code calculator could be posted.',
    nb: 'Det finnes ingen aktiv bruker {userId} i en kommune som en passordkalkulator kan sendes til.',
  },
} as const);

/** Returns the serial number of the new one. The old one is never used again. */
export async function postCalculator(office: Office, actor: Actor, userId: string): Promise<string> {
  return await office.database.transaction(async (sql) => {
    requireBank(actor);
    const known = await sql.query('SELECT FROM office_user WHERE user_id = $1 AND is_active AND NOT is_bank', [userId]);
    if (known.length === 0) throw refuse('calculatorForNobody', { userId: userId.slice(0, 12) });
    await retire(sql, userId);
    const serial = await postNew(sql, office, userId);
    await audit(sql, {
      atMs: office.nowMs(),
      userId: actor.userId,
      action: 'postCalculator',
      subject: `user:${userId}`,
      detail: `calculator:${serial}`,
    });
    return serial;
  });
}
