/** The batches (oppdrag) that wait for an approval of the user. */
import { tell } from '../ask.ts';
import { Approval } from '../parts/approval.tsx';
import { accountText, amountText, dateText } from '../parts/shown.ts';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { ApprovedBatches, Batch } from '../types.ts';

interface BatchesProps {
  readonly list: RowsAnswer<Batch>;
  readonly onChanged: () => Promise<void>;
}

/** What the approval came to: a day, or that another person is missing. */
function approvedText({ batches }: ApprovedBatches): string {
  const days = [...new Set(batches.flatMap(({ executeOn }) => executeOn ?? []))];
  if (days.length === 0) return say('approvedFirst');
  return say('approvedSecond', { dates: days.map(dateText).join(', ') });
}

export function Batches({ list, onChanged }: BatchesProps) {
  const heads = [
    { text: say('messageId') },
    { text: say('debtorAccount') },
    { text: say('requestedOn') },
    { text: say('paymentCount'), isNumber: true },
    { text: say('amount'), isNumber: true },
    { text: say('registeredBy') },
    { text: say('approvedBy') },
  ];
  return (
    <Approval
      caption={say('batchesToApprove')}
      none={say('nothingToApprove')}
      heads={heads}
      list={list}
      idOf={({ batchId }) => batchId}
      nameOf={({ messageId }) => messageId}
      mayApprove={({ mayApprove }) => mayApprove}
      cells={({ messageId, debtorAccount, requestedOn, accepted, acceptedMinor, registeredBy, approvedBy }) => (
        <>
          <td>{messageId}</td>
          <td>{accountText(debtorAccount)}</td>
          <td>{dateText(requestedOn)}</td>
          <td class="n">{accepted}</td>
          <td class="n">{amountText(acceptedMinor)}</td>
          <td>{registeredBy}</td>
          <td>{approvedBy.length === 0 ? say('nobodyYet') : approvedBy.join(', ')}</td>
        </>
      )}
      approve={async (batchIds, code) => {
        const approved = await tell<ApprovedBatches>(ROUTES.approveBatches, { batchIds, code });
        await onChanged();
        return approvedText(approved);
      }}
      withdraw={async (batchIds) => {
        await tell(ROUTES.withdrawBatches, { batchIds });
        await onChanged();
        return say('withdrawn');
      }}
    />
  );
}
