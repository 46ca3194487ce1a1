/** THE table of flows: everything that simulated people do at simulated terminals. */
import type { Flow } from './flow.ts';
import { FOLLOW_UP_FLOWS } from './follow-up.ts';
import { HOLD_FLOWS } from './hold.ts';
import { OFFLINE_FLOWS } from './offline.ts';
import { REFUSED_FLOWS } from './refused.ts';
import { TERMINAL_FLOWS } from './terminal.ts';
import { USUAL_FLOWS } from './usual.ts';

export const FLOWS: readonly Flow[] = [
  ...USUAL_FLOWS,
  ...HOLD_FLOWS,
  ...FOLLOW_UP_FLOWS,
  ...TERMINAL_FLOWS,
  ...REFUSED_FLOWS,
  ...OFFLINE_FLOWS,
];
