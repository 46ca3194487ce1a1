/** Merges the `run` options of a workload file under those of the caller. */
import type { FileRun } from '../../workload/workload-schema.ts';
import type { LoadOptions } from './options.ts';

/** Drops undefined members, which would otherwise override the file's. */
function given<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * The caller's options win. When the caller gives a rate or a concurrency, the file's choice
 * between the two is ignored. Thresholds of both apply.
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
