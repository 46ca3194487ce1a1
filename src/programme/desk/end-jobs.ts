/** What the clock does with cards at their end, and with what other jobs left half done. */
import { settleCardStatuses } from '../accounts/card-status.ts';
import type { DueJob } from '../core/due-work.ts';
import { closeDueAccounts } from '../end/close-due-accounts.ts';
import { expireDueCards } from '../end/expire-due-cards.ts';
import { returnCredits } from '../end/return-credits.ts';
import { finishLosses } from '../loss/finish-losses.ts';

/** In their order. A balance that goes back lets the next pass close the account. */
export const END_JOBS: readonly DueJob[] = [
  { name: 'tell the statuses of cards', run: settleCardStatuses },
  { name: 'expire cards', run: expireDueCards },
  { name: 'close accounts', run: closeDueAccounts },
  { name: 'return credits', run: returnCredits },
  { name: 'finish losses', run: (office) => finishLosses(office) },
];
