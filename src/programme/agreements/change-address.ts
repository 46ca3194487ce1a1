/** The bank changes where the cards of a subscription are delivered, and where its PINs are posted. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { requirePinAddress, requireStreetAddress } from './address.ts';

const refuse = refusalsOf({
  subscriptionUnknown: {
    kind: 'notFound',
    en: 'There is no subscription {subscriptionId}.',
    nb: 'Det finnes ikke noe abonnement {subscriptionId}.',
  },
} as const);

export interface AddressChange {
  readonly subscriptionId: number;
  /** Undefined: stays as it is. */
  readonly streetAddress?: string | undefined;
  /** Of the agreement form; undefined: stays as it is. */
  readonly pinAddress?: string | undefined;
}

/** Orders that are on their way go to the address that they were made with. */
export async function changeAddress(office: Office, actor: Actor, change: AddressChange): Promise<void> {
  await office.database.transaction(async (sql) => {
    requireBank(actor);
    const { subscriptionId } = change;
    const streetAddress = change.streetAddress === undefined ? null : requireStreetAddress(change.streetAddress);
    const pinAddress = change.pinAddress === undefined ? null : requirePinAddress(change.pinAddress);
    const changed = await sql.query(
      'UPDATE subscription SET street_address = coalesce($2, street_address), pin_address = coalesce($3, pin_address) WHERE id = $1 RETURNING id',
      [subscriptionId, streetAddress, pinAddress],
    );
    if (changed.length === 0) throw refuse('subscriptionUnknown', { subscriptionId: String(subscriptionId) });
    const subject = `subscription:${subscriptionId}`;
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, subscriptionId, action: 'changeAddress', subject });
  });
}
