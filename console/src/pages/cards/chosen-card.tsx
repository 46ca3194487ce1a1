/** One card: its money, its limits, and what can be done with it. */
import { useSignal } from '@preact/signals';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Card } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { expiryText } from '../../text/format.ts';
import { explainText, limitText, t } from '../../text/text.ts';
import { minorOfText } from '../terminal/request.ts';
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

function Limits() {
  const amount = (minor: number): string => formatAmount(language.value, minor);
  if (headroom.value.length === 0) return <p class="soft">{t('noLimits')}</p>;
  return (
    <>
      {headroom.value.map(({ name, amountMinor, usedMinor, leftMinor }) => (
        <div class="window" key={name}>
          <div>
            {limitText(name)}
            <small>{amount(amountMinor)}</small>
          </div>
          <div
            class="bar"
            role="img"
            aria-label={t('windowBar', { name: limitText(name), used: amount(usedMinor), limit: amount(amountMinor), asked: amount(0) })}
          >
            <i style={{ width: `${amountMinor === 0 ? 0 : (100 * usedMinor) / amountMinor}%` }} />
          </div>
          <div class="figures">{t('left', { amount: amount(leftMinor) })}</div>
        </div>
      ))}
    </>
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
      <Limits />
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (loadMinor > 0) void change('fund', { amountMinor: loadMinor }, t('done'));
        }}
      >
        <label for="load">{t('amount')}</label>
        <input
          id="load"
          inputMode="decimal"
          autocomplete="off"
          maxLength={14}
          value={load.value}
          onInput={({ currentTarget }) => (load.value = currentTarget.value)}
        />
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
