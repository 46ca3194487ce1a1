/** Payloads that go out in one write, each behind its length header. */
import type { HeaderKind } from './length-header.ts';

export class FrameBatch {
  readonly #header: HeaderKind;
  #payloads: Buffer[] = [];
  #bytes = 0;

  constructor(header: HeaderKind) {
    this.#header = header;
  }

  /** Of all frames, headers included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The payload must not change until `take`, nor be longer than the header can say. */
  add(payload: Buffer): void {
    this.#payloads.push(payload);
    this.#bytes += this.#header.bytes + payload.length;
  }

  /** All frames in memory of their own; the batch is empty then. */
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
