/** The answer in a few words, with its reason. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { language } from '../../settings.ts';
import { durationText } from '../../text/format.ts';
import { outcomeText, t } from '../../text/text.ts';
import type { Exchange } from './state.ts';

function headOf({ answer }: Exchange): { readonly word: string; readonly tone: 'good' | 'bad' } {
  if (answer === undefined) return { word: t('failed'), tone: 'bad' };
  if (answer.outcome === 'approved') return { word: t('approved'), tone: 'good' };
  if (answer.outcome === 'approvedPartially') return { word: t('approvedPart'), tone: 'good' };
  return { word: t('declined'), tone: 'bad' };
}

export function Answer(exchange: Exchange) {
  const { answer, problem, latencyMs } = exchange;
  const { word, tone } = headOf(exchange);
  const explanation = answer?.explanation;
  const text = explanation === undefined ? problem : language.value === 'nb' ? explanation.textNb : explanation.textEn;
  const { balances } = answer ?? {};
  const amount = (minor: number): string => formatAmount(language.value, minor);
  return (
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
  );
}
