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
  const isPart = answer.outcome === 'approvedPartially';
  const isCompletion = request.purpose === 'completion';
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const paidMinor = approved ? answer.approvedAmountMinor : (request.amountMinor ?? 0);
  const pan = request.pan ?? '';
  const { balances } = answer;
  const lines = [
    t(receipt),
    receiptInstant(language.value, answer.decidedAtMs),
    line(t('receiptTerminal'), answer.terminalId),
    '',
    t('receiptBrand'),
    `${'*'.repeat(Math.max(0, pan.length - 4))}${pan.slice(-4)}`,
    t(isCompletion ? 'receiptNoPin' : 'receiptPin'),
    '',
    ...(isPart ? [line(t('receiptAsked'), amount(request.amountMinor ?? 0))] : []),
    line(isCompletion ? t('receiptPurchase') : t(purpose), amount(paidMinor)),
    '',
  ];
  const end = [
    ...(approved ? [t('receiptCode', { code: answer.approvalCode })] : [`${outcomeText(answer.outcome)} (${answer.responseCode})`]),
    line('STAN', String(answer.stan).padStart(6, '0')),
    line('RRN', answer.rrn),
    ...(place === 'atm' && balances !== undefined ? [line(t('receiptAvailable'), amount(balances.availableMinor))] : []),
    '',
    t('receiptKeep'),
  ];
  return (
    <section class="panel">
      <h2>{t('receipt')}</h2>
      <div class="receipt">
        {lines.join('\n')}
        {'\n'}
        <b>{t(isPart ? 'receiptPart' : approved ? 'receiptApproved' : 'receiptDeclined')}</b>
        {'\n'}
        {end.join('\n')}
      </div>
    </section>
  );
}
