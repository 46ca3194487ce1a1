/** The charts of the HTML report, for one run or for two runs compared. */
import type { Language } from '../../../protocol/language.ts';
import type { Distribution } from '../../measure/histogram.ts';
import type { SeriesPoint } from '../../measure/interval.ts';
import { type SupportedLatencies, tailName } from '../../measure/supported-percentiles.ts';
import { formatCount, formatLatency, formatMs, formatPlain } from '../number-text.ts';
import type { Report } from '../report.ts';
import { latencyName } from '../words/fields.ts';
import { COUNTED_FROM_WORDS } from '../words/names.ts';
import { heading, phrase } from '../words/say.ts';
import { linearAxis, logAxis, oneIn, percentileAxis, timeAxis } from './chart-axis.ts';
import type { Chart, ChartLine } from './svg-chart.ts';

type Series = readonly SeriesPoint[];
type Points = ChartLine['points'];
/** A chart without its axes. */
type Draft = Pick<Chart, 'title' | 'description' | 'lines'>;

/** A level line over each interval, in seconds: what was measured holds for the whole interval. */
function over(series: Series, of: (point: SeriesPoint) => number | undefined): Points {
  return series.flatMap((point) => {
    const y = of(point);
    return [
      { x: (point.atMs - point.durationMs) / 1000, y },
      { x: point.atMs / 1000, y },
    ];
  });
}

/** An interval without answers has no latency, which is not the same as 0 ms. */
function latencyOf(of: (point: SeriesPoint) => number | undefined): (point: SeriesPoint) => number | undefined {
  return (point) => (point.ratePerSecond > 0 ? of(point) : undefined);
}

function endOf(series: Series): number {
  return (series.at(-1)?.atMs ?? 0) / 1000;
}

function heights(lines: readonly ChartLine[]): readonly number[] {
  return lines.flatMap((line) => line.points.flatMap(({ y }) => y ?? []));
}

function overTime(language: Language, draft: Draft, endSeconds: number): Omit<Chart, 'y' | 'yName'> {
  const x = timeAxis(language, endSeconds);
  return { ...draft, x, xName: heading(language, 'timeAxis'), emptyText: heading(language, 'nothingMeasured') };
}

function ratesOverTime(language: Language, draft: Draft, endSeconds: number): Chart {
  const highest = heights(draft.lines).reduce((max, height) => Math.max(max, height), 0);
  const y = linearAxis(highest, (rate) => formatTick(language, rate));
  return { ...overTime(language, draft, endSeconds), y, yName: heading(language, 'rateAxis') };
}

function latenciesOverTime(language: Language, draft: Draft, endSeconds: number): Chart {
  const y = logAxis(heights(draft.lines), (ms) => formatTick(language, ms));
  return { ...overTime(language, draft, endSeconds), y, yName: heading(language, 'latencyAxis') };
}

/** Ticks are fractions of a round number, or powers of ten. */
function formatTick(language: Language, value: number): string {
  return Number.isInteger(value) ? formatCount(language, value) : formatPlain(language, Number(value.toPrecision(3)));
}

function approvedPerSecond(point: SeriesPoint): number {
  return point.durationMs > 0 ? (point.approved * 1000) / point.durationMs : 0;
}

export function rateChart(language: Language, { series, settings }: Report): Chart {
  const rates = series.map((point) => point.ratePerSecond);
  const lowest = rates.reduce((min, rate) => Math.min(min, rate), rates[0] ?? 0);
  const highest = rates.reduce((max, rate) => Math.max(max, rate), 0);
  const line = (name: 'answered' | 'approved' | 'offered', className: string, of: (point: SeriesPoint) => number): ChartLine => {
    return { name: heading(language, name), className, points: over(series, of) };
  };
  const lines = [line('answered', 'line-1', (point) => point.ratePerSecond), line('approved', 'line-2', approvedPerSecond)];
  const offered = line('offered', 'line-4', (point) => point.offeredPerSecond);
  const fill = { lowest: formatCount(language, lowest), highest: formatCount(language, highest) };
  return ratesOverTime(
    language,
    {
      title: heading(language, 'rateChart'),
      description: phrase(language, 'rateBetween', fill),
      lines: settings.mode === 'open' ? [offered, ...lines] : lines,
    },
    endOf(series),
  );
}

/** The percentiles of the latency chart and their lines. */
export const CHARTED = [
  { name: 'p50', className: 'line-1', of: (point: SeriesPoint) => point.p50Ms },
  { name: 'p90', className: 'line-3', of: (point: SeriesPoint) => point.p90Ms },
  { name: 'p99', className: 'line-2', of: (point: SeriesPoint) => point.p99Ms },
] as const;

function isCharted(series: Series, { of }: (typeof CHARTED)[number]): boolean {
  return series.some((point) => of(point) !== undefined);
}

/** The percentiles that no interval has enough answers for. */
export function uncharted({ series }: Report): readonly string[] {
  return CHARTED.filter((row) => !isCharted(series, row)).map(({ name }) => name);
}

export function latencyChart(language: Language, { messages, series, settings, latencyMs }: Report): Chart {
  const worst = formatLatency(language, latencyMs.corrected.max);
  const description = phrase(language, settings.mode === 'open' ? 'stretchesCorrected' : 'stretches', { worst });
  const percentiles = CHARTED.filter((row) => isCharted(series, row));
  const lines = [...percentiles, { name: latencyName(language, 'max'), className: 'line-4', of: (point: SeriesPoint) => point.maxMs }];
  return latenciesOverTime(
    language,
    {
      title: heading(language, 'latencyChart'),
      description: messages.answered === 0 ? phrase(language, 'nothingAnswered') : description,
      lines: lines.map(({ name, className, of }) => ({ name, className, points: over(series, latencyOf(of)) })),
    },
    endOf(series),
  );
}

/**
 * This axis never reaches 100 %, so the slowest answer is drawn where the next halving would be: as
 * a dot, because nothing is known of the percentiles between.
 */
function steps(distribution: Distribution): Points {
  let last = 1;
  return distribution.flatMap(([percentile, ms]) => {
    if (percentile < 100) {
      last = oneIn(percentile);
      return [{ x: last, y: ms }];
    }
    return [
      { x: last, y: undefined },
      { x: last * 2, y: ms },
    ];
  });
}

function byPercentile(language: Language, draft: Draft): Chart {
  const { lines } = draft;
  const widest = lines.reduce((max, line) => Math.max(max, line.points.at(-1)?.x ?? 0), 0);
  return {
    ...draft,
    x: percentileAxis(language, widest),
    y: logAxis(heights(lines), (ms) => formatTick(language, ms)),
    xName: heading(language, 'percentileAxis'),
    yName: heading(language, 'latencyAxis'),
    emptyText: heading(language, 'nothingMeasured'),
  };
}

export function distributionChart(language: Language, { distribution, latencyMs, messages, settings }: Report): Chart {
  const open = settings.mode === 'open';
  const { corrected, uncorrected } = latencyMs;
  const names = COUNTED_FROM_WORDS[settings.mode];
  const tail = tailName(corrected);
  const high = formatLatency(language, corrected[tail]);
  const fill = { name: latencyName(language, tail), p50: formatLatency(language, corrected.p50), high };
  const beside = { sentP50: formatMs(language, uncorrected.p50), sentHigh: formatLatency(language, uncorrected[tail]) };
  const description = open ? phrase(language, 'mediansAndP99s', { ...fill, ...beside }) : phrase(language, 'medianAndP99', fill);
  const main: ChartLine = { name: names.corrected[language], className: 'line-1', points: steps(distribution.corrected) };
  const sent: ChartLine = { name: names.uncorrected[language], className: 'line-2', points: steps(distribution.uncorrected) };
  return byPercentile(language, {
    title: heading(language, 'distributionChart'),
    description: messages.answered === 0 ? phrase(language, 'nothingAnswered') : description,
    lines: open ? [main, sent] : [main],
  });
}

/** Charts of this run and of another that it is compared with. */
export function compareCharts(language: Language, report: Report, other: Report): readonly Chart[] {
  const [here, there] = [report.latencyMs.corrected, other.latencyMs.corrected];
  const both = (of: (report: Report) => Points): readonly ChartLine[] => [
    { name: heading(language, 'thisRun'), className: 'line-1', points: of(report) },
    { name: heading(language, 'theOther'), className: 'line-2', points: of(other) },
  ];
  // The highest percentile that both runs have.
  const percentile = CHARTED.findLast((row) => isCharted(report.series, row) && isCharted(other.series, row)) ?? CHARTED[0];
  const inRun = (latencies: SupportedLatencies): string => formatLatency(language, latencies[percentile.name]);
  const endSeconds = Math.max(endOf(report.series), endOf(other.series));
  const rates = { here: formatCount(language, report.ratePerSecond), there: formatCount(language, other.ratePerSecond) };
  return [
    ratesOverTime(
      language,
      {
        title: heading(language, 'bothRates'),
        description: phrase(language, 'bothRates', rates),
        lines: both(({ series }) => over(series, (point) => point.ratePerSecond)),
      },
      endSeconds,
    ),
    latenciesOverTime(
      language,
      {
        title: heading(language, 'bothLatencies', { percentile: percentile.name }),
        description: phrase(language, 'bothPercentiles', { here: inRun(here), there: inRun(there) }),
        lines: both(({ series }) => over(series, latencyOf(percentile.of))),
      },
      endSeconds,
    ),
    byPercentile(language, {
      title: heading(language, 'bothDistributions'),
      description: phrase(language, 'bothMedians', { here: formatLatency(language, here.p50), there: formatLatency(language, there.p50) }),
      lines: both(({ distribution }) => steps(distribution.corrected)),
    }),
  ];
}
