/** The losses of the subscription, each with its steps. */
import { t } from '../../../text/text.ts';
import { tell } from '../ask.ts';
import { accountLabel, serialName } from '../parts/account-label.ts';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { accountText, amountText, whenText } from '../parts/shown.ts';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { LossState, ReportedLoss } from '../types.ts';
import { reportedText } from './reported-text.ts';

/** What the same report does again, when it is still to do. */
const BY_REPORT: readonly string[] = ['blocked', 'named', 'restRegistered'] satisfies readonly LossState['steps'][number]['step'][];

/** Where the rest goes, and who approved that. */
function restText({ transfer, newAccount, newSerial = '' }: LossState): string {
  if (transfer?.status !== 'registered') return '';
  const { to, amountMinor, approvedBy } = transfer;
  const fill = { amount: amountText(amountMinor), to: to === newAccount ? newSerial : accountText(to) };
  return approvedBy.length === 0 ? say('restWaits', fill) : say('restApprovedBy', { ...fill, users: approvedBy.join(', ') });
}

interface LossProps {
  readonly loss: LossState;
  readonly onReport: () => void;
}

function Loss({ loss, onReport }: LossProps) {
  const { name, newAccount, newSerial = '', balanceMinor, finishedAtMs, steps } = loss;
  const title = accountLabel({ ...loss, kind: 'card' });
  const isReportable = finishedAtMs === undefined && steps.some(({ step, isDone }) => !isDone && BY_REPORT.includes(step));
  return (
    <article class="loss" aria-label={title}>
      <h3>{title}</h3>
      <p class="soft small">
        {newAccount !== undefined && say('replacedBy', { serial: newSerial, account: accountText(newAccount) })}{' '}
        {say('restLeft', { amount: amountText(balanceMinor) })} {restText(loss)}
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
      {isReportable && (
        <button type="button" aria-label={say('reportAgainFor', { name: serialName({ ...loss, name }) })} onClick={onReport}>
          {say('reportAgain')}
        </button>
      )}
      {finishedAtMs !== undefined && <p class="good small">{say('lossFinished', { instant: whenText(finishedAtMs) })}</p>}
    </article>
  );
}

export function OpenLosses({ list }: { readonly list: RowsAnswer<LossState> }) {
  const { rows, problem, hasMore, more, again } = list;
  const outcome = useOutcome();
  const reportAgain = async ({ account, what, mark, newAccount }: LossState): Promise<string> => {
    const body = { what, mark, ...(newAccount === undefined ? { withoutNewCard: true } : { newAccount }) };
    const answer = await tell<ReportedLoss>(ROUTES.reportLoss(account), body);
    await again();
    return reportedText(answer);
  };
  return (
    <Panel title={say('losses')}>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      {rows.value === undefined && problem.value === '' && <p class="soft">{t('loading')}</p>}
      {rows.value?.length === 0 && <p class="soft">{say('noLosses')}</p>}
      <Result outcome={outcome} />
      {rows.value?.map((loss) => (
        <Loss key={loss.account} loss={loss} onReport={() => void outcome.run(() => reportAgain(loss))} />
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
