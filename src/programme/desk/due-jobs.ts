/** What the bank does by itself, in a fixed order: what one job does can make the next one's work due. */
import { MINUTE_MS } from '../../config/duration.ts';
import { settleCardStatuses } from '../accounts/card-status.ts';
import type { Office } from '../core/office.ts';
import { closeDueAccounts } from '../end/close-due-accounts.ts';
import { expireDueCards } from '../end/expire-due-cards.ts';
import { returnBalances } from '../end/return-balance.ts';
import { returnCredits } from '../end/return-credits.ts';
import { finishLosses } from '../loss/finish-losses.ts';
import { moveDueOrders } from '../orders/move-order.ts';
import { type PinSink, produceDuePins } from '../orders/produce-pins.ts';
import { executeDueBatches } from '../payments/execute-due-batches.ts';

export interface DueJob {
  /** For the log. */
  readonly name: string;
  /** Returns how many things it did: 0 when nothing was due. */
  run(office: Office, pinSink: PinSink | undefined): Promise<number>;
  /** What it did can leave something for the same job, behind the moves of money. */
  readonly isRepeated?: boolean;
  /** It reads many cards: a pass in which no earlier job did anything leaves it out for so long after it found nothing. */
  readonly restMs?: number;
}

/** Each does nothing the second time, and finishes what an earlier process left half done. */
export const DUE_JOBS = {
  cardsTold: { name: 'tell the statuses of cards', run: settleCardStatuses },
  orderSteps: { name: 'move orders on', run: moveDueOrders },
  /** Without a sink the bank desk produces them, and prints the mailers. */
  pinsProduced: {
    name: 'produce PINs',
    run: async (office, pinSink) => (pinSink === undefined ? 0 : await produceDuePins(office, pinSink)),
  },
  batchesExecuted: { name: 'execute payments', run: async (office) => (await executeDueBatches(office)).executed },
  cardsExpired: { name: 'expire cards', run: expireDueCards },
  /** A posting that was faster than the return of a balance changes what there is to return. */
  balancesReturned: {
    name: 'return balances',
    run: (office) => returnBalances(office, 'expired'),
    isRepeated: true,
    restMs: MINUTE_MS,
  },
  accountsClosed: { name: 'close accounts', run: closeDueAccounts, restMs: MINUTE_MS },
  creditsReturned: { name: 'return credits', run: returnCredits },
  lossesFinished: { name: 'finish losses', run: (office) => finishLosses(office) },
} as const satisfies Readonly<Record<string, DueJob>>;

export type DueCount = keyof typeof DUE_JOBS;
