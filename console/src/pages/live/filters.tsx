/** What of the stream is shown. */
import { signal } from '@preact/signals';
import { TRANSACTION_TYPES } from '../../../../src/protocol/message.ts';
import { OUTCOMES } from '../../../../src/protocol/outcome.ts';
import { ApiError, post } from '../../api/http.ts';
import type { Queried } from '../../api/types.ts';
import { t } from '../../text/text.ts';
import { type Filter, filter, isPaused } from './state.ts';

/** Why the card that was typed is not shown. */
const problem = signal('');

function set(part: Partial<Filter>): void {
  filter.value = { ...filter.value, ...part };
}

function Choice({ name, options }: { readonly name: 'outcome' | 'type'; readonly options: readonly string[] }) {
  return (
    <div class="field">
      <label for={name}>{t(name)}</label>
      <select id={name} value={filter.value[name]} onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}>
        <option value="">{t('all')}</option>
        {options.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A token, or a card number, whose token the server knows: no number stands in a URL. */
async function chooseCard(typed: string): Promise<void> {
  problem.value = '';
  const text = typed.replace(/\s/g, '');
  if (text === '' || /^[0-9a-f]{32}$/.test(text)) return set({ card: text });
  try {
    const { cards } = await post<Queried>('/v1/cards/query', { pans: [text] });
    const token = cards[0]?.token;
    if (token === undefined) problem.value = t('noSuchCard');
    else set({ card: token });
  } catch (error) {
    problem.value = error instanceof ApiError ? error.message : String(error);
  }
}

export function Filters() {
  const { terminal, card } = filter.value;
  return (
    <section class="panel filters" aria-label={t('filters')}>
      <Choice name="outcome" options={OUTCOMES.map(({ name }) => name)} />
      <Choice name="type" options={TRANSACTION_TYPES.map(({ name }) => name)} />
      <div class="field">
        <label for="terminal-id">{t('terminalId')}</label>
        <input
          id="terminal-id"
          maxLength={16}
          autocomplete="off"
          value={terminal}
          onChange={({ currentTarget }) => set({ terminal: currentTarget.value.trim() })}
        />
      </div>
      <div class="field">
        <label for="card-filter">{t('cardOrToken')}</label>
        <input
          id="card-filter"
          maxLength={40}
          autocomplete="off"
          value={card}
          aria-describedby="card-problem"
          onChange={({ currentTarget }) => void chooseCard(currentTarget.value)}
        />
      </div>
      <button
        type="button"
        aria-pressed={isPaused.value}
        onClick={() => {
          isPaused.value = !isPaused.value;
        }}
      >
        {t('pause')}
      </button>
      <p id="card-problem" class="bad small" role="status">
        {problem.value}
      </p>
    </section>
  );
}

export function filterByCard(card: string): void {
  problem.value = '';
  set({ card });
}
