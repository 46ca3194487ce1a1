/** Merges the `run` options of a workload file under those of the caller. */
import type { FileRun } from '../../workload/workload-schema.ts';
import type { LoadOptions } from './options.ts';

/** Drops undefined members, which would otherwise override the file's. */
function given<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * The caller's options win. One way to drive a load that the caller chose puts the other one of the
 * file aside; thresholds of both count.
 */
export function withRun(options: LoadOptions, run: FileRun): LoadOptions {
  const own = given(options);
  const { rate, concurrency, day, thresholds = [], ...rest } = run;
  const course = own.concurrency !== undefined ? {} : own.rate !== undefined ? { day } : { rate, concurrency, day };
  return {
    ...(given({ ...rest, ...course }) as Partial<LoadOptions>),
    ...own,
    target: options.target,
    cards: options.cards,
    keys: options.keys,
    thresholds: [...thresholds, ...(own.thresholds ?? [])],
  };
}
