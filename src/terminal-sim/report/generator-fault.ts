/** Tells when the generator itself spoils the figures of a run. */
import type { Report } from './report.ts';

/** A p99 of lateness above this spoils the latencies of a host when it is this share of their p99. */
export const LATENESS_P99_MS_MAX = 0.5;
export const LATENESS_SHARE_MAX = 0.25;
/** A worker thread that uses more of a core than this has no reserve for the messages to come. */
export const CORES_PER_WORKER_MAX = 0.85;
/** A closed loop with a smaller busy share measures the generator. */
export const BUSY_SHARE_MIN = 0.95;

export type GeneratorFault = 'late' | 'cpu' | 'idle';

/** The worst that the generator did to the figures; undefined when they can be trusted. */
export function generatorFault({ generator, latencyMs, messages, settings }: Report): GeneratorFault | undefined {
  if (messages.answered === 0) return undefined;
  const { busy, cores, latenessMs } = generator;
  const late = latenessMs?.p99 ?? 0;
  // Too few answers for a p99 are compared by their slowest.
  const { p99 = latencyMs.corrected.max } = latencyMs.corrected;
  if (late > LATENESS_P99_MS_MAX && late > p99 * LATENESS_SHARE_MAX) return 'late';
  // The CPU time of the demo is its server's too.
  if (settings.command === 'load' && cores > settings.workers * CORES_PER_WORKER_MAX) return 'cpu';
  return busy !== undefined && busy < BUSY_SHARE_MIN ? 'idle' : undefined;
}
