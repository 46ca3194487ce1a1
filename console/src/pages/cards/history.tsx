/** What happened to a card, newest first: decisions, holds, loads and changes. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { isOutcome } from '../../../../src/protocol/outcome.ts';
import type { History as HistoryPage } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { instantText } from '../../text/format.ts';
import { outcomeText, t } from '../../text/text.ts';
import { loadOlder } from './state.ts';

type Entry = HistoryPage['entries'][number];

/** What was decided in words; of a change, what was changed. */
function resultOf({ outcome }: Entry): string {
  return isOutcome(outcome) ? outcomeText(outcome) : outcome;
}

function toneOf({ outcome }: Entry): string {
  if (!isOutcome(outcome)) return '';
  return outcome === 'approved' || outcome === 'approvedPartially' ? 'good' : 'bad';
}

function Line({ entry }: { readonly entry: Entry }) {
  const { atMs, event, type, terminalId, amountMinor, ledgerMinor, flag } = entry;
  const amount = (minor: number): string => formatAmount(language.value, minor);
  return (
    <tr>
      <td>{instantText(language.value, atMs)}</td>
      <td>
        {event} {type !== '' && type !== event && <small>{type}</small>}
      </td>
      <td class="n">{amountMinor === 0 ? '' : amount(amountMinor)}</td>
      <td class={toneOf(entry)}>
        {resultOf(entry)} {flag !== '' && <small>{flag}</small>}
      </td>
      <td class="n">{amount(ledgerMinor)}</td>
      <td>{terminalId}</td>
    </tr>
  );
}

function completeText({ completeFromMs, cursor }: HistoryPage): string {
  if (completeFromMs === null) return t('historyUnknown');
  if (completeFromMs === 0) return cursor === '' ? t('historyWhole') : '';
  return t('historyFrom', { instant: instantText(language.value, completeFromMs) });
}

const HEADS = ['time', 'event', 'amount', 'outcome', 'balance', 'terminalId'] as const;
const NUMBERS: readonly string[] = ['amount', 'balance'];

export function History({ history }: { readonly history: HistoryPage }) {
  return (
    // Wider than a phone: the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="panel scroll" tabIndex={0} aria-label={t('history')}>
      <h2>{t('history')}</h2>
      {history.entries.length === 0 ? (
        <p class="soft">{t('noHistory')}</p>
      ) : (
        <table class="wide">
          <thead>
            <tr>
              {HEADS.map((name) => (
                <th key={name} scope="col" class={NUMBERS.includes(name) ? 'n' : ''}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history.entries.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <div class="row">
        {history.cursor !== '' && (
          <button type="button" onClick={() => void loadOlder()}>
            {t('older')}
          </button>
        )}
        <span class="soft small">{completeText(history)}</span>
      </div>
    </section>
  );
}
