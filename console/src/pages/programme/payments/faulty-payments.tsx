/** The payments of a file that were refused, each with its own reason. */
import { accountText, amountText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Payment } from '../types.ts';

export function FaultyPayments({ fileId }: { readonly fileId: number }) {
  const list = useRows<Payment>(ROUTES.payments(fileId), { query: { refused: 'true' }, key: 'payments' });
  const heads = [
    { text: say('position'), isNumber: true },
    { text: say('endToEndId') },
    { text: say('account') },
    { text: say('name') },
    { text: say('amount'), isNumber: true },
    { text: say('fault') },
  ];
  return (
    <List
      caption={say('faultyPayments')}
      heads={heads}
      list={list}
      none={say('noFaults')}
      row={({ paymentId, position, endToEndId, creditorAccount, creditorName, amountMinor, reason, reasonCode }) => (
        <tr key={paymentId}>
          <td class="n">{position}</td>
          <td>{endToEndId}</td>
          <td>{accountText(creditorAccount)}</td>
          <td>{creditorName}</td>
          <td class="n">{amountText(amountMinor)}</td>
          <td>
            <span class="bad">{reason}</span> <small>{reasonCode}</small>
          </td>
        </tr>
      )}
    />
  );
}
