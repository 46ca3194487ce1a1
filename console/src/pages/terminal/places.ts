/** Where the console's terminal stands, and what it sends there. */
import type { TransactionBody } from '../../api/types.ts';

interface PlaceRow {
  readonly name: 'pos' | 'atm' | 'pump';
  readonly receipt: 'receiptShop' | 'receiptAtm' | 'receiptPump';
  readonly purpose: 'receiptPurchase' | 'receiptCash' | 'receiptHold';
  readonly fields: TransactionBody;
}

/** MCC (ISO 18245): 5411 groceries, 6011 cash at an ATM, 5542 automated fuel dispensers. */
export const PLACES = [
  {
    name: 'pos',
    receipt: 'receiptShop',
    purpose: 'receiptPurchase',
    fields: { class: 'financial', type: 'purchase', terminalType: 'pos', mcc: 5411, terminalId: 'CONSOLE1', merchantName: 'SHOP 7' },
  },
  {
    name: 'atm',
    receipt: 'receiptAtm',
    purpose: 'receiptCash',
    fields: { class: 'financial', type: 'cash', terminalType: 'atm', mcc: 6011, terminalId: 'CONSOLE2', merchantName: 'ATM 12' },
  },
  {
    name: 'pump',
    receipt: 'receiptPump',
    purpose: 'receiptHold',
    fields: {
      class: 'authorization',
      type: 'purchase',
      terminalType: 'unattended',
      mcc: 5542,
      terminalId: 'CONSOLE3',
      merchantName: 'PUMP 3',
    },
  },
] as const satisfies readonly PlaceRow[];

export type Place = (typeof PLACES)[number];
export type PlaceName = Place['name'];

export const NORWAY = 578;
export const SWEDEN = 752;
export const NOK = 578;

export function placeOf(name: PlaceName): Place {
  return PLACES.find((place) => place.name === name) ?? PLACES[0];
}
