/** The search (Søk) for accounts by type of card, and what it found. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { pageText, withQuery } from '../ask.ts';
import { CardTypeChoice, onlyType } from '../parts/card-type.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { showPrintable } from '../parts/printable.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Account, Subscription } from '../types.ts';
import { isOfTheOffice } from '../user.ts';
import { AccountList } from './account-list.tsx';
import { Suggestion } from './suggestion.tsx';

const SHOWN = ['all', 'inSafe', 'handedOut', 'marked', 'expired', 'closed'] as const;

interface AccountSearchProps {
  readonly at: Subscription;
  readonly chosen: string | undefined;
  /** Counts changes of the chosen account: the list is read anew. */
  readonly changes: number;
  readonly onChoose: (account: string) => void;
}

export function AccountSearch({ at, chosen, changes, onChoose }: AccountSearchProps) {
  const cardType = useSignal(onlyType(at));
  const search = useSignal('');
  const show = useSignal<string>('all');
  const asked = useSignal<Readonly<Record<string, string>> | undefined>(undefined);
  const list = useRows<Account>(asked.value === undefined ? undefined : ROUTES.accounts(at.subscriptionId), { query: asked.value });
  const outcome = useOutcome();
  useEffect(() => {
    if (changes > 0) void list.again();
  }, [changes]);
  const find = (): void => {
    const query = { cardType: cardType.value, search: search.value, show: show.value };
    if (JSON.stringify(query) === JSON.stringify(asked.value)) void list.again();
    else asked.value = query;
  };
  const printStock = async (): Promise<string> => {
    const path = withQuery(ROUTES.stockList(at.subscriptionId), { cardType: cardType.value });
    showPrintable(say('stockList'), await pageText(path));
    return '';
  };
  return (
    <Panel title={say('accounts')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <CardTypeChoice at={at} value={cardType} />
        <Field label={say('searchFor')} value={search} isOptional maxLength={100} />
        <Choice label={say('showAccounts')} value={show} options={SHOWN.map((each) => ({ value: each, text: say(`show_${each}`) }))} />
        <button type="submit" class="go">
          {say('search')}
        </button>
        {isOfTheOffice(at) && (
          <button type="button" disabled={cardType.value === ''} onClick={() => void outcome.run(printStock)}>
            {say('stockList')}
          </button>
        )}
      </form>
      <Result outcome={outcome} />
      {asked.value !== undefined && (
        <>
          {isOfTheOffice(at) && (
            <Suggestion
              key={`${changes} ${asked.value['cardType']}`}
              at={at}
              cardType={asked.value['cardType'] ?? ''}
              onChoose={onChoose}
            />
          )}
          <AccountList list={list} chosen={chosen} onChoose={onChoose} />
        </>
      )}
    </Panel>
  );
}
