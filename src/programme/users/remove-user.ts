/** A step that takes a user out of a subscription, with all access there. */
import type { Sql } from '../../database/database.ts';
import { release } from './calculators.ts';

/**
 * Returns true when the user belonged to no other subscription: they are not active any more, and
 * their calculator is free to be used again.
 */
export async function removeUser(sql: Sql, subscriptionId: number, userId: string): Promise<boolean> {
  await sql.query(
    `UPDATE office_role r SET version = version + 1
       FROM role_member m WHERE m.role_id = r.id AND m.user_id = $2 AND r.subscription_id = $1`,
    [subscriptionId, userId],
  );
  await sql.query('DELETE FROM role_member m USING office_role r WHERE r.id = m.role_id AND r.subscription_id = $1 AND m.user_id = $2', [
    subscriptionId,
    userId,
  ]);
  await sql.query('DELETE FROM subscription_user WHERE subscription_id = $1 AND user_id = $2', [subscriptionId, userId]);
  const others = await sql.query('SELECT FROM subscription_user WHERE user_id = $1 LIMIT 1', [userId]);
  if (others.length > 0) return false;
  await sql.query('UPDATE office_user SET is_active = false WHERE user_id = $1', [userId]);
  await release(sql, userId);
  return true;
}
