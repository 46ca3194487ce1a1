/** Which terminals there are, as data: shops by trade, cash machines, and those where the cards must not work. */
import type { TerminalType } from '../protocol/message.ts';
import { NOK } from './message-maker.ts';
import type { Random } from './random.ts';
import { type Equipment, Terminal } from './terminal.ts';

/** Where an errand can take a card. */
export const PLACES = ['shop', 'atm', 'foreignShop', 'foreignAtm', 'webShop', 'hotel', 'fuel'] as const;
export type Place = (typeof PLACES)[number];

interface Trade {
  readonly place: Place;
  readonly name: string;
  /** ISO 18245. */
  readonly mcc: number;
  readonly type: TerminalType;
  readonly country: number;
  /** Share of the terminals of its place. */
  readonly share: number;
  /** What people typically spend there, øre; 0 where notes are dispensed. */
  readonly medianMinor: number;
}

export const TRADES: readonly Trade[] = [
  { place: 'shop', name: 'Dagligvare', mcc: 5411, type: 'pos', country: NOK, share: 40, medianMinor: 14_900 },
  { place: 'shop', name: 'Kiosk', mcc: 5499, type: 'pos', country: NOK, share: 20, medianMinor: 4_900 },
  { place: 'shop', name: 'Kafé', mcc: 5814, type: 'pos', country: NOK, share: 15, medianMinor: 6_900 },
  { place: 'shop', name: 'Apotek', mcc: 5912, type: 'pos', country: NOK, share: 10, medianMinor: 19_900 },
  { place: 'shop', name: 'Klær', mcc: 5651, type: 'pos', country: NOK, share: 8, medianMinor: 39_900 },
  { place: 'shop', name: 'Billettautomat', mcc: 4111, type: 'unattended', country: NOK, share: 7, medianMinor: 4_200 },
  { place: 'atm', name: 'Minibank', mcc: 6011, type: 'atm', country: NOK, share: 1, medianMinor: 0 },
  { place: 'foreignShop', name: 'Livsmedel', mcc: 5411, type: 'pos', country: 752, share: 3, medianMinor: 14_900 },
  { place: 'foreignShop', name: 'Supermarked', mcc: 5411, type: 'pos', country: 208, share: 2, medianMinor: 14_900 },
  { place: 'foreignAtm', name: 'Bankomat', mcc: 6011, type: 'atm', country: 752, share: 1, medianMinor: 0 },
  { place: 'webShop', name: 'Nettbutikk', mcc: 5964, type: 'ecommerce', country: NOK, share: 1, medianMinor: 29_900 },
  { place: 'hotel', name: 'Hotell', mcc: 7011, type: 'pos', country: NOK, share: 1, medianMinor: 119_000 },
  { place: 'fuel', name: 'Bensinpumpe', mcc: 5542, type: 'unattended', country: NOK, share: 1, medianMinor: 61_250 },
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

/** Places terminals, the same ones for the same seed. Ids run T0000001 upwards. */
export function placeTerminals(count: number, random: Random, equipment: Equipment): TerminalPark {
  const park: Record<Place, PlacedTerminal[]> = { shop: [], atm: [], foreignShop: [], foreignAtm: [], webShop: [], hotel: [], fuel: [] };
  let number = 0;
  for (const place of PLACES) {
    const trades = TRADES.filter((trade) => trade.place === place);
    const shares = trades.reduce((sum, trade) => sum + trade.share, 0);
    for (const trade of trades) {
      const wanted = Math.max(1, Math.round((count * PLACE_SHARES[place] * trade.share) / shares));
      for (let index = 0; index < wanted; index += 1) {
        number += 1;
        park[place].push({ trade, terminal: new Terminal(identity(trade, number, random), equipment) });
      }
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
