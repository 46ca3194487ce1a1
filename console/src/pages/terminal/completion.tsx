/** After a pre-authorization at the pump: the final amount. */
import { useSignal } from '@preact/signals';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { AmountInput } from '../../parts/amount-input.tsx';
import { language } from '../../settings.ts';
import { minorOfText } from '../../text/amount.ts';
import { t } from '../../text/text.ts';
import { completeHold, isSending, openHold } from './state.ts';

export function Completion() {
  const final = useSignal('');
  const hold = openHold.value;
  if (hold === undefined) return null;
  const finalMinor = minorOfText(final.value);
  return (
    <form
      class="panel"
      aria-label={t('complete')}
      onSubmit={(event) => {
        event.preventDefault();
        if (finalMinor > 0) void completeHold(finalMinor);
      }}
    >
      <h2>{t('complete')}</h2>
      <label for="final">{t('completeLead', { amount: formatAmount(language.value, hold.request.amountMinor ?? 0) })}</label>
      <div class="row">
        <AmountInput id="final" value={final} />
        <button type="submit" disabled={isSending.value || !(finalMinor > 0)}>
          {t('completeNow')}
        </button>
      </div>
    </form>
  );
}
