/** What happens on the server now. */
import { useEffect } from 'preact/hooks';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isApproval, OUTCOMES, type Outcome } from '../../../../src/protocol/outcome.ts';
import { language } from '../../settings.ts';
import { timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { RateChart } from './rate-chart.tsx';
import { connection, type Entry, entries, filter, follow, isPaused, missed, sampled } from './state.ts';

function Filters() {
  return (
    <div class="panel row">
      <label for="outcome">{t('outcome')}</label>
      <select
        id="outcome"
        class="narrow"
        value={filter.value.outcome}
        onChange={({ currentTarget }) => {
          filter.value = { ...filter.value, outcome: currentTarget.value };
        }}
      >
        <option value="">{t('all')}</option>
        {OUTCOMES.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <label for="terminal-id">{t('terminalId')}</label>
      <input
        id="terminal-id"
        class="narrow"
        maxLength={16}
        autocomplete="off"
        value={filter.value.terminal}
        onChange={({ currentTarget }) => {
          filter.value = { ...filter.value, terminal: currentTarget.value.trim() };
        }}
      />
      <button
        type="button"
        aria-pressed={isPaused.value}
        onClick={() => {
          isPaused.value = !isPaused.value;
        }}
      >
        {t('pause')}
      </button>
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { atMs, event, terminalId, amountMinor, outcome, cardToken } = entry;
  const tone = outcome === '' ? '' : isApproval(outcome as Outcome) ? 'good' : 'bad';
  return (
    <tr>
      <td>{timeText(language.value, atMs)}</td>
      <td>{event}</td>
      <td>{terminalId}</td>
      <td class="n">{formatAmount(language.value, amountMinor)}</td>
      <td class={tone}>{outcome}</td>
      <td>
        <code title={cardToken}>{cardToken.slice(0, 8)}</code>
      </td>
    </tr>
  );
}

function notesOf(): readonly string[] {
  const notes: string[] = [];
  if (connection.value === 'lost') notes.push(t('streamLost'));
  const part = sampled.value;
  if (part !== undefined) notes.push(t('streamSampled', { shown: String(part.shown), of: String(part.of) }));
  const gap = missed.value;
  if (gap !== undefined) notes.push(gap.missed === null ? t('streamRestarted') : t('streamGap', { missed: String(gap.missed) }));
  return notes;
}

export function LivePage() {
  useEffect(() => follow(filter.value), [filter.value]);
  const heads = ['time', 'event', 'terminalId', 'amount', 'outcome', 'card'] as const;
  return (
    <>
      <h1>{t('live')}</h1>
      <p class="lead">{t('liveLead')}</p>
      <Filters />
      <RateChart />
      <p role="status" class="soft">
        {notesOf().join(' ')}
      </p>
      {/* On a phone it is wider than its place: the keyboard must be able to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="panel scroll" tabIndex={0} aria-label={t('live')}>
        {entries.value.length === 0 ? (
          <p class="soft">{t('nothingYet')}</p>
        ) : (
          <table class="entries">
            <thead>
              <tr>
                {heads.map((name) => (
                  <th key={name} scope="col" class={name === 'amount' ? 'n' : ''}>
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.value.map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
