/** What can be done with a card. */
import { useSignal } from '@preact/signals';
import type { Card } from '../../api/types.ts';
import { AmountInput } from '../../parts/amount-input.tsx';
import { minorOfText } from '../../text/amount.ts';
import { t } from '../../text/text.ts';
import { change, note, profileNames } from './state.ts';

function Load() {
  const load = useSignal('');
  const loadMinor = minorOfText(load.value);
  return (
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
  );
}

function Profile({ card }: { readonly card: Card }) {
  const wanted = useSignal(card.profile);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.value !== card.profile) void change('change', { profile: wanted.value }, t('done'));
      }}
    >
      <label for="profile">{t('profile')}</label>
      <select
        id="profile"
        class="narrow"
        value={wanted.value}
        onChange={({ currentTarget }) => {
          wanted.value = currentTarget.value;
        }}
      >
        {profileNames.value.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" disabled={wanted.value === card.profile}>
        {t('changeProfile')}
      </button>
    </form>
  );
}

export function Changes({ card }: { readonly card: Card }) {
  const isClosed = card.status === 'closed';
  return (
    <section class="panel" aria-label={t('changes')}>
      <h2>{t('changes')}</h2>
      <Load />
      <Profile key={`${card.token} ${card.profile}`} card={card} />
      <div class="row">
        {card.status === 'active' ? (
          <button type="button" onClick={() => void change('change', { status: 'blocked' }, t('done'))}>
            {t('block')}
          </button>
        ) : (
          <button type="button" disabled={isClosed} onClick={() => void change('change', { status: 'active' }, t('done'))}>
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
