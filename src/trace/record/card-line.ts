/** The line that a trace holds of each card: its state before the first recorded message. */
import { shownKey } from '../../authorizer/keys.ts';
import type { CardSnapshot } from '../../limits/state/card-snapshot.ts';
import type { TracedCard } from '../format/lines.ts';

export function cardLine({ card, spends, holds }: CardSnapshot): TracedCard {
  const holdOf = new Map(holds.flatMap((hold) => hold.spendIds.map((id) => [id, shownKey(hold.key)] as const)));
  return {
    kind: 'card',
    token: card.token,
    maskedPan: card.maskedPan,
    onFile: true,
    expiry: card.expiry,
    status: card.status,
    profile: card.profile,
    ledgerMinor: card.ledgerMinor,
    pinTriesUsed: card.pinTriesUsed,
    clockMs: card.clockMs,
    spends: spends.map(({ id, instantMs, amountMinor, type, channel, mcc }) => {
      const hold = holdOf.get(id);
      return { atMs: instantMs, amountMinor, type, channel, mcc, ...(hold === undefined ? {} : { hold }) };
    }),
    holds: holds.map(({ key, expiresAtMs, amountMinor }) => ({ key: shownKey(key), expiresAtMs, amountMinor })),
  };
}

/** The line of a card that the store does not have; a reader fills in the other fields. */
export function unknownCardLine(token: string): Pick<TracedCard, 'kind' | 'token' | 'maskedPan' | 'onFile'> {
  return { kind: 'card', token, maskedPan: '', onFile: false };
}
