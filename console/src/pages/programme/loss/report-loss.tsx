/** The report of a loss: find the account, say what is gone, and take a new card or none. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { accountLabel } from '../parts/account-label.ts';
import { CardTypeChoice, onlyType } from '../parts/card-type.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Account, LossState, Mark, ReportedLoss, Subscription } from '../types.ts';
import { reportedText } from './reported-text.ts';

const WHAT = ['card', 'pin'] as const satisfies readonly LossState['what'][];
const MARKS = ['tapt', 'mistet'] as const satisfies readonly Mark[];
const NEW_CARD = ['yes', 'no'] as const;

interface ReportLossProps {
  readonly at: Subscription;
  readonly onReported: () => Promise<void>;
}

/** The account, found among those that are handed out. */
function Finder({ at, onChoose }: { readonly at: Subscription; readonly onChoose: (account: Account) => void }) {
  const cardType = useSignal(onlyType(at));
  const search = useSignal('');
  const asked = useSignal<Readonly<Record<string, string>> | undefined>(undefined);
  const { rows, problem } = useRows<Account>(asked.value === undefined ? undefined : ROUTES.accounts(at.subscriptionId), {
    query: asked.value,
  });
  return (
    <>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          asked.value = { cardType: cardType.value, search: search.value, show: 'handedOut', limit: '20' };
        }}
      >
        <CardTypeChoice at={at} value={cardType} />
        <Field label={say('searchFor')} value={search} />
        <button type="submit">{say('search')}</button>
      </form>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      {rows.value?.length === 0 && <p class="soft">{say('noAccountsFound')}</p>}
      <ul class="plain-list" aria-label={say('accountsFound')}>
        {rows.value?.map((each) => (
          <li key={each.account}>
            <button type="button" class="plain" onClick={() => onChoose(each)}>
              {accountLabel({ ...each, kind: 'card' })}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ReportLoss({ at, onReported }: ReportLossProps) {
  const lost = useSignal<Account | undefined>(undefined);
  const what = useSignal<string>('card');
  const mark = useSignal<string>('tapt');
  const newCard = useSignal<string>('yes');
  const outcome = useOutcome();
  const report = async (): Promise<string> => {
    const { value } = lost;
    if (value === undefined) throw new Error(say('chooseLost'));
    const body = { what: what.value, mark: mark.value, ...(newCard.value === 'no' ? { withoutNewCard: true } : {}) };
    const answer = await tell<ReportedLoss>(ROUTES.reportLoss(value.account), body);
    lost.value = undefined;
    await onReported();
    return reportedText(answer);
  };
  const { value } = lost;
  return (
    <Panel title={say('reportLoss')}>
      {value === undefined ? (
        <Finder
          at={at}
          onChoose={(account) => {
            lost.value = account;
            outcome.clear();
          }}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void outcome.run(report);
          }}
        >
          <p class="chosen-name">{accountLabel({ ...value, kind: 'card' })}</p>
          <div class="fields">
            <Choice label={say('whatIsLost')} value={what} options={WHAT.map((each) => ({ value: each, text: say(`lost_${each}`) }))} />
            <Choice label={say('markAs')} value={mark} options={MARKS.map((each) => ({ value: each, text: say(`mark_${each}`) }))} />
            <Choice
              label={say('newCard')}
              value={newCard}
              options={NEW_CARD.map((each) => ({ value: each, text: say(`newCard_${each}`) }))}
            />
          </div>
          <div class="row">
            <button type="submit" class="go" disabled={outcome.isBusy.value}>
              {say('report')}
            </button>
            <button
              type="button"
              onClick={() => {
                lost.value = undefined;
              }}
            >
              {say('otherAccount')}
            </button>
          </div>
        </form>
      )}
      <Result outcome={outcome} />
    </Panel>
  );
}
