/** The statuses of an order, in the words of the handbook. */
import type { Words } from '../../protocol/language.ts';

export const ORDER_STATUSES = {
  registered: { en: 'Card order registered', nb: 'Kortbestilling Registrert' },
  ordered: { en: 'Cards ordered', nb: 'Kort Bestilt' },
  accountsReceived: { en: 'Cards ordered, accounts received', nb: 'Kort bestilt, Konto mottatt' },
  pinOrdered: { en: 'PIN ordered', nb: 'Pin bestilt' },
  cancelled: { en: 'Cancelled', nb: 'Kansellert' },
} as const satisfies Readonly<Record<string, Words>>;

export type OrderStatus = keyof typeof ORDER_STATUSES;

export const ORDER_SIZES: readonly number[] = [20, 50, 100, 200, 300, 400, 500];
