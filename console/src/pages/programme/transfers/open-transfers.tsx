/** The transfers that wait for an approval. */
import { tell } from '../ask.ts';
import { AccountCell } from '../parts/account-cell.tsx';
import { Approval } from '../parts/approval.tsx';
import { amountText } from '../parts/shown.ts';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { ApprovedTransfers, Transfer } from '../types.ts';
import { me } from '../user.ts';

interface OpenTransfersProps {
  readonly list: RowsAnswer<Transfer>;
  readonly onChanged: () => Promise<void>;
}

export function OpenTransfers({ list, onChanged }: OpenTransfersProps) {
  const heads = [
    { text: say('fromAccount') },
    { text: say('toAccount') },
    { text: say('amount'), isNumber: true },
    { text: say('registeredBy') },
    { text: say('approvedBy') },
  ];
  return (
    <Approval
      caption={say('transfersToApprove')}
      none={say('nothingToApprove')}
      heads={heads}
      list={list}
      idOf={({ transferId }) => transferId}
      nameOf={({ transferId, amountMinor }) => `${transferId}, ${amountText(amountMinor)}`}
      mayApprove={({ approvedBy }) => !approvedBy.includes(me.value?.userId ?? '')}
      cells={({ from, to, amountMinor, isAll, registeredBy, approvedBy }) => (
        <>
          <AccountCell account={from} />
          <AccountCell account={to} />
          <td class="n">
            {amountText(amountMinor)} {isAll && <small>{say('wholeBalance')}</small>}
          </td>
          <td>{registeredBy}</td>
          <td>{approvedBy.length === 0 ? say('nobodyYet') : approvedBy.join(', ')}</td>
        </>
      )}
      approve={async (transferIds, code) => {
        const { transfers } = await tell<ApprovedTransfers>(ROUTES.approveTransfers, { transferIds, code });
        await onChanged();
        const has = (wanted: string): boolean => transfers.some(({ status }) => status === wanted);
        return say(has('refused') ? 'transferNothingLeft' : has('registered') ? 'approvedFirst' : 'transferApproved');
      }}
      withdraw={async (transferIds) => {
        await tell(ROUTES.withdrawTransfers, { transferIds });
        await onChanged();
        return say('withdrawn');
      }}
    />
  );
}
