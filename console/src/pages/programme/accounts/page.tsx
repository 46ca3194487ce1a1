/**
 * Administrer konto: search, the next account to hand out, and one account that is chosen. For those
 * who only see accounts: search, balance and statement.
 */
import { useSignal } from '@preact/signals';
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';
import { isOfTheOffice } from '../user.ts';
import { ChosenAccount } from './chosen-account.tsx';
import { AccountSearch } from './search.tsx';

export function AccountsPage({ at }: { readonly at: Subscription }) {
  const chosen = useSignal<string | undefined>(undefined);
  const changes = useSignal(0);
  return (
    <>
      <h1>{say(isOfTheOffice(at) ? 'administerAccounts' : 'accountOverview')}</h1>
      <p class="lead">{say(isOfTheOffice(at) ? 'accountsLead' : 'overviewLead')}</p>
      <AccountSearch
        at={at}
        chosen={chosen.value}
        changes={changes.value}
        onChoose={(account) => {
          chosen.value = account;
        }}
      />
      {chosen.value !== undefined && (
        <ChosenAccount
          key={chosen.value}
          at={at}
          account={chosen.value}
          onChanged={() => {
            changes.value += 1;
          }}
        />
      )}
    </>
  );
}
