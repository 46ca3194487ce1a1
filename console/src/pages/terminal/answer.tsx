/** The answer with its reason first, then the checks, the limits, the receipt and the message. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isApproval } from '../../../../src/protocol/outcome.ts';
import type { TransactionAnswer } from '../../api/types.ts';
import { type Asked, LimitBars } from '../../parts/limit-bars.tsx';
import { language } from '../../settings.ts';
import { durationText } from '../../text/format.ts';
import { outcomeText, t } from '../../text/text.ts';
import { Checks } from './checks.tsx';
import { Completion } from './completion.tsx';
import { Messages } from './messages.tsx';
import { Receipt } from './receipt.tsx';
import { type Exchange, openHold } from './state.ts';

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
        <section class="panel">
          <h2>{t('windows')}</h2>
          <LimitBars limits={explanation.limits} asked={askedOf(answer)} />
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
