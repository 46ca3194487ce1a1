/** THE table of errands: everything that simulated people do at simulated terminals. */
import type { ErrandRow } from './errand.ts';
import { REFUSED_ERRANDS } from './refused-errands.ts';
import { USUAL_ERRANDS } from './usual-errands.ts';

export const ERRANDS: readonly ErrandRow[] = [...USUAL_ERRANDS, ...REFUSED_ERRANDS];
