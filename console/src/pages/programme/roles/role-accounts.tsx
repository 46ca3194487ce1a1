/** The accounts of the subscription, ticked when the rights of the role hold for them. */
import { type Signal, useSignal } from '@preact/signals';
import { accountLabel } from '../parts/account-label.ts';
import { Choice, Field, Tick, toggled } from '../parts/field.tsx';
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';
import { useRoleAccounts } from './use-role-accounts.ts';

interface RoleAccountsProps {
  readonly at: Subscription;
  readonly accounts: Signal<ReadonlySet<string>>;
  /** Those that were ticked when the role was opened. */
  readonly kept: readonly string[];
}

/** More are found by a search: a person reads no longer list. */
const LISTED_MAX = 200;
const SHOWN = ['all', 'ticked'] as const;

export function RoleAccounts({ at, accounts, kept }: RoleAccountsProps) {
  const search = useSignal('');
  const show = useSignal<string>('all');
  const { found: all, problem } = useRoleAccounts(at);
  const wanted = search.value.replaceAll('.', '').toLowerCase();
  const found = all.value.filter((each) => {
    const isShown = show.value === 'all' || accounts.value.has(each.account) || kept.includes(each.account);
    return isShown && (wanted === '' || accountLabel(each).replaceAll('.', '').toLowerCase().includes(wanted));
  });
  const tickAll = (isTicked: boolean): void => {
    let changed = accounts.value;
    for (const { account } of found) changed = toggled(changed, account, isTicked);
    accounts.value = changed;
  };
  return (
    <>
      <div class="fields">
        <Field label={say('findAccounts')} value={search} isOptional />
        <Choice label={say('showAccounts')} value={show} options={SHOWN.map((each) => ({ value: each, text: say(`accounts_${each}`) }))} />
        <button type="button" onClick={() => tickAll(true)}>
          {say('tickAll', { count: String(found.length) })}
        </button>
        <button type="button" onClick={() => tickAll(false)}>
          {say('untickAll')}
        </button>
      </div>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      <p class="soft small" aria-live="polite">
        {say('accountsTicked', { count: String(accounts.value.size) })}
      </p>
      <fieldset class="ticks of-accounts">
        <legend>{say('accounts')}</legend>
        {found.slice(0, LISTED_MAX).map((each) => (
          <Tick
            key={each.account}
            label={accountLabel(each)}
            isTicked={accounts.value.has(each.account)}
            onTick={(isTicked) => {
              accounts.value = toggled(accounts.value, each.account, isTicked);
            }}
          />
        ))}
      </fieldset>
      {found.length > LISTED_MAX && <p class="soft small">{say('accountsLeftOff', { count: String(found.length - LISTED_MAX) })}</p>}
    </>
  );
}
