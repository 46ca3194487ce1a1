/** Who belongs to a subscription, and who is its administrator or bestiller. */
import type { Sql } from '../../database/database.ts';
import type { Membership } from '../core/rights.ts';

/** Roles of a subscription that only a service agreement changes. */
export const OFFICES = ['administrator', 'bestiller'] as const;
export type SubscriptionOffice = (typeof OFFICES)[number];

/** Undefined: not a user of the subscription. */
export async function findMembership(sql: Sql, subscriptionId: number, userId: string): Promise<Membership | undefined> {
  const [row] = await sql.query<{ is_administrator: boolean; is_bestiller: boolean }>(
    'SELECT is_administrator, is_bestiller FROM subscription_user WHERE subscription_id = $1 AND user_id = $2',
    [subscriptionId, userId],
  );
  return row && { isAdministrator: row.is_administrator, isBestiller: row.is_bestiller };
}

/** A user without access, unless they belong to the subscription already. */
export async function join(sql: Sql, subscriptionId: number, userId: string): Promise<void> {
  await sql.query('INSERT INTO subscription_user (subscription_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    subscriptionId,
    userId,
  ]);
}

const COLUMNS: Readonly<Record<SubscriptionOffice, string>> = { administrator: 'is_administrator', bestiller: 'is_bestiller' };

/** For both card types of the subscription. The user must belong to it. */
export async function setOffice(
  sql: Sql,
  member: { readonly subscriptionId: number; readonly userId: string },
  held: SubscriptionOffice,
  holds: boolean,
): Promise<void> {
  await sql.query(`UPDATE subscription_user SET ${COLUMNS[held]} = $3 WHERE subscription_id = $1 AND user_id = $2`, [
    member.subscriptionId,
    member.userId,
    holds,
  ]);
}

export async function holdersOf(sql: Sql, subscriptionId: number, held: SubscriptionOffice): Promise<number> {
  const [row] = await sql.query<{ holders: number }>(
    `SELECT count(*) AS holders FROM subscription_user WHERE subscription_id = $1 AND ${COLUMNS[held]}`,
    [subscriptionId],
  );
  return row?.holders ?? 0;
}
