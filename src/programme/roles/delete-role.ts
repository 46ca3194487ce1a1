/** An administrator deletes a role; its users lose what it gave them. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { requireAdministrator } from '../core/rights.ts';
import { type OpenedRole, requireUnchanged } from './save-role.ts';

export async function deleteRole(office: Office, actor: Actor, role: OpenedRole): Promise<void> {
  await office.database.transaction(async (sql) => {
    const { roleId, subscriptionId } = role;
    await requireAdministrator(sql, actor, subscriptionId);
    const name = await requireUnchanged(sql, role);
    await sql.query('DELETE FROM office_role WHERE id = $1', [roleId]);
    const subject = `role:${roleId}`;
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, subscriptionId, action: 'roleDeleted', subject, detail: name });
  });
}
