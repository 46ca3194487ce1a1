/** Takes transfers back before their second approval. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { accountRights, requireRegister } from '../core/rights.ts';
import { openTransfers } from './transfer.ts';

/** By whoever may register or approve on the account. All or none; rejects with a Refusal. */
export async function withdrawTransfers(office: Office, actor: Actor, transferIds: readonly number[]): Promise<void> {
  await office.database.transaction(async (sql) => {
    const atMs = office.nowMs();
    for (const { id, from_account, subscription_id } of await openTransfers(sql, actor, transferIds)) {
      const { mayApprove } = await accountRights(sql, actor, from_account);
      if (!mayApprove) await requireRegister(sql, actor, from_account);
      await sql.query("UPDATE transfer SET status = 'refused', reason = 'withdrawn' WHERE id = $1", [id]);
      await audit(sql, {
        atMs,
        userId: actor.userId,
        subscriptionId: subscription_id,
        action: 'withdrawTransfer',
        subject: `transfer:${id}`,
      });
    }
  });
}
