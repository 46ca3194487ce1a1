/**
 * The table of flows: everything that simulated cardholders do at terminals. Seeded runs depend on
 * its order.
 */
import type { Flow } from './flow.ts';
import { FOLLOW_UP_FLOWS } from './follow-up.ts';
import { FUEL_FLOWS } from './fuel.ts';
import { HOTEL_FLOWS } from './hotel.ts';
import { OFFLINE_FLOWS } from './offline.ts';
import { REFUSED_FLOWS } from './refused.ts';
import { TERMINAL_FLOWS } from './terminal.ts';
import { USUAL_FLOWS } from './usual.ts';

export const FLOWS: readonly Flow[] = [
  ...USUAL_FLOWS,
  ...HOTEL_FLOWS,
  ...FUEL_FLOWS,
  ...FOLLOW_UP_FLOWS,
  ...TERMINAL_FLOWS,
  ...REFUSED_FLOWS,
  ...OFFLINE_FLOWS,
];
