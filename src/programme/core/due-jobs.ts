/** The jobs of the clock, in their order: what one does can make the next one's work due. */
import type { DueJob } from './due-work.ts';

export const DUE_JOBS: readonly DueJob[] = [];
