/** An account in a cell of a table: its number, and whose it is when the user can choose it. */
import { say } from '../text.ts';
import { ownAccounts } from '../user.ts';
import { serialName } from './account-label.ts';
import { accountText } from './shown.ts';

export function AccountCell({ account }: { readonly account: string }) {
  const own = ownAccounts.value.find((each) => each.account === account);
  return (
    <td>
      {accountText(account)}
      {own !== undefined && <small>{own.kind === 'card' ? serialName(own) : say(`kind_${own.kind}`)}</small>}
    </td>
  );
}
