/**
 * How long two stages of an authorization take: the PIN check and the call of the store. Reading the
 * clock twice for each stage would cost one percent of a message, so one call of sixteen is timed.
 */
import { performance } from 'node:perf_hooks';
import type { DecisionStore } from '../../limits/store.ts';
import type { PinVerifier } from '../../pin/pin-verifier.ts';
import { histogramText, LatencyCounts } from './latency-histogram.ts';

/** A power of two. */
export const TIMED_EVERY = 16;
const SAMPLED = `One call in ${TIMED_EVERY} is timed.`;

/** The calls of one stage. The first is timed, then every sixteenth. */
class Stage {
  readonly counts = new LatencyCounts();
  #calls = 0;

  isTimed(): boolean {
    const isTimed = this.#calls === 0;
    this.#calls = (this.#calls + 1) & (TIMED_EVERY - 1);
    return isTimed;
  }

  /** Returns when the stage is over. */
  endedAt(startedMs: number): void {
    this.counts.observe((performance.now() - startedMs) / 1_000);
  }
}

export class StageTimings {
  readonly #pin = new Stage();
  readonly #store = new Stage();

  /** The verifier, with its checks timed. */
  timePins(verifier: PinVerifier): PinVerifier {
    const stage = this.#pin;
    return {
      check(request) {
        if (!stage.isTimed()) return verifier.check(request);
        const startedMs = performance.now();
        const result = verifier.check(request);
        stage.endedAt(startedMs);
        return result;
      },
    };
  }

  /** The store, with its decisions timed until they are as durable as asked for. */
  timeStore(store: DecisionStore): DecisionStore {
    const stage = this.#store;
    return {
      decide(command) {
        if (!stage.isTimed()) return store.decide(command);
        const startedMs = performance.now();
        const decision = store.decide(command);
        const ended = (): void => stage.endedAt(startedMs);
        if (decision instanceof Promise) decision.then(ended, ended);
        else ended();
        return decision;
      },
      takeBack: (attempt) => store.takeBack(attempt),
    };
  }

  /** Both histograms in the text format. */
  text(): string {
    const pin = histogramText('aksept_pin_check_seconds', `Deciphering a PIN block and computing its reference values. ${SAMPLED}`, [
      { labels: '', counts: this.#pin.counts },
    ]);
    const help = `A decision of the store, until it is as durable as the settings ask for. ${SAMPLED}`;
    return `${pin}${histogramText('aksept_store_call_seconds', help, [{ labels: '', counts: this.#store.counts }])}`;
  }
}
