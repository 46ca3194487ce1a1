/** What happens on the server now. */
import { useEffect } from 'preact/hooks';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isApproval, type Outcome } from '../../../../src/protocol/outcome.ts';
import { language } from '../../settings.ts';
import { timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { LatencyChart, RateChart } from './charts.tsx';
import { Filters, filterByCard } from './filters.tsx';
import { connection, type Entry, entries, filter, follow, missed, sampled } from './state.ts';

const TOKEN_SHOWN = 8;

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { atMs, event, type, terminalId, amountMinor, outcome, cardToken } = entry;
  const tone = outcome === '' ? '' : isApproval(outcome as Outcome) ? 'good' : 'bad';
  return (
    <tr>
      <td>{timeText(language.value, atMs)}</td>
      <td>{event}</td>
      <td>{type}</td>
      <td>{terminalId}</td>
      <td class="n">{amountMinor === 0 ? '' : formatAmount(language.value, amountMinor)}</td>
      <td class={tone}>{outcome}</td>
      <td>
        {cardToken !== '' && (
          <button type="button" class="plain" title={t('onlyThisCard')} onClick={() => filterByCard(cardToken)}>
            <code>{cardToken.slice(0, TOKEN_SHOWN)}</code>
          </button>
        )}
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

const HEADS = ['time', 'event', 'type', 'terminalId', 'amount', 'outcome', 'card'] as const;

function Entries() {
  if (entries.value.length === 0) return <p class="soft">{t('nothingYet')}</p>;
  return (
    <table class="entries">
      <thead>
        <tr>
          {HEADS.map((name) => (
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
  );
}

export function LivePage() {
  useEffect(() => follow(filter.value), [filter.value]);
  return (
    <>
      <h1>{t('live')}</h1>
      <p class="lead">{t('liveLead')}</p>
      <Filters />
      <div class="pair">
        <RateChart />
        <LatencyChart />
      </div>
      <p role="status" class="soft">
        {notesOf().join(' ')}
      </p>
      {/* On a phone it is wider than its place: the keyboard must be able to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="panel scroll" tabIndex={0} aria-label={t('live')}>
        <Entries />
      </section>
    </>
  );
}
