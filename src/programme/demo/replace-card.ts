/** Replaces a lost card: the bestiller reports it, and two clerks move its rest to a new card from the safe. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { drain } from '../desk/drain.ts';
import { reportLoss } from '../loss/report-loss.ts';
import { approveTransfers } from '../transfers/approve-transfers.ts';
import { registerTransfer } from '../transfers/register-transfer.ts';
import { nextCode } from '../users/next-code.ts';

export interface LostCard {
  readonly bestiller: Actor;
  readonly clerks: readonly [Actor, Actor];
  readonly account: string;
}

export interface ReplacedCard {
  readonly newAccount: string;
  /** What was left on the lost card. */
  readonly restMinor: number;
}

export async function replaceCard(office: Office, { bestiller, clerks, account }: LostCard): Promise<ReplacedCard> {
  const { newAccount = '', balanceMinor: restMinor } = await reportLoss(office, bestiller, { account, what: 'card', mark: 'tapt' });
  if (restMinor === 0) return { newAccount, restMinor };
  const [siri, åse] = clerks;
  const { transferId } = await registerTransfer(office, siri, {
    from: account,
    to: newAccount,
    amountMinor: 'all',
    registerAndApprove: true,
  });
  await approveTransfers(office, åse, { transferIds: [transferId], code: (await nextCode(office, åse.userId)).code });
  await drain(office);
  return { newAccount, restMinor };
}
