/** Caps the requests that take long, such as imports, which may run at the same time. */
import type { ServerResponse } from 'node:http';
import { HttpError } from './error.ts';
import { LARGE_REQUESTS_MAX } from './http-limits.ts';

export class LargeRequests {
  #running = 0;

  get running(): number {
    return this.#running;
  }

  /**
   * Counts the request until its work has ended and its answer is sent or its client has left: a
   * client that hangs up while the server still works for it has not made room. Throws the 503.
   */
  async run<T>(response: ServerResponse, work: () => Promise<T>): Promise<T> {
    if (this.#running >= LARGE_REQUESTS_MAX) {
      throw new HttpError('busy', `${LARGE_REQUESTS_MAX} large requests run already, as many as may; try again when one has ended.`, {
        headers: { 'retry-after': '1' },
      });
    }
    this.#running += 1;
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const working = work();
    void Promise.allSettled([closed, working]).then(() => {
      this.#running -= 1;
    });
    return working;
  }
}
