/** What a user sees of the office: the own subscriptions, and what the user is in each. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import type { CardType, Programme } from '../core/programmes.ts';

export const OWN_SUBSCRIPTIONS_MAX = 1_000;

export interface OwnSubscription {
  readonly subscriptionId: number;
  readonly agreementNumber: string;
  readonly name: string;
  readonly programme: Programme;
  readonly cardTypes: readonly CardType[];
  readonly isAdministrator: boolean;
  readonly isBestiller: boolean;
}

export interface OwnAccess extends Actor {
  readonly nowMs: number;
  readonly subscriptions: readonly OwnSubscription[];
}

interface SubscriptionRow {
  readonly id: number;
  readonly agreement_number: string;
  readonly name: string;
  readonly programme: Programme;
  readonly has_kronekort: boolean;
  readonly has_kontantkort: boolean;
  readonly is_administrator: boolean | null;
  readonly is_bestiller: boolean | null;
}

function shown(row: SubscriptionRow): OwnSubscription {
  return {
    subscriptionId: row.id,
    agreementNumber: row.agreement_number,
    name: row.name,
    programme: row.programme,
    cardTypes: [...(row.has_kronekort ? (['kronekort'] as const) : []), ...(row.has_kontantkort ? (['kontantkort'] as const) : [])],
    isAdministrator: row.is_administrator ?? false,
    isBestiller: row.is_bestiller ?? false,
  };
}

/** The bank has all subscriptions. */
export async function ownAccess({ database, nowMs }: Office, actor: Actor): Promise<OwnAccess> {
  const rows = await database.query<SubscriptionRow>(
    `SELECT s.id, s.agreement_number, s.name, s.programme, s.has_kronekort, s.has_kontantkort, u.is_administrator, u.is_bestiller
       FROM subscription s LEFT JOIN subscription_user u ON u.subscription_id = s.id AND u.user_id = $1
      WHERE $2 OR u.user_id IS NOT NULL ORDER BY s.id LIMIT $3`,
    [actor.userId, actor.isBank, OWN_SUBSCRIPTIONS_MAX],
  );
  return { ...actor, nowMs: nowMs(), subscriptions: rows.map(shown) };
}
