/** Puts the cards of an order on file in the card store: as often as needed, each once. */
import { KRONEKORT } from '../../limits/rules/profile.ts';
import { maskPan } from '../../protocol/mask.ts';
import type { Office } from '../core/office.ts';

interface CardRow {
  readonly number: string;
  readonly sealed_pan: Buffer;
  readonly expiry: string;
}

/** All cards of an order, of both types, are under the limits of the handbook. */
const PROFILE = KRONEKORT.name;

export async function fileCards(office: Office, orderId: number): Promise<void> {
  const { database, cards, vault } = office;
  for (;;) {
    const rows = await database.query<CardRow>('SELECT number, sealed_pan, expiry FROM card_account WHERE order_id = $1 ORDER BY serial', [
      orderId,
    ]);
    const numbers = new Map<string, string>();
    const filed = rows.map(({ number, sealed_pan: sealedPan, expiry }) => {
      const pan = vault.open(sealedPan, number);
      numbers.set(pan, number);
      return { pan, expiry, profile: PROFILE };
    });
    const taken = await cards.file(filed);
    if (taken.length === 0) return;
    // Another process put a card with the same PAN on file: that one stays, ours get new PANs.
    for (const { pan } of taken) if (!(await renewPan(office, orderId, numbers.get(pan) ?? ''))) return;
  }
}

/** False when the order has gone on meanwhile: then all of its cards are on file. */
async function renewPan(office: Office, orderId: number, number: string): Promise<boolean> {
  const { database, cards, vault, randomBytes } = office;
  const [pan = ''] = await cards.newPans(1, randomBytes);
  const changed = await database.query(
    `UPDATE card_account SET card_token = $2, masked_pan = $3, sealed_pan = $4
      WHERE number = $1 AND EXISTS (SELECT FROM card_order WHERE id = $5 AND status = 'ordered') RETURNING number`,
    [number, cards.tokenOf(pan, false), maskPan(pan), vault.seal(pan, number), orderId],
  );
  return changed.length > 0;
}
