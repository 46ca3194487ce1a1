/**
 * Who administers the orders and accounts of a subscription: its administrators and bestillers,
 * whatever their roles tick, and the bank.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from './actor.ts';
import { refusalsOf } from './refusal.ts';
import { membershipOf } from './rights.ts';

const refuse = refusalsOf({
  administeringOnly: {
    kind: 'notAllowed',
    en: 'Only an administrator or bestiller of the subscription can do this; {userId} is neither.',
    nb: 'Bare en administrator eller bestiller i abonnementet kan gjøre dette; {userId} er ingen av delene.',
  },
} as const);

/** False for other users of the subscription. Rejects with a Refusal for everybody else. */
export async function isAdministering(sql: Sql, actor: Actor, subscriptionId: number): Promise<boolean> {
  if (actor.isBank) return true;
  const { isAdministrator, isBestiller } = await membershipOf(sql, actor, subscriptionId);
  return isAdministrator || isBestiller;
}

export async function requireAdministering(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  if (!(await isAdministering(sql, actor, subscriptionId))) throw refuse('administeringOnly', { userId: actor.userId });
}
