/** What a terminal would print. The card number is cut as on paper. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isApproval } from '../../../../src/protocol/outcome.ts';
import type { TransactionAnswer, TransactionBody } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { receiptInstant } from '../../text/format.ts';
import { outcomeText, t } from '../../text/text.ts';
import { type PlaceName, placeOf } from './places.ts';

const WIDTH = 30;

function line(left: string, right: string): string {
  return `${left}${right.padStart(WIDTH - left.length)}`;
}

export function Receipt({
  place,
  request,
  answer,
}: {
  readonly place: PlaceName;
  readonly request: TransactionBody;
  readonly answer: TransactionAnswer;
}) {
  const { receipt, purpose } = placeOf(place);
  const approved = isApproval(answer.outcome);
  const paidMinor = approved ? answer.approvedAmountMinor : (request.amountMinor ?? 0);
  const pan = request.pan ?? '';
  const lines = [
    t(receipt),
    receiptInstant(language.value, answer.decidedAtMs),
    t('receiptBrand'),
    `${'*'.repeat(Math.max(0, pan.length - 4))}${pan.slice(-4)}`,
    line(request.purpose === 'completion' ? t('receiptPurchase') : t(purpose), formatAmount(language.value, paidMinor)),
    '',
  ];
  const end = [
    ...(approved ? [t('receiptCode', { code: answer.approvalCode })] : [`${outcomeText(answer.outcome)} (${answer.responseCode})`]),
    `STAN ${String(answer.stan).padStart(6, '0')}`,
  ];
  return (
    <section class="panel">
      <h2>{t('receipt')}</h2>
      <div class="receipt">
        {lines.join('\n')}
        {'\n'}
        <b>{approved ? t('receiptApproved') : t('receiptDeclined')}</b>
        {'\n'}
        {end.join('\n')}
      </div>
    </section>
  );
}
