/** The losses of the subscription, each with its steps. */
import { t } from '../../../text/text.ts';
import { Panel } from '../parts/panel.tsx';
import { accountText, amountText, whenText } from '../parts/shown.ts';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { say } from '../text.ts';
import type { LossState } from '../types.ts';

function Loss({ loss }: { readonly loss: LossState }) {
  const { account, name, mark, newAccount, balanceMinor, finishedAtMs, steps } = loss;
  const title = `${name} · ${accountText(account)}`;
  return (
    <article class="loss" aria-label={title}>
      <h3>
        {title} <small>{say(`mark_${mark}`)}</small>
      </h3>
      <p class="soft small">
        {newAccount !== undefined && say('replacedBy', { account: accountText(newAccount) })}{' '}
        {say('restLeft', { amount: amountText(balanceMinor) })}
      </p>
      <ol class="steps">
        {steps.map(({ step, isDone, sentence }) => (
          <li key={step} class={isDone ? 'passed' : 'todo'}>
            <span class="mark" aria-hidden="true">
              {isDone ? '✓' : '○'}
            </span>
            <span>{sentence}</span>
          </li>
        ))}
      </ol>
      {finishedAtMs !== undefined && <p class="good small">{say('lossFinished', { instant: whenText(finishedAtMs) })}</p>}
    </article>
  );
}

export function OpenLosses({ list }: { readonly list: RowsAnswer<LossState> }) {
  const { rows, problem, hasMore, more, again } = list;
  return (
    <Panel title={say('losses')}>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      {rows.value === undefined && problem.value === '' && <p class="soft">{t('loading')}</p>}
      {rows.value?.length === 0 && <p class="soft">{say('noLosses')}</p>}
      {rows.value?.map((loss) => (
        <Loss key={loss.account} loss={loss} />
      ))}
      <div class="row">
        <button type="button" onClick={() => void again()}>
          {say('update')}
        </button>
        {hasMore && (
          <button type="button" onClick={() => void more()}>
            {say('more')}
          </button>
        )}
      </div>
    </Panel>
  );
}
