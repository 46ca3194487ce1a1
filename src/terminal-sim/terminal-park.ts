/** Which terminals there are, as data: shops by trade, cash machines, and those where the cards must not work. */
import type { TerminalType } from '../protocol/message.ts';
import { type Amounts, basket, WITHDRAWALS } from './amounts.ts';
import { NOK } from './message-maker.ts';
import type { Random } from './random.ts';
import { type Equipment, Terminal } from './terminal.ts';

/** Where an errand can take a card. */
export const PLACES = ['shop', 'atm', 'foreignShop', 'foreignAtm', 'webShop', 'hotel', 'fuel'] as const;
export type Place = (typeof PLACES)[number];

export interface Trade {
  /** In a workload file; '' for those that a file doesn't name. */
  readonly key: string;
  readonly place: Place;
  readonly name: string;
  /** ISO 18245. */
  readonly mcc: number;
  readonly type: TerminalType;
  readonly country: number;
  /** Share of the terminals of its place. */
  readonly share: number;
  /** What people spend there; at a cash machine what they ask for. */
  readonly amount: Amounts;
}

export const TRADES: readonly Trade[] = [
  { key: 'groceries', place: 'shop', name: 'Dagligvare', mcc: 5411, type: 'pos', country: NOK, share: 37, amount: basket(14_900) },
  { key: 'kiosks', place: 'shop', name: 'Kiosk', mcc: 5499, type: 'pos', country: NOK, share: 20, amount: basket(4_900) },
  { key: 'cafes', place: 'shop', name: 'Kafé', mcc: 5814, type: 'pos', country: NOK, share: 15, amount: basket(6_900) },
  { key: 'pharmacies', place: 'shop', name: 'Apotek', mcc: 5912, type: 'pos', country: NOK, share: 10, amount: basket(19_900) },
  { key: 'clothes', place: 'shop', name: 'Klær', mcc: 5651, type: 'pos', country: NOK, share: 6, amount: basket(39_900) },
  { key: 'taxis', place: 'shop', name: 'Taxi', mcc: 4121, type: 'pos', country: NOK, share: 5, amount: basket(24_900) },
  {
    key: 'ticketMachines',
    place: 'shop',
    name: 'Billettautomat',
    mcc: 4111,
    type: 'unattended',
    country: NOK,
    share: 7,
    amount: basket(4_200),
  },
  { key: 'atms', place: 'atm', name: 'Minibank', mcc: 6011, type: 'atm', country: NOK, share: 1, amount: WITHDRAWALS },
  { key: '', place: 'foreignShop', name: 'Livsmedel', mcc: 5411, type: 'pos', country: 752, share: 3, amount: basket(14_900) },
  { key: '', place: 'foreignShop', name: 'Supermarked', mcc: 5411, type: 'pos', country: 208, share: 2, amount: basket(14_900) },
  { key: '', place: 'foreignAtm', name: 'Bankomat', mcc: 6011, type: 'atm', country: 752, share: 1, amount: WITHDRAWALS },
  { key: '', place: 'webShop', name: 'Nettbutikk', mcc: 5964, type: 'ecommerce', country: NOK, share: 1, amount: basket(29_900) },
  { key: 'hotels', place: 'hotel', name: 'Hotell', mcc: 7011, type: 'pos', country: NOK, share: 1, amount: basket(119_000) },
  { key: 'pumps', place: 'fuel', name: 'Bensinpumpe', mcc: 5542, type: 'unattended', country: NOK, share: 1, amount: basket(61_250) },
];

export interface PlacedTerminal {
  readonly terminal: Terminal;
  readonly trade: Trade;
}

export type TerminalPark = Readonly<Record<Place, readonly PlacedTerminal[]>>;

export const TERMINALS_DEFAULT = 200;
/** Of all terminals; each place has at least as many as it has trades. */
const PLACE_SHARES: Readonly<Record<Place, number>> = {
  shop: 0.75,
  atm: 0.14,
  foreignShop: 0.03,
  foreignAtm: 0.01,
  webShop: 0.02,
  hotel: 0.02,
  fuel: 0.03,
};
/** The newer terminals encipher PINs in ISO format 4 under AES. */
const ISO4_SHARE = 0.2;
const ACQUIRERS = ['570001', '570002', '570003'] as const;

/** How many terminals of each trade there are, of about so many in all. */
function tradeCounts(count: number, trades: readonly Trade[]): readonly (readonly [Trade, number])[] {
  return PLACES.flatMap((place) => {
    const there = trades.filter((trade) => trade.place === place);
    const shares = there.reduce((sum, trade) => sum + trade.share, 0);
    return there.map((trade) => {
      const part = shares === 0 ? 1 / there.length : trade.share / shares;
      const least = trade.share === 0 && shares > 0 ? 0 : 1;
      return [trade, Math.max(least, Math.round(count * PLACE_SHARES[place] * part))] as const;
    });
  });
}

/** How many terminals `placeTerminals` places. */
export function parkSize(count: number, trades: readonly Trade[]): number {
  return tradeCounts(count, trades).reduce((sum, [, wanted]) => sum + wanted, 0);
}

/** Places terminals, the same ones for the same seed. Ids run upwards from T0000001, or from behind `numbersBefore`. */
export function placeTerminals(
  count: number,
  random: Random,
  equipment: Equipment,
  trades: readonly Trade[] = TRADES,
  numbersBefore = 0,
): TerminalPark {
  const park: Record<Place, PlacedTerminal[]> = { shop: [], atm: [], foreignShop: [], foreignAtm: [], webShop: [], hotel: [], fuel: [] };
  let number = numbersBefore;
  for (const [trade, wanted] of tradeCounts(count, trades)) {
    for (let index = 0; index < wanted; index += 1) {
      number += 1;
      park[trade.place].push({ trade, terminal: new Terminal(identity(trade, number, random), equipment) });
    }
  }
  return park;
}

function identity(trade: Trade, number: number, random: Random): Terminal['identity'] {
  return {
    id: `T${String(number).padStart(7, '0')}`,
    number,
    type: trade.type,
    merchantId: `M${String(number).padStart(9, '0')}`,
    merchantName: `${trade.name} ${number}`,
    mcc: trade.mcc,
    country: trade.country,
    acquirerId: random.pick(ACQUIRERS),
    pinBlockFormat: random.chance(ISO4_SHARE) ? 'iso4' : 'iso0',
  };
}
