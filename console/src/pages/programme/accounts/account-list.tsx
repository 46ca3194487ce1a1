/** The accounts that a search found. */
import { accountText, lastDayText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { say } from '../text.ts';
import type { Account } from '../types.ts';

interface AccountListProps {
  readonly list: RowsAnswer<Account>;
  readonly chosen: string | undefined;
  readonly onChoose: (account: string) => void;
}

/** Where the card is, in a word or two. */
export function stateText({ mark, state, handedOutAtMs, pinProducedAtMs }: Account): string {
  if (state !== 'active') return say(`state_${state}`);
  if (mark !== undefined) return say(`mark_${mark}`);
  if (handedOutAtMs !== undefined) return say('state_handedOut');
  return say(pinProducedAtMs === undefined ? 'state_noPin' : 'state_inSafe');
}

export function AccountList({ list, chosen, onChoose }: AccountListProps) {
  const heads = [
    { text: say('serial') },
    { text: say('accountName') },
    { text: say('account') },
    { text: say('clientId') },
    { text: say('status') },
    { text: say('validUntil') },
  ];
  return (
    <List
      caption={say('accountsFound')}
      heads={heads}
      list={list}
      none={say('noAccountsFound')}
      row={(each) => (
        <tr key={each.account} aria-current={each.account === chosen ? 'true' : undefined}>
          <td>{each.serial}</td>
          <td>
            <button type="button" class="plain" onClick={() => onChoose(each.account)}>
              {each.name}
            </button>
          </td>
          <td>{accountText(each.account)}</td>
          <td>{each.clientId ?? ''}</td>
          <td>{stateText(each)}</td>
          <td>{lastDayText(each.expiresAtMs)}</td>
        </tr>
      )}
    />
  );
}
