/** The answer with its reason first, then the checks, the limits, the receipt and the message. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isApproval } from '../../../../src/protocol/outcome.ts';
import type { TransactionAnswer } from '../../api/types.ts';
import { type Asked, LimitBars } from '../../parts/limit-bars.tsx';
import { Releases } from '../../parts/releases.tsx';
import { releasesOf } from '../../parts/window-releases.ts';
import { language } from '../../settings.ts';
import { durationText } from '../../text/format.ts';
import { limitText, outcomeText, t } from '../../text/text.ts';
import { Checks } from './checks.tsx';
import { Completion } from './completion.tsx';
import { Messages } from './messages.tsx';
import { Receipt } from './receipt.tsx';
import { type Exchange, openHold, windows } from './state.ts';

function headOf({ answer }: Exchange): { readonly word: string; readonly tone: 'good' | 'bad' } {
  if (answer === undefined) return { word: t('failed'), tone: 'bad' };
  if (answer.outcome === 'approved') return { word: t('approved'), tone: 'good' };
  if (answer.outcome === 'approvedPartially') return { word: t('approvedPart'), tone: 'good' };
  return { word: t('declined'), tone: 'bad' };
}

function askedOf({ outcome, approvedAmountMinor, amountMinor }: TransactionAnswer): Asked {
  const isApproved = isApproval(outcome);
  return { isApproved, amountMinor: isApproved ? approvedAmountMinor : (amountMinor ?? 0) };
}

/** What is in the windows now, this use included, and when it leaves. */
function Leaving({ names }: { readonly names: readonly string[] }) {
  const { atMs = 0, limits = [] } = windows.value ?? {};
  const shown = limits.filter((limit) => names.includes(limit.name) && releasesOf(limit, atMs).length > 1);
  return (
    <>
      {shown.map((limit) => (
        <div key={limit.name} class="leaving-list">
          <h3>{t('leavesWhen', { name: limitText(limit.name) })}</h3>
          <Releases limit={limit} nowMs={atMs} />
        </div>
      ))}
    </>
  );
}

export function Answer(exchange: Exchange) {
  const { answer, problem, latencyMs } = exchange;
  const { word, tone } = headOf(exchange);
  const explanation = answer?.explanation;
  const text = explanation === undefined ? problem : language.value === 'nb' ? explanation.textNb : explanation.textEn;
  const { balances } = answer ?? {};
  const amount = (minor: number): string => formatAmount(language.value, minor);
  return (
    <>
      <section id="answer" class={`panel answer ${tone}`} aria-label={t('answer')}>
        <strong>{word}</strong>
        {answer !== undefined && explanation === undefined && <span>{outcomeText(answer.outcome)}</span>}
        <span class="code">
          {answer === undefined ? '' : `${answer.responseCode} · ${answer.outcome} · `}
          {durationText(language.value, latencyMs)}
        </span>
        {text !== '' && <p>{text}</p>}
        {balances !== undefined && (
          <p>{t('balanceAfter', { ledger: amount(balances.ledgerMinor), available: amount(balances.availableMinor) })}</p>
        )}
      </section>
      {openHold.value !== undefined && <Completion />}
      {answer !== undefined && explanation !== undefined && explanation.limits.length > 0 && (
        <section class="panel" aria-label={t('windows')}>
          <h2>{t('windows')}</h2>
          <LimitBars limits={explanation.limits} asked={askedOf(answer)} />
          <Leaving names={explanation.limits.map(({ name }) => name)} />
        </section>
      )}
      <div class={explanation === undefined ? '' : 'split'}>
        {explanation !== undefined && <Checks explanation={explanation} askedMinor={answer?.amountMinor ?? 0} />}
        {answer !== undefined && <Receipt place={exchange.place} request={exchange.request} answer={answer} />}
      </div>
      <Messages exchange={exchange} />
    </>
  );
}
