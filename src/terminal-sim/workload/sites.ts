/** Creates the terminals of a run: some for each trade, each with an identity of its own. */

import type { Random } from '../random.ts';
import { Terminal } from '../terminal.ts';
import type { TerminalContext, TerminalPinFormat } from '../terminal-identity.ts';
import type { Mix } from './mix.ts';
import { PLACES, type Place, type Trade } from './trades.ts';

export interface Site {
  readonly terminal: Terminal;
  readonly trade: Trade;
}

export type SitesByPlace = Readonly<Record<Place, readonly Site[]>>;

const ACQUIRERS = ['570001', '570002', '570003'] as const;

/** The part of a mix that determines the terminals. */
export type SitePlan = Pick<Mix, 'terminals' | 'places' | 'trades' | 'pinBlocks'>;

/**
 * How many terminals each trade has; about `terminals` in all. Each trade has at least one, unless
 * its share is 0, because flows use every place.
 */
function terminalsPerTrade({ terminals, places, trades }: SitePlan): readonly (readonly [Trade, number])[] {
  const whole = PLACES.reduce((sum, place) => sum + places[place], 0);
  return PLACES.flatMap((place) => {
    const there = trades.filter((trade) => trade.place === place);
    const shares = there.reduce((sum, trade) => sum + trade.share, 0);
    return there.map((trade) => {
      const part = shares === 0 ? 1 / there.length : trade.share / shares;
      const least = trade.share === 0 && shares > 0 ? 0 : 1;
      return [trade, Math.max(least, Math.round(terminals * (places[place] / whole) * part))] as const;
    });
  });
}

/** How many terminals `createSites` makes. */
export function terminalCount(plan: SitePlan): number {
  return terminalsPerTrade(plan).reduce((sum, [, wanted]) => sum + wanted, 0);
}

/**
 * Creates terminals, the same ones for the same seed. Ids run from T0000001, or follow
 * `numbersBefore`.
 */
export function createSites(plan: SitePlan, random: Random, context: TerminalContext, numbersBefore = 0): SitesByPlace {
  const sites: Record<Place, Site[]> = { shop: [], atm: [], foreignShop: [], foreignAtm: [], webShop: [], hotel: [], fuel: [] };
  const iso4Share = plan.pinBlocks.iso4 / (plan.pinBlocks.iso0 + plan.pinBlocks.iso4);
  let number = numbersBefore;
  for (const [trade, wanted] of terminalsPerTrade(plan)) {
    for (let index = 0; index < wanted; index += 1) {
      number += 1;
      const acquirerId = random.pick(ACQUIRERS);
      const pinBlockFormat = random.chance(iso4Share) ? 'iso4' : 'iso0';
      sites[trade.place].push({ trade, terminal: new Terminal(identity(trade, number, acquirerId, pinBlockFormat), context) });
    }
  }
  return sites;
}

function identity(trade: Trade, number: number, acquirerId: string, pinBlockFormat: TerminalPinFormat): Terminal['identity'] {
  return {
    id: `T${String(number).padStart(7, '0')}`,
    number,
    type: trade.type,
    merchantId: `M${String(number).padStart(9, '0')}`,
    merchantName: `${trade.name} ${number}`,
    mcc: trade.mcc,
    country: trade.country,
    acquirerId,
    pinBlockFormat,
  };
}
