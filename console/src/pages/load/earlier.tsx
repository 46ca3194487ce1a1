/** All runs since the server was started, to choose one. */
import type { LoadRun } from '../../api/types.ts';
import { FileLink } from '../../parts/file-link.tsx';
import { language } from '../../settings.ts';
import { countText, durationText, timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { endText, settingsText } from './run.tsx';
import { attempt, choose, run, runs } from './state.ts';

function Row({ shown }: { readonly shown: LoadRun }) {
  const { id, startedAtMs, result } = shown;
  const started = timeText(language.value, startedAtMs);
  const p99 = result?.latencyMs.p99 ?? result?.latencyMs.max;
  return (
    <tr>
      <td>
        <button type="button" class="plain" aria-pressed={run.value?.id === id} onClick={() => void attempt(() => choose(shown))}>
          {started}
        </button>
      </td>
      <td>{settingsText(shown)}</td>
      <td>{endText(shown)}</td>
      <td class="n">{result === null ? '' : countText(language.value, Math.round(result.ratePerSecond))}</td>
      <td class="n">{p99 === undefined ? '' : durationText(language.value, p99)}</td>
      <td>
        {result !== null && (
          <FileLink
            href={`/v1/load-runs/${id}/report.html?lang=${language.value}`}
            file={`load-${id}.html`}
            isPage
            label={t('reportOf', { instant: started })}
          >
            {t('report')}
          </FileLink>
        )}
      </td>
    </tr>
  );
}

export function Earlier() {
  if (runs.value.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it is wider than its place, and the keyboard must be able to scroll it
    <section class="panel scroll" tabIndex={0} aria-label={t('earlierRuns')}>
      <h2>{t('earlierRuns')}</h2>
      <table class="entries">
        <thead>
          <tr>
            <th scope="col">{t('runStarted')}</th>
            <th scope="col">{t('loadRun')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col" class="n">
              {t('answeredASecond')}
            </th>
            <th scope="col" class="n">
              p99
            </th>
            <th scope="col">{t('report')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.value.map((shown) => (
            <Row key={shown.id} shown={shown} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
