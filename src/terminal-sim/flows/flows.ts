/** THE table of errands: everything that simulated people do at simulated terminals. */
import type { ErrandRow } from './flow.ts';
import { FOLLOW_UP_ERRANDS } from './follow-up.ts';
import { HOLD_ERRANDS } from './hold.ts';
import { OFFLINE_ERRANDS } from './offline.ts';
import { REFUSED_ERRANDS } from './refused.ts';
import { TERMINAL_ERRANDS } from './terminal.ts';
import { USUAL_ERRANDS } from './usual.ts';

export const ERRANDS: readonly ErrandRow[] = [
  ...USUAL_ERRANDS,
  ...HOLD_ERRANDS,
  ...FOLLOW_UP_ERRANDS,
  ...TERMINAL_ERRANDS,
  ...REFUSED_ERRANDS,
  ...OFFLINE_ERRANDS,
];
