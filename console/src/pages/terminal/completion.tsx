/** After a pre-authorization at the pump: the final amount. */
import { useSignal } from '@preact/signals';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { language } from '../../settings.ts';
import { t } from '../../text/text.ts';
import { minorOfText } from './request.ts';
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
        <input
          id="final"
          inputMode="decimal"
          autocomplete="off"
          maxLength={14}
          value={final.value}
          onInput={({ currentTarget }) => (final.value = currentTarget.value)}
        />
        <button type="submit" disabled={isSending.value || !(finalMinor > 0)}>
          {t('completeNow')}
        </button>
      </div>
    </form>
  );
}
