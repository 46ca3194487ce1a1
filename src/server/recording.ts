/** The setting `record`: writes all requests and responses of the server to a trace file. */

import type { Observer } from '../authorizer/observer.ts';
import { packageVersion } from '../config/package-version.ts';
import type { Settings } from '../config/settings-table.ts';
import type { Store } from '../limits/store.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import type { PinVerifier } from '../pin/pin-verifier.ts';
import { pluralize } from '../protocol/plural.ts';
import { tracedRulesOf } from '../trace/format/rules.ts';
import { LineFile } from '../trace/record/line-file.ts';
import { Recorder } from '../trace/record/recorder.ts';
import type { Log } from './log.ts';
import type { OpenedStore } from './stores.ts';

/**
 * Wraps the parts of a server that a recorder observes. Without the setting it returns them
 * unchanged. When the file cannot be written, the server logs that once and goes on.
 */
export class Recording {
  readonly #settings: Settings;
  readonly #log: Log;
  #file: LineFile | undefined;
  #recorder: Recorder | undefined;

  constructor(settings: Settings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  /** Prepares the recording; nothing is written before `begin`. */
  watchStore({ store, clock, profiles }: OpenedStore, ring: KeyRing): Store {
    const { record } = this.#settings;
    if (record === '') return store;
    const file = new LineFile({ path: record, trouble: (sentence) => this.#log.error(sentence) });
    if (!file.open) return store;
    const rules = tracedRulesOf(this.#settings);
    this.#file = file;
    const { kind, nowMs } = clock;
    this.#recorder = new Recorder({ sink: file, ring, profiles, clock: kind, rules, release: packageVersion(), nowMs });
    return this.#recorder.watchStore(store);
  }

  watchPins(pinVerifier: PinVerifier): PinVerifier {
    return this.#recorder?.watchPins(pinVerifier) ?? pinVerifier;
  }

  observe(observer: Observer): Observer {
    return this.#recorder?.observe(observer) ?? observer;
  }

  /** Overwrites the file. Called once nothing else can fail at the start. */
  begin(): void {
    this.#file?.begin();
  }

  /** Writes the rest of the trace and closes the file, which stays as it was without `begin`. */
  async close(): Promise<void> {
    await this.#file?.close();
    const lost = this.#recorder?.leftOut ?? 0;
    if (lost > 0)
      this.#log.warn(`${pluralize(lost, 'exchange')} ${lost === 1 ? 'is' : 'are'} missing in the trace ${this.#settings.record}.`);
  }
}
