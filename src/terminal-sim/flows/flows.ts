/**
 * The table of flows: everything that simulated cardholders do at terminals. Seeded runs depend on
 * its order.
 */
import type { Flow } from './flow.ts';
import { FOLLOW_UP_FLOWS } from './follow-up.ts';
import { FUEL_FLOWS } from './fuel.ts';
import { HOTEL_FLOWS } from './hotel.ts';
import { OFFLINE_FLOWS } from './offline.ts';
import { PIN_CHANGE_FLOWS } from './pin-change.ts';
import { REFUSED_FLOWS } from './refused.ts';
import { SESSION_FLOWS } from './session.ts';
import { USUAL_FLOWS } from './usual.ts';

export const FLOWS: readonly Flow[] = [
  ...USUAL_FLOWS,
  ...HOTEL_FLOWS,
  ...FUEL_FLOWS,
  ...FOLLOW_UP_FLOWS,
  ...SESSION_FLOWS,
  ...PIN_CHANGE_FLOWS,
  ...REFUSED_FLOWS,
  ...OFFLINE_FLOWS,
];
