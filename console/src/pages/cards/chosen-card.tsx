/** One card: its money, its limits, and what can be done with it. */
import { useSignal } from '@preact/signals';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Card } from '../../api/types.ts';
import { AmountInput } from '../../parts/amount-input.tsx';
import { LimitBars } from '../../parts/limit-bars.tsx';
import { language } from '../../settings.ts';
import { minorOfText } from '../../text/amount.ts';
import { expiryText } from '../../text/format.ts';
import { explainText, t } from '../../text/text.ts';
import { change, headroom, note } from './state.ts';

function Facts({ card }: { readonly card: Card }) {
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const rows: readonly (readonly [string, string])[] = [
    [t('status'), explainText(card.status)],
    [t('expires'), expiryText(card.expiry)],
    [t('profile'), card.profile],
    [t('balance'), amount(card.ledgerMinor)],
    [t('held'), amount(card.holdsMinor)],
    [t('available'), amount(card.ledgerMinor - card.holdsMinor)],
    [t('funded'), amount(card.fundedMinor)],
    [t('posted'), amount(card.postedMinor)],
    [t('givenBack'), amount(card.givenBackMinor)],
    [t('pinTries'), String(card.pinTriesUsed)],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function ChosenCard({ card }: { readonly card: Card }) {
  const load = useSignal('');
  const loadMinor = minorOfText(load.value);
  return (
    <section class="panel" aria-label={card.maskedPan}>
      <h2>
        <code>{card.maskedPan}</code>
      </h2>
      <Facts card={card} />
      <h3>{t('windows')}</h3>
      {headroom.value.length === 0 ? <p class="soft">{t('noLimits')}</p> : <LimitBars limits={headroom.value} />}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (loadMinor > 0) void change('fund', { amountMinor: loadMinor }, t('done'));
        }}
      >
        <label for="load">{t('amount')}</label>
        <AmountInput id="load" value={load} />
        <button type="submit" disabled={!(loadMinor > 0)}>
          {t('fund')}
        </button>
      </form>
      <div class="row">
        {card.status === 'active' ? (
          <button type="button" onClick={() => void change('change', { status: 'blocked' }, t('done'))}>
            {t('block')}
          </button>
        ) : (
          <button type="button" onClick={() => void change('change', { status: 'active' }, t('done'))}>
            {t('activate')}
          </button>
        )}
        <button type="button" disabled={card.pinTriesUsed === 0} onClick={() => void change('change', { unblockPin: true }, t('done'))}>
          {t('unblockPin')}
        </button>
      </div>
      <p role="status" class={note.value?.tone ?? ''}>
        {note.value?.text ?? ''}
      </p>
    </section>
  );
}
