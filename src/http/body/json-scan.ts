/**
 * Counts the values and the nesting of JSON while its bytes arrive. It checks no syntax: that is
 * the work of JSON.parse, which takes long only for many values or deep nesting.
 */
import type { BodyLimit } from './body-limits.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export type JsonExcess = 'tooDeep' | 'tooManyValues';

export class JsonScan {
  readonly #limit: Pick<BodyLimit, 'valuesMax' | 'depthMax'>;
  #depth = 0;
  #values = 1;
  #inString = false;
  #escaped = false;

  constructor(limit: Pick<BodyLimit, 'valuesMax' | 'depthMax'>) {
    this.#limit = limit;
  }

  /** The limit that the bytes so far exceed; undefined when they exceed none. */
  push(bytes: Uint8Array): JsonExcess | undefined {
    const { depthMax, valuesMax } = this.#limit;
    // In variables: this runs for every byte of every body.
    let depth = this.#depth;
    let values = this.#values;
    let inString = this.#inString;
    let escaped = this.#escaped;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      if (byte === QUOTE) inString = true;
      else if (byte === COMMA) values += 1;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth += 1;
        values += 1;
        if (depth > depthMax) return 'tooDeep';
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
      if (values > valuesMax) return 'tooManyValues';
    }
    this.#depth = depth;
    this.#values = values;
    this.#inString = inString;
    this.#escaped = escaped;
    return undefined;
  }
}
