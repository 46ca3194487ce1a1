/** The usual mix: what people do at terminals unless a workload file says otherwise. */
import { FLOWS } from '../flows/flows.ts';
import { NO_TERMINAL_FAULTS } from '../terminal-faults.ts';
import { type Mix, USUAL_HOURS } from './mix.ts';
import { TRADES, USUAL_PLACES } from './trades.ts';

export const USUAL_MIX: Mix = {
  flows: Object.fromEntries(FLOWS.map((row) => [row.name, row.weight])),
  popularityExponent: 0.7,
  terminals: 200,
  places: USUAL_PLACES,
  entryModes: { chip: 55, contactless: 40, magstripe: 5 },
  pinBlocks: { iso0: 80, iso4: 20 },
  basketScale: 1,
  tour: true,
  trades: TRADES,
  hours: USUAL_HOURS,
  faults: NO_TERMINAL_FAULTS,
};
