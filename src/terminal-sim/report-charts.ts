/** The charts of the HTML report, of one run or of two beside each other. */
import { linearAxis, logAxis, oneIn, percentileAxis, timeAxis } from './chart-axis.ts';
import type { Distribution } from './histogram.ts';
import type { Report } from './report.ts';
import { LATENCY_NAMES } from './report-fields.ts';
import { NOTHING_ANSWERED } from './report-words.ts';
import type { SeriesPoint } from './statistics.ts';
import type { Chart, ChartLine } from './svg-chart.ts';
import { formatCount, formatMs } from './words.ts';

type Series = readonly SeriesPoint[];
type Points = ChartLine['points'];
/** A chart before its axes are laid. */
type Draft = Pick<Chart, 'title' | 'description' | 'lines'>;

const TIME_NAME = 'time since the measuring began';
const LATENCY_NAME = 'milliseconds, logarithmic scale';

/** A stretch stands in its middle. */
function over(series: Series, of: (point: SeriesPoint) => number | undefined): Points {
  return series.map((point) => ({ x: (point.atMs - point.durationMs / 2) / 1000, y: of(point) }));
}

/** Where nothing was answered there is no latency, and that is not 0 ms. */
function latencyOf(of: (point: SeriesPoint) => number): (point: SeriesPoint) => number | undefined {
  return (point) => (point.ratePerSecond > 0 ? of(point) : undefined);
}

function endOf(series: Series): number {
  return (series.at(-1)?.atMs ?? 0) / 1000;
}

function heights(lines: readonly ChartLine[]): readonly number[] {
  return lines.flatMap((line) => line.points.flatMap(({ y }) => y ?? []));
}

function ratesOverTime(draft: Draft, endSeconds: number): Chart {
  const highest = heights(draft.lines).reduce((max, height) => Math.max(max, height), 0);
  return {
    ...draft,
    x: timeAxis(endSeconds),
    y: linearAxis(highest, formatTick),
    xName: TIME_NAME,
    yName: 'messages per second',
  };
}

function latenciesOverTime(draft: Draft, endSeconds: number): Chart {
  return { ...draft, x: timeAxis(endSeconds), y: logAxis(heights(draft.lines), formatTick), xName: TIME_NAME, yName: LATENCY_NAME };
}

/** A share of a round number, or a power of ten. */
function formatTick(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(3)));
}

function approvedPerSecond(point: SeriesPoint): number {
  return point.durationMs > 0 ? (point.approved * 1000) / point.durationMs : 0;
}

export function rateChart({ series, settings }: Report): Chart {
  const rates = series.map((point) => point.ratePerSecond);
  const lowest = rates.reduce((min, rate) => Math.min(min, rate), rates[0] ?? 0);
  const highest = rates.reduce((max, rate) => Math.max(max, rate), 0);
  const lines: readonly ChartLine[] = [
    { name: 'answered', className: 'line-1', points: over(series, (point) => point.ratePerSecond) },
    { name: 'approved', className: 'line-2', points: over(series, approvedPerSecond) },
  ];
  const offered: ChartLine = { name: 'sent', className: 'line-4', points: over(series, (point) => point.offeredPerSecond) };
  return ratesOverTime(
    {
      title: 'Throughput over time',
      description: `Answered messages per second, between ${formatCount(lowest)} and ${formatCount(highest)}.`,
      lines: settings.mode === 'open' ? [offered, ...lines] : lines,
    },
    endOf(series),
  );
}

export function latencyChart({ messages, series, settings }: Report): Chart {
  const worst = series.reduce((max, point) => Math.max(max, point.p99Ms), 0);
  const corrected = settings.mode === 'open' ? ', corrected' : '';
  const description = `Percentiles of each stretch of time${corrected}; the highest 99th percentile is ${formatMs(worst)} ms.`;
  const line = (name: string, className: string, of: (point: SeriesPoint) => number): ChartLine => {
    return { name, className, points: over(series, latencyOf(of)) };
  };
  return latenciesOverTime(
    {
      title: 'Latency over time',
      description: messages.answered === 0 ? NOTHING_ANSWERED : description,
      lines: [
        line('p50', 'line-1', (point) => point.p50Ms),
        line('p90', 'line-3', (point) => point.p90Ms),
        line('p99', 'line-2', (point) => point.p99Ms),
        line('max', 'line-4', (point) => point.maxMs),
      ],
    },
    endOf(series),
  );
}

/** The last point stands at 100 %, which lies nowhere on this axis: it is drawn where the next step would be. */
function steps(distribution: Distribution): Points {
  let last = 1;
  return distribution.map(([percentile, ms]) => {
    last = percentile >= 100 ? last * 2 : oneIn(percentile);
    return { x: last, y: ms };
  });
}

function byPercentile(draft: Draft): Chart {
  const { lines } = draft;
  const widest = lines.reduce((max, line) => Math.max(max, line.points.at(-1)?.x ?? 0), 0);
  return {
    ...draft,
    x: percentileAxis(widest),
    y: logAxis(heights(lines), formatTick),
    xName: 'percentile of the messages',
    yName: LATENCY_NAME,
  };
}

export function distributionChart({ distribution, latencyMs, messages, settings }: Report): Chart {
  const open = settings.mode === 'open';
  const { corrected, uncorrected } = latencyMs;
  const names = LATENCY_NAMES[settings.mode];
  const beside = open ? `; uncorrected they are ${formatMs(uncorrected.p50)} and ${formatMs(uncorrected.p99)} ms` : '';
  const description = `The median is ${formatMs(corrected.p50)} ms, the 99th percentile ${formatMs(corrected.p99)} ms${beside}.`;
  const main: ChartLine = { name: names.corrected, className: 'line-1', points: steps(distribution.corrected) };
  const sent: ChartLine = { name: names.uncorrected, className: 'line-2', points: steps(distribution.uncorrected) };
  return byPercentile({
    title: 'Distribution of latencies',
    description: messages.answered === 0 ? NOTHING_ANSWERED : description,
    lines: open ? [main, sent] : [main],
  });
}

/** This run, and another that it is held against. */
export function compareCharts(report: Report, other: Report): readonly Chart[] {
  const [here, there] = [report.latencyMs.corrected, other.latencyMs.corrected];
  const both = (of: (point: SeriesPoint) => number | undefined): readonly ChartLine[] => [
    { name: 'this run', className: 'line-1', points: over(report.series, of) },
    { name: 'the other', className: 'line-2', points: over(other.series, of) },
  ];
  const endSeconds = Math.max(endOf(report.series), endOf(other.series));
  return [
    ratesOverTime(
      {
        title: 'Throughput of both',
        description: `Answered messages per second: ${formatCount(report.ratePerSecond)} in this run, ${formatCount(other.ratePerSecond)} in the other.`,
        lines: both((point) => point.ratePerSecond),
      },
      endSeconds,
    ),
    latenciesOverTime(
      {
        title: '99th percentile of both',
        description: `Over all, ${formatMs(here.p99)} ms in this run, ${formatMs(there.p99)} ms in the other.`,
        lines: both(latencyOf((point) => point.p99Ms)),
      },
      endSeconds,
    ),
    byPercentile({
      title: 'Distributions of both',
      description: `The medians are ${formatMs(here.p50)} ms in this run and ${formatMs(there.p50)} ms in the other.`,
      lines: [
        { name: 'this run', className: 'line-1', points: steps(report.distribution.corrected) },
        { name: 'the other', className: 'line-2', points: steps(other.distribution.corrected) },
      ],
    }),
  ];
}
