/** The transfers of a subscription, newest first. */
import { AccountCell } from '../parts/account-cell.tsx';
import { amountText, whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { say } from '../text.ts';
import type { Transfer } from '../types.ts';

export function TransferHistory({ list }: { readonly list: RowsAnswer<Transfer> }) {
  const heads = [
    { text: say('date') },
    { text: say('fromAccount') },
    { text: say('toAccount') },
    { text: say('amount'), isNumber: true },
    { text: say('status') },
    { text: say('approvedBy') },
  ];
  return (
    <>
      <List
        caption={say('transfersCaption')}
        heads={heads}
        list={list}
        none={say('noTransfers')}
        row={({ transferId, registeredAtMs, from, to, amountMinor, status, reason, approvedBy }) => (
          <tr key={transferId}>
            <td>{whenText(registeredAtMs)}</td>
            <AccountCell account={from} />
            <AccountCell account={to} />
            <td class="n">{amountText(amountMinor)}</td>
            <td>
              {say(`transfer_${status}`)} {reason !== '' && <small>{reason}</small>}
            </td>
            <td>{approvedBy.join(', ')}</td>
          </tr>
        )}
      />
      <div class="row">
        <button type="button" onClick={() => void list.again()}>
          {say('update')}
        </button>
      </div>
    </>
  );
}
