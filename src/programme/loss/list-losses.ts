/** The losses of a subscription with what is still to do for each. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import { membershipOf } from '../core/rights.ts';
import { LOSS_SELECT, type LossRow, type LossState, lossStates } from './loss-state.ts';

export interface LossesRequest extends PageRequest {
  readonly subscriptionId: number;
  /** Only those with something to do. */
  readonly isOpen?: boolean | undefined;
}

/** By account number. Administrators, bestillere and the bank see all, others those of accounts that they may see. */
export async function lossesOf(office: Office, actor: Actor, request: LossesRequest): Promise<Page<LossState>> {
  const { subscriptionId, isOpen = false, cursor = '' } = request;
  const size = pageSizeOf(request);
  const rows = await office.database.transaction(async (sql) => {
    const seesAll = actor.isBank || Object.values(await membershipOf(sql, actor, subscriptionId)).includes(true);
    return await sql.query<LossRow>(
      `${LOSS_SELECT}
        WHERE c.subscription_id = $1 AND c.number > $2 AND (NOT $3 OR l.finished_at_ms IS NULL)
          AND ($4 OR EXISTS (SELECT FROM role_account a JOIN office_role r ON r.id = a.role_id JOIN role_member m ON m.role_id = r.id
                              WHERE a.account_number = c.number AND m.user_id = $5 AND r.may_see))
        ORDER BY c.number LIMIT $6`,
      [subscriptionId, cursor, isOpen, seesAll, actor.userId, size + 1],
    );
  });
  return pageOf(await lossStates(office, actor, rows), size, ({ account }) => account);
}
