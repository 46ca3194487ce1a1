/** One subscription with its accounts of the bank, for its users and the bank. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import type { BankAccountKind } from './bank-accounts.ts';
import { type ListedSubscription, listSubscriptions } from './list-subscriptions.ts';

const refuse = refusalsOf({
  subscriptionNotSeen: {
    kind: 'notFound',
    en: 'There is no subscription {subscriptionId} that {userId} may see.',
    nb: 'Det finnes ikke noe abonnement {subscriptionId} som {userId} kan se.',
  },
} as const);

export interface ShownSubscription extends ListedSubscription {
  /** Without balances: who sees an account sees its balance. */
  readonly accounts: readonly { readonly number: string; readonly kind: BankAccountKind }[];
}

export async function showSubscription(office: Office, actor: Actor, subscriptionId: number): Promise<ShownSubscription> {
  const subscription = (await listSubscriptions(office, actor)).find((each) => each.subscriptionId === subscriptionId);
  if (subscription === undefined) throw refuse('subscriptionNotSeen', { subscriptionId: String(subscriptionId), userId: actor.userId });
  const accounts = await office.database.query<ShownSubscription['accounts'][number]>(
    `SELECT number, kind FROM account WHERE subscription_id = $1 AND kind <> 'card' ORDER BY kind, number`,
    [subscriptionId],
  );
  return { ...subscription, accounts };
}
