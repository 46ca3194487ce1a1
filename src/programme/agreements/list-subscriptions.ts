/** The subscriptions that an actor sees: the bank all, everybody else their own. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import type { CardType, Programme } from '../core/programmes.ts';
import type { Membership } from '../core/rights.ts';

export interface ListedSubscription extends Membership {
  readonly subscriptionId: number;
  readonly programme: Programme;
  readonly mainId: number | undefined;
  readonly agreementNumber: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly streetAddress: string;
  readonly pinAddress: string;
  readonly cardTypes: readonly CardType[];
}

interface Row {
  readonly id: number;
  readonly programme: Programme;
  readonly main_id: number | null;
  readonly agreement_number: string;
  readonly name: string;
  readonly organisation_number: string;
  readonly street_address: string;
  readonly pin_address: string;
  readonly has_kronekort: boolean;
  readonly has_kontantkort: boolean;
  readonly is_administrator: boolean | null;
  readonly is_bestiller: boolean | null;
}

function listed(row: Row): ListedSubscription {
  return {
    subscriptionId: row.id,
    programme: row.programme,
    mainId: row.main_id ?? undefined,
    agreementNumber: row.agreement_number,
    name: row.name,
    organisationNumber: row.organisation_number,
    streetAddress: row.street_address,
    pinAddress: row.pin_address,
    cardTypes: [...(row.has_kronekort ? (['kronekort'] as const) : []), ...(row.has_kontantkort ? (['kontantkort'] as const) : [])],
    isAdministrator: row.is_administrator ?? false,
    isBestiller: row.is_bestiller ?? false,
  };
}

/** In the order in which they were registered. */
export async function listSubscriptions(office: Office, actor: Actor): Promise<readonly ListedSubscription[]> {
  const rows = await office.database.query<Row>(
    `SELECT s.id, s.programme, s.main_id, s.agreement_number, s.name, s.organisation_number, s.street_address, s.pin_address,
            s.has_kronekort, s.has_kontantkort, u.is_administrator, u.is_bestiller
       FROM subscription s LEFT JOIN subscription_user u ON u.subscription_id = s.id AND u.user_id = $1
      WHERE $2::boolean OR u.user_id IS NOT NULL ORDER BY s.id`,
    [actor.userId, actor.isBank],
  );
  return rows.map(listed);
}
