/** The run that is looked at: how far it is, its figures and charts, and how it ended. */
import { useEffect, useRef } from 'preact/hooks';
import type { LoadRun } from '../../api/types.ts';
import { Chart } from '../../parts/chart.tsx';
import { FileLink } from '../../parts/file-link.tsx';
import { Legend } from '../../parts/legend.tsx';
import { language } from '../../settings.ts';
import { countText, durationText, instantText, shareText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { Outcomes } from './outcomes.tsx';
import { attempt, isWatched, lastPoint, latencyData, rateData, run, stop, tailName } from './state.ts';

const RATE_LINES = [{ color: '--accent' }, { color: '--soft', isDashed: true }] as const;
const LATENCY_LINES = [{ color: '--accent' }, { color: '--warn', isDashed: true }, { color: '--soft' }] as const;
const SECOND_MS = 1_000;

export function settingsText({ settings }: LoadRun): string {
  const { workload, mode, rate, concurrency, durationMs, codec } = settings;
  return t('runText', {
    workload: workload in NAMES ? t(workload as keyof typeof NAMES) : workload,
    drive: mode === 'open' ? rate : t('concurrencyOf', { count: countText(language.value, concurrency) }),
    seconds: `${countText(language.value, durationMs / SECOND_MS)} s`,
    codec,
  });
}

const NAMES = {
  usual: true,
  'careless-customers': true,
  'cash-machines': true,
  'fuel-and-taxis': true,
  'purchases-only': true,
  'whole-day': true,
} as const;

function isSound({ result }: LoadRun): boolean {
  if (result === null) return false;
  const { books, findings, thresholds, cutShort } = result;
  return books !== 'unequal' && findings === 0 && cutShort !== 'hostLost' && thresholds.every(({ kept }) => kept);
}

export function endText(shown: LoadRun): string {
  if (shown.endedAtMs === null) return t('running');
  if (shown.state === 'failed') return t('runFailed');
  if (!isSound(shown)) return t('runWrong');
  return t(shown.result?.cutShort === 'stopped' ? 'runStopped' : 'runPassed');
}

/** What there is to say of the end, one sentence each. */
function endSentences({ detail, result }: LoadRun): readonly string[] {
  if (result === null) return [detail];
  const { books, findings, thresholds, cutShort, shortBy } = result;
  return [
    ...(cutShort === 'hostLost' ? [t('hostLost')] : []),
    ...(books === 'notReconciled' ? [] : [t(books === 'equal' ? 'booksEqual' : 'booksUnequal')]),
    ...(findings === 0 ? [] : [t('findingsFound', { count: String(findings) })]),
    ...thresholds.map(({ threshold, kept }) => t(kept ? 'thresholdKept' : 'thresholdBroken', { threshold })),
    ...(shortBy === '' ? [] : [t(shortBy === 'host' ? 'shortByHost' : 'shortByGenerator')]),
  ];
}

function End({ shown }: { readonly shown: LoadRun }) {
  const place = useRef<HTMLElement>(null);
  // The button that stops it is gone.
  useEffect(() => {
    if (isWatched.value && document.activeElement === document.body) place.current?.focus();
  }, []);
  return (
    <section ref={place} tabIndex={-1} class={`panel answer ${isSound(shown) ? 'good' : 'bad'}`} aria-label={t('result')}>
      <strong>{endText(shown)}</strong>
      <span>{settingsText(shown)}</span>
      {endSentences(shown).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {shown.result !== null && (
        <p>
          <FileLink href={`/v1/load-runs/${shown.id}/report.html?lang=${language.value}`} file={`load-${shown.id}.html`} isPage>
            {t('reportPage')}
          </FileLink>{' '}
          <FileLink href={`/v1/load-runs/${shown.id}/report`} file={`load-${shown.id}.json`}>
            {t('reportJson')}
          </FileLink>
        </p>
      )}
    </section>
  );
}

const PHASES = { warmup: 'warmupPhase', measure: 'measurePhase', settle: 'settlePhase', done: 'settlePhase' } as const;

function phaseOf({ state, progress }: LoadRun) {
  return state === 'stopping' ? 'stoppingState' : PHASES[progress?.phase ?? 'warmup'];
}

function Progress({ shown }: { readonly shown: LoadRun }) {
  const button = useRef<HTMLButtonElement>(null);
  // The button that started it cannot be pressed now.
  useEffect(() => {
    if (isWatched.value) button.current?.focus();
  }, []);
  const { state, progress, settings } = shown;
  const totalMs = progress?.totalMs ?? settings.warmupMs + settings.durationMs;
  const elapsedMs = Math.min(progress?.elapsedMs ?? 0, totalMs);
  const phase = t(phaseOf(shown));
  const seconds = (ms: number): string => countText(language.value, Math.round(ms / SECOND_MS));
  return (
    <section class="panel" aria-label={phase}>
      <div class="row spread">
        <h2>{phase}</h2>
        <span class="soft">{settingsText(shown)}</span>
      </div>
      <progress max={totalMs} value={elapsedMs} aria-label={phase} />
      <div class="row spread">
        <span>{t('secondsOf', { now: seconds(elapsedMs), all: seconds(totalMs) })}</span>
        <button type="button" ref={button} aria-disabled={state === 'stopping'} onClick={() => void attempt(stop)}>
          {t('stop')}
        </button>
      </div>
    </section>
  );
}

function Figures({ shown }: { readonly shown: LoadRun }) {
  const { progress, result } = shown;
  if (progress === null && result === null) return null;
  const counts = result?.messages ?? progress;
  const latency = result?.latencyMs ?? progress?.latencyMs;
  const rate = result?.ratePerSecond ?? lastPoint.value?.ratePerSecond ?? 0;
  const ms = (value: number | undefined): string =>
    value === undefined || counts?.answered === 0 ? '–' : durationText(language.value, value);
  const figures = [
    [countText(language.value, Math.round(rate)), t('answeredASecond')],
    [ms(latency?.p50), 'p50'],
    [ms(latency?.p99), 'p99'],
    [ms(latency?.max), t('slowest')],
    [countText(language.value, counts?.answered ?? 0), t('answered')],
    [shareText(language.value, counts?.approved ?? 0, counts?.answered ?? 0), t('approvedShare')],
    [shareText(language.value, counts?.declined ?? 0, counts?.answered ?? 0), t('declinedShare')],
    [countText(language.value, counts?.unanswered ?? 0), t('unanswered')],
  ] as const;
  return (
    <dl class="tiles">
      {figures.map(([value, name]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function secondText(second: number): string {
  return `${countText(language.value, second)} s`;
}

function Charts() {
  const point = lastPoint.value;
  if (point === undefined) return null;
  const rateLabel = t('runRateChart', { last: countText(language.value, Math.round(point.ratePerSecond)) });
  const latencyLabel = t('runLatencyChart', { last: durationText(language.value, point.maxMs) });
  return (
    <>
      <section class="panel">
        <h2>{t('messagesASecond')}</h2>
        <Legend series={RATE_LINES} names={[t('answered'), t('offered')]} />
        <Chart
          data={rateData.value}
          series={RATE_LINES}
          xText={secondText}
          yText={(rate) => countText(language.value, rate)}
          yMin={10}
          label={rateLabel}
        />
      </section>
      <section class="panel">
        <h2>{t('latencyMs')}</h2>
        <Legend series={LATENCY_LINES} names={['p50', tailName.value, t('slowest')]} />
        <Chart
          data={latencyData.value}
          series={LATENCY_LINES}
          xText={secondText}
          yText={(ms) => countText(language.value, ms)}
          yMin={1}
          label={latencyLabel}
        />
      </section>
    </>
  );
}

export function Run() {
  const shown = run.value;
  if (shown === undefined) return <p class="panel soft">{t('noRuns')}</p>;
  return (
    <>
      <p class="unseen" role="status">
        {shown.endedAtMs === null ? t(phaseOf(shown)) : endText(shown)}
      </p>
      <h2 class="unseen">{t('runOf', { instant: instantText(language.value, shown.startedAtMs) })}</h2>
      {shown.endedAtMs === null ? <Progress shown={shown} /> : <End shown={shown} />}
      <Figures shown={shown} />
      <Charts />
      <Outcomes counts={shown.result?.outcomes ?? shown.progress?.outcomes ?? {}} />
    </>
  );
}
