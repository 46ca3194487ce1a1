/** What to do when another process uses the store: each command knows what stands in for it. */
import { StoreInUseError } from '../limits/stores/file/store-in-use-error.ts';

/** Runs the work; when the folder of the store is in use, the error ends in `advice`. */
export async function advisingWhenInUse<T>(advice: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreInUseError ? error.advising(advice) : error;
  }
}

/** For commands that a running server can carry out. */
export const ASK_THE_SERVER = 'leave out --store to ask the server that uses it, or stop that process';
