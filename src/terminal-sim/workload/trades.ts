/** The usual kinds of shops and machines, and what people spend there. */

import { NORWAY } from '../../protocol/iso-codes.ts';
import type { TerminalType } from '../../protocol/message.ts';
import { type Amounts, basket, WITHDRAWALS } from './amounts.ts';

/** The places where flows use cards. */
export const PLACES = ['shop', 'atm', 'foreignShop', 'foreignAtm', 'webShop', 'hotel', 'fuel'] as const;
export type Place = (typeof PLACES)[number];

/** Share of all terminals, in percent. */
export const USUAL_PLACES: Readonly<Record<Place, number>> = {
  shop: 75,
  atm: 14,
  foreignShop: 3,
  foreignAtm: 1,
  webShop: 2,
  hotel: 2,
  fuel: 3,
};

export interface Trade {
  /** Its name in a workload file. */
  readonly key: string;
  readonly place: Place;
  readonly name: string;
  /** ISO 18245. */
  readonly mcc: number;
  readonly type: TerminalType;
  readonly country: number;
  /** Share of the terminals at its place, in any unit. */
  readonly share: number;
  /** What people spend there; at a cash machine, what they withdraw. */
  readonly amount: Amounts;
}

export const TRADES: readonly Trade[] = [
  { key: 'groceries', place: 'shop', name: 'Dagligvare', mcc: 5411, type: 'pos', country: NORWAY, share: 37, amount: basket(14_900) },
  { key: 'kiosks', place: 'shop', name: 'Kiosk', mcc: 5499, type: 'pos', country: NORWAY, share: 20, amount: basket(4_900) },
  { key: 'cafes', place: 'shop', name: 'Kafé', mcc: 5814, type: 'pos', country: NORWAY, share: 15, amount: basket(6_900) },
  { key: 'pharmacies', place: 'shop', name: 'Apotek', mcc: 5912, type: 'pos', country: NORWAY, share: 10, amount: basket(19_900) },
  { key: 'clothes', place: 'shop', name: 'Klær', mcc: 5651, type: 'pos', country: NORWAY, share: 6, amount: basket(39_900) },
  { key: 'taxis', place: 'shop', name: 'Taxi', mcc: 4121, type: 'pos', country: NORWAY, share: 5, amount: basket(24_900) },
  {
    key: 'ticketMachines',
    place: 'shop',
    name: 'Billettautomat',
    mcc: 4111,
    type: 'unattended',
    country: NORWAY,
    share: 7,
    amount: basket(4_200),
  },
  { key: 'atms', place: 'atm', name: 'Minibank', mcc: 6011, type: 'atm', country: NORWAY, share: 1, amount: WITHDRAWALS },
  { key: 'swedishShops', place: 'foreignShop', name: 'Livsmedel', mcc: 5411, type: 'pos', country: 752, share: 3, amount: basket(14_900) },
  { key: 'danishShops', place: 'foreignShop', name: 'Supermarked', mcc: 5411, type: 'pos', country: 208, share: 2, amount: basket(14_900) },
  { key: 'swedishAtms', place: 'foreignAtm', name: 'Bankomat', mcc: 6011, type: 'atm', country: 752, share: 1, amount: WITHDRAWALS },
  {
    key: 'webShops',
    place: 'webShop',
    name: 'Nettbutikk',
    mcc: 5964,
    type: 'ecommerce',
    country: NORWAY,
    share: 1,
    amount: basket(29_900),
  },
  { key: 'hotels', place: 'hotel', name: 'Hotell', mcc: 7011, type: 'pos', country: NORWAY, share: 1, amount: basket(119_000) },
  { key: 'pumps', place: 'fuel', name: 'Bensinpumpe', mcc: 5542, type: 'unattended', country: NORWAY, share: 1, amount: basket(61_250) },
];
