/** The jobs of the clock, in their order: what one does can make the next one's work due. */
import { END_JOBS } from '../desk/end-jobs.ts';
import { moveDueOrders } from '../orders/move-order.ts';
import { produceDuePins } from '../orders/produce-pins.ts';
import { executeDueBatches } from '../payments/execute-due-batches.ts';
import type { DueJob } from './due-work.ts';

export const DUE_JOBS: readonly DueJob[] = [
  { name: 'move orders on', run: moveDueOrders },
  // At once, the bank desk may still print the mailers.
  { name: 'produce PINs', run: (office) => produceDuePins(office), isAfterMoves: true },
  { name: 'execute payments', run: executeDueBatches },
  ...END_JOBS,
];
