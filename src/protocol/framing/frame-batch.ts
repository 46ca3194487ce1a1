/** Collects payloads to send them in one write, each after its length header. */
import type { HeaderKind } from './length-header.ts';

export class FrameBatch {
  readonly #header: HeaderKind;
  #payloads: Buffer[] = [];
  #bytes = 0;

  constructor(header: HeaderKind) {
    this.#header = header;
  }

  /** Size of all frames, with their headers. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The payload must not change until `take`, and must fit the length header. */
  add(payload: Buffer): void {
    this.#payloads.push(payload);
    this.#bytes += this.#header.bytes + payload.length;
  }

  /** Returns all frames in a new buffer and empties the batch. */
  take(): Buffer {
    const header = this.#header;
    const frames = Buffer.allocUnsafe(this.#bytes);
    let offset = 0;
    for (const payload of this.#payloads) {
      header.write(frames, payload.length, offset);
      offset += header.bytes;
      payload.copy(frames, offset);
      offset += payload.length;
    }
    this.clear();
    return frames;
  }

  clear(): void {
    this.#payloads = [];
    this.#bytes = 0;
  }
}
