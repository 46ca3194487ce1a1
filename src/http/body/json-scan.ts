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
    for (const byte of bytes) {
      if (this.#inString) this.#stringByte(byte);
      else this.#byte(byte);
      if (this.#depth > this.#limit.depthMax) return 'tooDeep';
      if (this.#values > this.#limit.valuesMax) return 'tooManyValues';
    }
    return undefined;
  }

  #byte(byte: number): void {
    if (byte === QUOTE) this.#inString = true;
    else if (byte === COMMA) this.#values += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.#depth += 1;
      this.#values += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
  }

  #stringByte(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }
}
