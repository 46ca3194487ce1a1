/** What a report says of the generator itself. */
import { type Latencies, latenciesOfData } from '../measure/histogram.ts';
import type { CpuUsed } from '../run/cpu-meter.ts';
import type { LoopResult } from '../run/engine/loop.ts';

export interface GeneratorReport {
  /** CPU seconds of the process in the measured time; with `demo`, those of the host too. */
  readonly cpuSeconds: number;
  /** CPU seconds for each second of the measured time: 1 is one core. */
  readonly cores: number;
  /**
   * Open loop: from the intended instant of a message to its sending, in milliseconds, without
   * messages that the host delayed.
   */
  readonly latenessMs?: Pick<Latencies, 'p50' | 'p99' | 'max'>;
  /** Closed loop: share of the measured time in which a place had a message outstanding, 0 to 1. */
  readonly busy?: number;
}

export function generatorReport(
  { mode, concurrency }: { readonly mode: 'closed' | 'open'; readonly concurrency: number },
  result: Pick<LoopResult, 'lateness' | 'busyMs'> & { readonly measuredMs: number },
  { seconds, cores }: CpuUsed,
): GeneratorReport {
  if (mode === 'closed') {
    const placeMs = concurrency * result.measuredMs;
    return { cpuSeconds: seconds, cores, busy: placeMs > 0 ? result.busyMs / placeMs : 0 };
  }
  const { p50, p99, max } = latenciesOfData(result.lateness);
  return { cpuSeconds: seconds, cores, latenessMs: { p50, p99, max } };
}
