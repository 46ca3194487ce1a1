/** Writes the latencies of a run as an HDR histogram log, format 1.3, for tools that read it. */
import { histogramBase64 } from './histogram.ts';
import type { IntervalLatencies } from './interval.ts';

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function line(tag: string, interval: IntervalLatencies, recorded: IntervalLatencies['corrected']): string {
  const startMs = interval.atMs - interval.durationMs;
  const maxMs = (recorded.values.at(-1) ?? 0) / 1000;
  return `Tag=${tag},${seconds(startMs)},${seconds(interval.durationMs)},${maxMs.toFixed(3)},${histogramBase64(recorded)}\n`;
}

/**
 * One line for each interval and each way to count: tag `corrected` from the intended instant,
 * `uncorrected` from the sending (open loop only). Values are microseconds, the column of maxima is
 * milliseconds, times are seconds from the start.
 */
export function hdrLog(intervals: readonly IntervalLatencies[], startedAtMs: number, comment: string): string {
  const head = [
    `#[${comment}]\n`,
    '#[Histogram log format version 1.3]\n',
    `#[StartTime: ${seconds(startedAtMs)} (seconds since epoch), ${new Date(startedAtMs).toISOString()}]\n`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"\n',
  ];
  const lines = intervals.flatMap((interval) => {
    const { corrected, uncorrected } = interval;
    const open = uncorrected !== corrected;
    return open
      ? [line('corrected', interval, corrected), line('uncorrected', interval, uncorrected)]
      : [line('corrected', interval, corrected)];
  });
  return [...head, ...lines].join('');
}
