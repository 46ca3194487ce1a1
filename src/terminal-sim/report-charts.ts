/** The charts of the HTML report, of one run or of two beside each other. */
import { linearAxis, logAxis, oneIn, percentileAxis, timeAxis } from './chart-axis.ts';
import type { Distribution } from './histogram.ts';
import type { Report } from './report.ts';
import type { SeriesPoint } from './statistics.ts';
import type { Chart, ChartLine } from './svg-chart.ts';
import { formatCount, formatMs } from './words.ts';

type Series = readonly SeriesPoint[];
type Points = ChartLine['points'];

function over(series: Series, of: (point: SeriesPoint) => number): Points {
  return series.map((point) => ({ x: point.atMs / 1000, y: of(point) }));
}

function most(lines: readonly ChartLine[], of: (point: Points[number]) => number): number {
  return lines.reduce((max, line) => line.points.reduce((top, point) => Math.max(top, of(point)), max), 0);
}

function overTime(chart: Pick<Chart, 'title' | 'description' | 'unit' | 'lines'>, format: (value: number) => string): Chart {
  const { lines } = chart;
  return {
    ...chart,
    x: timeAxis(most(lines, (point) => point.x)),
    y: linearAxis(
      most(lines, (point) => point.y),
      format,
    ),
  };
}

function latencyOverTime(chart: Pick<Chart, 'title' | 'description' | 'unit' | 'lines'>): Chart {
  const { lines } = chart;
  const y = logAxis(
    lines.flatMap((line) => line.points.map((point) => point.y)),
    formatTick,
  );
  return { ...chart, x: timeAxis(most(lines, (point) => point.x)), y };
}

/** A power of ten. */
function formatTick(ms: number): string {
  return ms >= 1 ? formatCount(ms) : String(Number(ms.toPrecision(1)));
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
  return overTime(
    {
      title: 'Throughput over time',
      description: `Answered messages per second, between ${formatCount(lowest)} and ${formatCount(highest)}.`,
      unit: 'messages per second',
      lines: settings.mode === 'open' ? [offered, ...lines] : lines,
    },
    formatCount,
  );
}

export function latencyChart({ series, settings }: Report): Chart {
  const worst = series.reduce((max, point) => Math.max(max, point.p99Ms), 0);
  const open = settings.mode === 'open';
  return latencyOverTime({
    title: 'Latency over time',
    description: `Percentiles of each stretch of time${open ? ', from the intended instant' : ''}; the highest 99th percentile is ${formatMs(worst)} ms.`,
    unit: `milliseconds${open ? ' from the intended instant' : ''}, logarithmic`,
    lines: [
      { name: 'p50', className: 'line-1', points: over(series, (point) => point.p50Ms) },
      { name: 'p90', className: 'line-3', points: over(series, (point) => point.p90Ms) },
      { name: 'p99', className: 'line-2', points: over(series, (point) => point.p99Ms) },
      { name: 'max', className: 'line-4', points: over(series, (point) => point.maxMs) },
    ],
  });
}

/** The last point stands at 100 %, which lies nowhere on this axis: it is drawn where the next step would be. */
function steps(distribution: Distribution): Points {
  let last = 1;
  return distribution.map(([percentile, ms]) => {
    last = percentile >= 100 ? last * 2 : oneIn(percentile);
    return { x: last, y: ms };
  });
}

function byPercentile(chart: Pick<Chart, 'title' | 'description' | 'lines'>): Chart {
  const { lines } = chart;
  return {
    ...chart,
    unit: 'milliseconds by percentile',
    x: percentileAxis(most(lines, (point) => point.x)),
    y: linearAxis(
      most(lines, (point) => point.y),
      formatMs,
    ),
  };
}

export function distributionChart({ distribution, latencyMs, settings }: Report): Chart {
  const open = settings.mode === 'open';
  const { corrected, uncorrected } = latencyMs;
  const beside = open ? `; from the sending they are ${formatMs(uncorrected.p50)} and ${formatMs(uncorrected.p99)} ms` : '';
  const lines: readonly ChartLine[] = [
    { name: open ? 'from the intended instant' : 'from the sending', className: 'line-1', points: steps(distribution.corrected) },
  ];
  const sent: ChartLine = { name: 'from the sending', className: 'line-2', points: steps(distribution.uncorrected) };
  return byPercentile({
    title: 'Distribution of latencies',
    description: `The median is ${formatMs(corrected.p50)} ms, the 99th percentile ${formatMs(corrected.p99)} ms${beside}.`,
    lines: open ? [...lines, sent] : lines,
  });
}

/** This run, and another that it is held against. */
export function compareCharts(report: Report, other: Report): readonly Chart[] {
  const both = (of: (point: SeriesPoint) => number): readonly ChartLine[] => [
    { name: 'this run', className: 'line-1', points: over(report.series, of) },
    { name: 'the other', className: 'line-2', points: over(other.series, of) },
  ];
  return [
    overTime(
      {
        title: 'Throughput of both',
        description: `Answered messages per second: ${formatCount(report.ratePerSecond)} in this run, ${formatCount(other.ratePerSecond)} in the other.`,
        unit: 'messages per second',
        lines: both((point) => point.ratePerSecond),
      },
      formatCount,
    ),
    latencyOverTime({
      title: '99th percentile of both',
      description: `Over all, ${formatMs(report.latencyMs.corrected.p99)} ms in this run, ${formatMs(other.latencyMs.corrected.p99)} ms in the other.`,
      unit: 'milliseconds, logarithmic',
      lines: both((point) => point.p99Ms),
    }),
    byPercentile({
      title: 'Distributions of both',
      description: `The medians are ${formatMs(report.latencyMs.corrected.p50)} ms in this run and ${formatMs(other.latencyMs.corrected.p50)} ms in the other.`,
      lines: [
        { name: 'this run', className: 'line-1', points: steps(report.distribution.corrected) },
        { name: 'the other', className: 'line-2', points: steps(other.distribution.corrected) },
      ],
    }),
  ];
}
