/** Takes batches back before their second approval. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { accountRights, requireRegister } from '../core/rights.ts';
import { openBatches } from './batch.ts';
import { paymentReason } from './payment-reason.ts';
import { rejectBatch } from './reject-batch.ts';

/** By whoever may register or approve on the account. All or none; rejects with a Refusal. */
export async function withdrawBatches(office: Office, actor: Actor, batchIds: readonly number[]): Promise<void> {
  await office.database.transaction(async (sql) => {
    const atMs = office.nowMs();
    for (const { id, debtor_account, subscription_id } of await openBatches(sql, actor, batchIds)) {
      const { mayApprove } = await accountRights(sql, actor, debtor_account);
      if (!mayApprove) await requireRegister(sql, actor, debtor_account);
      await rejectBatch(sql, id, paymentReason('withdrawn', { userId: actor.userId }));
      await audit(sql, { atMs, userId: actor.userId, subscriptionId: subscription_id, action: 'withdrawBatch', subject: `batch:${id}` });
    }
  });
}
