/** For tests of what the office refuses. */
import { Refusal } from '../../src/programme/core/refusal.ts';

/** The Refusal that the promise rejects with. Throws whatever else happens. */
export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('expected a Refusal, and nothing was refused');
}
