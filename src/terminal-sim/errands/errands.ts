/** THE table of errands: everything that simulated people do at simulated terminals. */
import type { ErrandRow } from './errand.ts';
import { FOLLOW_UP_ERRANDS } from './follow-up-errands.ts';
import { HOLD_ERRANDS } from './hold-errands.ts';
import { OFFLINE_ERRANDS } from './offline-errands.ts';
import { REFUSED_ERRANDS } from './refused-errands.ts';
import { TERMINAL_ERRANDS } from './terminal-errands.ts';
import { USUAL_ERRANDS } from './usual-errands.ts';

export const ERRANDS: readonly ErrandRow[] = [
  ...USUAL_ERRANDS,
  ...HOLD_ERRANDS,
  ...FOLLOW_UP_ERRANDS,
  ...TERMINAL_ERRANDS,
  ...REFUSED_ERRANDS,
  ...OFFLINE_ERRANDS,
];
