/** The identities that hold for every card at all times; `aksept verify` checks them. */
import { pluralize } from '../../protocol/plural.ts';
import type { ProfileSet } from '../rules/profile.ts';
import { usageAfter } from '../rules/window.ts';
import type { CardSnapshot } from './card-snapshot.ts';

/**
 * Empty when the books of the card are right, else one sentence:
 * funded − posted + given back = ledger; the holds add up; the running sums are what the spends add
 * up to.
 */
export function verifyCard(snapshot: CardSnapshot, profiles: ProfileSet): string {
  const { card, holds, spends, running } = snapshot;
  const name = `Card ${card.token} (${card.maskedPan})`;
  const bookedMinor = card.fundedMinor - card.postedMinor + card.givenBackMinor;
  if (bookedMinor !== card.ledgerMinor) {
    return `${name}: funded − posted + given back is ${bookedMinor}, but the ledger says ${card.ledgerMinor} minor units.`;
  }
  const heldMinor = holds.reduce((sum, hold) => sum + hold.amountMinor, 0);
  if (heldMinor !== card.holdsMinor) return `${name}: its holds add up to ${heldMinor}, but the card says ${card.holdsMinor} minor units.`;
  for (const hold of holds) {
    const entered = spends.filter((spend) => hold.spendIds.includes(spend.id)).reduce((sum, spend) => sum + spend.amountMinor, 0);
    if (entered !== hold.amountMinor)
      return `${name}: the hold ${hold.key} is ${hold.amountMinor}, but its spends are ${entered} minor units.`;
  }
  const profile = profiles.get(card.profile);
  if (profile === undefined) return `${name}: its profile "${card.profile}" is not configured.`;
  for (const use of running) {
    const limit = profile.limits.find((each) => each.name === use.limit);
    if (limit === undefined) return `${name}: it keeps a sum for the limit "${use.limit}", which its profile does not have.`;
    const { amountMinor, count } = usageAfter(spends, limit, use.cutoffMs);
    if (amountMinor !== use.amountMinor || count !== use.count) {
      return `${name}: limit ${use.limit} counts ${use.amountMinor} in ${pluralize(use.count, 'use')}, but the spends are ${amountMinor} in ${count}.`;
    }
  }
  return '';
}
