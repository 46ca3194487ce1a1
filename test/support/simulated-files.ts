/**
 * Files in memory that forget what was not synced: a power cut keeps of each write since the last
 * sync a random part of its sectors.
 */
import type { Files, LogFile, OpenMode } from '../../src/limits/stores/file/files.ts';

const SECTOR_BYTES = 512;

interface Write {
  readonly offset: number;
  readonly bytes: Buffer;
}

interface Content {
  durable: Buffer;
  /** Since the last sync, oldest first. */
  writes: Write[];
}

export interface SimulatedOptions {
  /** From 0 to 1, for the sectors that a power cut keeps. */
  readonly random: () => number;
}

export class SimulatedFiles implements Files {
  readonly path = 'simulated';
  readonly #random: () => number;
  #contents = new Map<string, Content>();
  /** After a cut nothing is written any more. */
  #isOff = false;
  /** The next so many writes or syncs fail. */
  failures = 0;

  constructor({ random }: SimulatedOptions, contents: ReadonlyMap<string, Buffer> = new Map()) {
    this.#random = random;
    for (const [name, bytes] of contents) this.#contents.set(name, { durable: Buffer.from(bytes), writes: [] });
  }

  /** The files as they are found after a power cut; these here are of no use any more. */
  cut(): SimulatedFiles {
    this.#isOff = true;
    const found = new Map<string, Buffer>();
    for (const [name, { durable, writes }] of this.#contents) {
      let bytes = durable;
      for (const write of writes) bytes = this.#torn(bytes, write);
      found.set(name, bytes);
    }
    return new SimulatedFiles({ random: this.#random }, found);
  }

  #torn(bytes: Buffer, { offset, bytes: written }: Write): Buffer {
    const keep = this.#random();
    const end = Math.max(bytes.length, offset + written.length);
    const torn = Buffer.alloc(end);
    bytes.copy(torn);
    for (let at = 0; at < written.length; ) {
      const next = Math.min(written.length, at + SECTOR_BYTES - ((offset + at) % SECTOR_BYTES));
      if (this.#random() < keep) written.copy(torn, offset + at, at, next);
      at = next;
    }
    return torn;
  }

  async list(): Promise<readonly string[]> {
    return [...this.#contents.keys()];
  }

  async open(name: string, mode: OpenMode): Promise<LogFile> {
    await this.#step(false);
    const found = this.#contents.get(name);
    if (mode === 'create' && found !== undefined) throw new Error(`${name} is there`);
    const content = found ?? { durable: Buffer.alloc(0), writes: [] };
    if (found === undefined) {
      if (mode !== 'create') throw new Error(`${name} is not there`);
      this.#contents.set(name, content);
    }
    return {
      write: async (bytes, offset) => {
        const copy = Buffer.from(bytes);
        await this.#step(true);
        content.writes.push({ offset, bytes: copy });
      },
      read: async (bytes, offset) => {
        const whole = wholeOf(content);
        return whole.copy(bytes, 0, offset);
      },
      sync: async () => {
        const { length } = content.writes;
        await this.#step(true);
        content.durable = wholeOf({ durable: content.durable, writes: content.writes.splice(0, length) });
      },
      truncate: async (bytes) => {
        content.durable = wholeOf(content).subarray(0, bytes);
        content.writes = [];
      },
      size: async () => wholeOf(content).length,
      close: async () => {},
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step(true);
    const content = this.#contents.get(from);
    if (content === undefined) throw new Error(`${from} is not there`);
    this.#contents.delete(from);
    this.#contents.set(to, content);
  }

  async remove(name: string): Promise<void> {
    await this.#step(true);
    this.#contents.delete(name);
  }

  async size(name: string): Promise<number> {
    const content = this.#contents.get(name);
    if (content === undefined) throw new Error(`${name} is not there`);
    return wholeOf(content).length;
  }

  /** The bytes of a file as a process reads them. */
  bytesOf(name: string): Buffer {
    const content = this.#contents.get(name);
    return content === undefined ? Buffer.alloc(0) : wholeOf(content);
  }

  async #step(changes: boolean): Promise<void> {
    // Others go on meanwhile, as they do while a disk works.
    await new Promise((resolve) => setImmediate(resolve));
    // A process without power never hears of it.
    if (this.#isOff) await new Promise(() => {});
    if (changes && this.failures > 0) {
      this.failures -= 1;
      throw new Error('no space is left on the device');
    }
  }
}

function wholeOf({ durable, writes }: Content): Buffer {
  const end = Math.max(durable.length, ...writes.map(({ offset, bytes }) => offset + bytes.length));
  const whole = Buffer.alloc(end);
  durable.copy(whole);
  for (const { offset, bytes } of writes) bytes.copy(whole, offset);
  return whole;
}
