/** One inspected input: finds its messages and examines them one by one. */

import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import type { ReadOptions } from '../diagnose/best-attempt.ts';
import { type Examined, examine } from '../diagnose/examine.ts';
import { HostCheck } from '../diagnose/host-check.ts';
import { LayoutCache } from '../diagnose/hypotheses/dialect-variants.ts';
import type { InputChunk } from '../input/input-chunk.ts';
import { DIAGNOSES_MAX, MESSAGES_MAX } from '../input/input-limits.ts';
import { Notes } from '../input/notes.ts';
import { type FoundMessage, MessageLocator } from './message-locator.ts';

export interface InspectedMessage extends FoundMessage {
  readonly examined: Examined;
}

export interface SessionOptions {
  readonly readOptions: ReadOptions;
  /** All dialects that may be tried. */
  readonly dialects: readonly Dialect[];
  /**
   * For inputs without a clock: dates without a year get one that puts them before this instant; Unix
   * milliseconds.
   */
  readonly nearMs: number;
}

export class Session {
  readonly #source: string;
  readonly #options: SessionOptions;
  readonly #layouts = new LayoutCache();
  readonly #host = new HostCheck();
  readonly notes: Notes = new Notes();

  /** `source` names the input in notes. */
  constructor(source: string, options: SessionOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Examines one message after the other. */
  *examined(chunks: readonly InputChunk[]): Generator<InspectedMessage> {
    const { readOptions, dialects, nearMs } = this.#options;
    const common = { dialects, layouts: this.#layouts };
    const locator = new MessageLocator(this.#source, { ...common, readOptions }, this.notes);
    let diagnoses = 0;
    let shown = 0;
    for (const found of locator.find(chunks)) {
      if (shown === MESSAGES_MAX) {
        this.notes.add('messages past the limit', `${this.#source}: only the first ${MESSAGES_MAX} messages are shown; give a part of it.`);
        return;
      }
      const examined = examine(found.bytes, {
        ...common,
        readOptions: found.readOptions,
        host: this.#host,
        nearMs: Number.isNaN(found.timeMs) ? nearMs : found.timeMs,
        diagnoses: diagnoses < DIAGNOSES_MAX,
      });
      shown += 1;
      if (examined.broken !== undefined) diagnoses += 1;
      yield { ...found, examined };
    }
    if (diagnoses > DIAGNOSES_MAX) {
      this.notes.add(
        'diagnoses past the limit',
        `${this.#source}: causes were looked for in the first ${DIAGNOSES_MAX} of ${diagnoses} broken messages.`,
      );
    }
  }
}
