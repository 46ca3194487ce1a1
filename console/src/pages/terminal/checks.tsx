/** The checks in their order, with what each of them saw. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { seenText } from '../../../../src/limits/explain/seen.ts';
import type { CheckResult } from '../../../../src/protocol/explanation.ts';
import type { TransactionAnswer } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { expiryText } from '../../text/format.ts';
import { explainText, limitText, t } from '../../text/text.ts';

type Explanation = NonNullable<TransactionAnswer['explanation']>;

const MARKS: Readonly<Record<CheckResult['verdict'], string>> = { passed: '✓', failed: '✕', notReached: '–', notApplicable: '–' };

/** `Shop: 45,000.00 + 8,200.00 > 50,000.00 NOK` */
function limitsText({ limits }: Explanation, askedMinor: number): string {
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const texts = limits.map(({ name, usedMinor, amountMinor }) => {
    const fill = { name: limitText(name), used: amount(usedMinor), asked: amount(askedMinor), limit: amount(amountMinor) };
    return t(usedMinor + askedMinor > amountMinor ? 'overLimit' : 'withinLimit', fill);
  });
  return texts.join('; ');
}

function seenOf(result: CheckResult, explanation: Explanation, askedMinor: number): string {
  if (result.check === 'limit' && explanation.limits.length > 0) return limitsText(explanation, askedMinor);
  if (result.check === 'expiry') return expiryText(result.seen);
  return result.seen === '' ? '' : seenText(language.value, result);
}

/** `askedMinor`: the amount of the request. */
export function Checks({ explanation, askedMinor }: { readonly explanation: Explanation; readonly askedMinor: number }) {
  const shown = explanation.checks.filter(({ verdict }) => verdict !== 'notApplicable');
  return (
    <section class="panel">
      <h2>{t('checks')}</h2>
      <ol class="checks">
        {shown.map((result) => {
          const seen = seenOf(result, explanation, askedMinor);
          return (
            <li key={result.check} class={result.verdict}>
              <span class="mark" aria-hidden="true">
                {MARKS[result.verdict]}
              </span>
              <span>
                {explainText(result.check)}
                {seen === '' ? '' : `: ${seen}`}
                <span class="unseen">, {explainText(result.verdict)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
