/** A CPU profile of this process, by step of a message. */
import { type Profiler, Session } from 'node:inspector';
import { type StepShare, stepShares } from './profile-steps.ts';

const INTERVAL_MICROS = 200;

export class StepProfiler {
  readonly #session = new Session();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#post('Profiler.enable');
    await this.#post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROS });
    await this.#post('Profiler.start');
  }

  async stop(): Promise<readonly StepShare[]> {
    const profile = await new Promise<Profiler.Profile>((resolve, reject) => {
      this.#session.post('Profiler.stop', (error, stopped) => (error === null ? resolve(stopped.profile) : reject(error)));
    });
    this.#session.disconnect();
    return stepShares(profile);
  }

  #post(method: string, params: object = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#session.post(method, params, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}
