/** The cards and PINs that shall lie in the safe (R11): serials that are not handed out, by order. */
import { type Language, speakerOf } from '../../protocol/language.ts';
import { dateText } from '../calendar/date-text.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { escaped, printablePage } from '../core/printable.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { serialText } from '../orders/serial.ts';
import { RECEIVED_ACCOUNTS } from './account.ts';
import { type AccountsOfType, cardTypeOf } from './list-accounts.ts';

export interface StockOfOrder {
  readonly orderId: number;
  readonly orderedOn: string;
  /** YYMM. */
  readonly expiry: string;
  /** L0001, in their order. */
  readonly serials: readonly string[];
  /** Whether their PINs are in the safe too. */
  readonly hasPins: boolean;
}

interface StockRow {
  readonly id: number;
  readonly ordered_on: string;
  readonly expiry: string;
  readonly pins_produced_at_ms: number | null;
  readonly serial: number;
}

/** Marked, expired and closed ones are not in the safe. */
export async function stockList(office: Office, actor: Actor, request: AccountsOfType): Promise<readonly StockOfOrder[]> {
  return await office.database.transaction(async (sql) => {
    await requireBankOrAdminister(sql, actor, request.subscriptionId);
    const rows = await sql.query<StockRow>(
      `SELECT o.id, o.ordered_on, a.expiry, o.pins_produced_at_ms, a.serial FROM ${RECEIVED_ACCOUNTS}
        WHERE a.subscription_id = $1 AND a.card_type = $2 AND a.handed_out_at_ms IS NULL AND a.mark IS NULL AND a.state = 'active'
        ORDER BY a.serial`,
      [request.subscriptionId, await cardTypeOf(sql, request)],
    );
    const orders = new Map<number, StockRow[]>();
    for (const row of rows) {
      const known = orders.get(row.id);
      if (known === undefined) orders.set(row.id, [row]);
      else known.push(row);
    }
    return [...orders].map(([orderId, ofOrder]) => ({
      orderId,
      orderedOn: ofOrder[0]?.ordered_on ?? '',
      expiry: ofOrder[0]?.expiry ?? '',
      serials: ofOrder.map(({ serial }) => serialText(serial)),
      hasPins: ofOrder[0]?.pins_produced_at_ms !== null,
    }));
  });
}

const say = speakerOf({
  title: { en: 'Cards and PINs in the safe', nb: 'Kort og PIN-koder i safe' },
  keep: {
    en: 'Cards and PINs are kept in a safe, or a similar cabinet that is locked and fireproof.',
    nb: 'Kronekort og PIN-koder skal oppbevares i safe eller et tilsvarende låst og brannsikkert skap.',
  },
  none: { en: 'There are none.', nb: 'Det er ingen.' },
  order: { en: 'Order {orderId} of {date}, cards valid to {expiry}', nb: 'Bestilling {orderId} fra {date}, kort gyldige til {expiry}' },
  both: { en: '{count} {count:card|cards}, with PINs', nb: '{count} kort, med PIN-koder' },
  cardsOnly: { en: '{count} {count:card|cards}, PINs not produced yet', nb: '{count} kort, PIN-koder ikke produsert ennå' },
} as const);

export function stockListPage(orders: readonly StockOfOrder[], language: Language): string {
  const title = say(language, 'title');
  const parts = orders.map(({ orderId, orderedOn, expiry, serials, hasPins }) => {
    const heading = say(language, 'order', {
      orderId: String(orderId),
      date: dateText(language, orderedOn),
      expiry: `${expiry.slice(2)}/${expiry.slice(0, 2)}`,
    });
    const count = { count: String(serials.length) };
    const what = hasPins ? say(language, 'both', count) : say(language, 'cardsOnly', count);
    return `<h2>${escaped(heading)}</h2>\n<p>${escaped(what)}</p>\n<p>${serials.map(escaped).join(', ')}</p>`;
  });
  const stock = parts.length === 0 ? `<p>${say(language, 'none')}</p>` : parts.join('\n');
  return printablePage({ language, title, body: `<main>\n<h1>${title}</h1>\n<p>${say(language, 'keep')}</p>\n${stock}\n</main>` });
}
