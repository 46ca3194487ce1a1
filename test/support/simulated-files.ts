/**
 * Files in memory, as a bad day has them: a power cut keeps of each write since the last sync a
 * random part of its sectors, and of what was made or removed in the folder since the last rename a
 * random part. A sync that fails leaves pages that look written: the next one does not write them.
 */
import type { Files, LogFile, OpenMode } from '../../src/limits/stores/file/files.ts';

const SECTOR_BYTES = 512;

interface Write {
  readonly offset: number;
  readonly bytes: Buffer;
  /** A sync of it failed: later ones leave it out. */
  isAbandoned: boolean;
}

interface Content {
  durable: Buffer;
  /** Since the last sync, oldest first. */
  writes: Write[];
}

export type Operation = 'create' | 'write' | 'sync' | 'rename' | 'remove';

export interface SimulatedOptions {
  /** From 0 to 1, for what a power cut keeps. */
  readonly random: () => number;
}

export class SimulatedFiles implements Files {
  readonly path = 'simulated';
  readonly #random: () => number;
  #contents = new Map<string, Content>();
  /** Made or removed since the folder was synced, and what was there before. */
  #unsyncedNames = new Map<string, Content | undefined>();
  /** After a cut or a kill nothing is written any more. */
  #isOff = false;
  /** The next so many writes or syncs fail. */
  failures = 0;
  /** Makes an operation fail, when it returns true; a sync then abandons its pages. */
  failing: (operation: Operation, name: string) => boolean = () => false;
  /** Bytes of all files together; a write beyond is done in part, then fails. */
  capacityBytes = Number.POSITIVE_INFINITY;
  /** After so many operations more the power is cut. */
  stepsLeft = Number.POSITIVE_INFINITY;
  /** Called when a sync begins; what it returns is called when the sync has succeeded. */
  onSync: (name: string) => () => void = () => () => {};
  /** Syncs do nothing and say that they did: a disk that lies, or a store that does not sync. */
  isLying = false;
  /** A sync that fails says so to nobody: the same as a second sync that is believed. */
  isForgiving = false;

  constructor({ random }: SimulatedOptions, contents: ReadonlyMap<string, Buffer> = new Map()) {
    this.#random = random;
    for (const [name, bytes] of contents) this.#contents.set(name, { durable: Buffer.from(bytes), writes: [] });
  }

  /** The files as they are found after a power cut; these here are of no use any more. */
  cut(): SimulatedFiles {
    this.#isOff = true;
    for (const [name, before] of this.#unsyncedNames) {
      if (this.#random() < 0.5) continue;
      if (before === undefined) this.#contents.delete(name);
      else this.#contents.set(name, before);
    }
    const found = new Map<string, Buffer>();
    for (const [name, { durable, writes }] of this.#contents) {
      let bytes = durable;
      for (const write of writes) bytes = this.#torn(bytes, write);
      found.set(name, bytes);
    }
    return new SimulatedFiles({ random: this.#random }, found);
  }

  /** The files after the process was killed: nothing is lost, nothing more is durable. */
  kill(): SimulatedFiles {
    this.#isOff = true;
    const files = new SimulatedFiles({ random: this.#random });
    files.#contents = new Map([...this.#contents].map(([name, { durable, writes }]) => [name, { durable, writes: [...writes] }]));
    files.#unsyncedNames = new Map(this.#unsyncedNames);
    return files;
  }

  get usedBytes(): number {
    let used = 0;
    for (const content of this.#contents.values()) used += wholeLength(content);
    return used;
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
    return [...this.#contents.keys()].filter((name) => !name.includes('/'));
  }

  /** A folder is there when a file in it is. */
  async makeFolder(name: string): Promise<void> {
    await this.#step('create', name);
  }

  async open(name: string, mode: OpenMode): Promise<LogFile> {
    await this.#step(mode === 'create' ? 'create' : undefined, name);
    const found = this.#contents.get(name);
    if (mode === 'create' && found !== undefined) throw new Error(`${name} is there`);
    const content = found ?? { durable: Buffer.alloc(0), writes: [] };
    if (found === undefined) {
      if (mode !== 'create') throw new Error(`${name} is not there`);
      this.#noteName(name);
      this.#contents.set(name, content);
    }
    return {
      write: async (bytes, offset) => {
        const copy = Buffer.from(bytes);
        await this.#step('write', this.#nameOf(content));
        const room = this.capacityBytes - this.usedBytes + wholeLength(content) - offset;
        content.writes = content.writes.flatMap((write) => (write.isAbandoned ? rest(write, offset, offset + copy.length) : [write]));
        content.writes.push({ offset, bytes: room < copy.length ? copy.subarray(0, Math.max(0, room)) : copy, isAbandoned: false });
        if (room < copy.length) throw new Error('no space is left on the device');
      },
      read: async (bytes, offset) => {
        const whole = wholeOf(content);
        return whole.copy(bytes, 0, offset);
      },
      sync: async () => {
        const waiting = content.writes.filter(({ isAbandoned }) => !isAbandoned);
        const synced = this.onSync(this.#nameOf(content));
        try {
          await this.#step('sync', this.#nameOf(content));
        } catch (error) {
          for (const write of waiting) write.isAbandoned = true;
          if (!this.isForgiving) throw error;
          synced();
          return;
        }
        synced();
        if (this.isLying) return;
        content.durable = wholeOf({ durable: content.durable, writes: waiting });
        content.writes = content.writes.filter((write) => !waiting.includes(write));
      },
      truncate: async (bytes) => {
        content.durable = wholeOf(content).subarray(0, bytes);
        content.writes = [];
      },
      size: async () => wholeLength(content),
      close: async () => {},
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step('rename', from);
    const content = this.#contents.get(from);
    if (content === undefined) throw new Error(`${from} is not there`);
    this.#contents.delete(from);
    this.#contents.set(to, content);
    this.#unsyncedNames.clear();
  }

  async remove(name: string): Promise<void> {
    await this.#step('remove', name);
    this.#noteName(name);
    this.#contents.delete(name);
  }

  async size(name: string): Promise<number> {
    const content = this.#contents.get(name);
    if (content === undefined) throw new Error(`${name} is not there`);
    return wholeLength(content);
  }

  /** The bytes of a file as a process reads them. */
  bytesOf(name: string): Buffer {
    const content = this.#contents.get(name);
    return content === undefined ? Buffer.alloc(0) : wholeOf(content);
  }

  /** A file may have got another name since it was opened. */
  #nameOf(content: Content): string {
    for (const [name, each] of this.#contents) if (each === content) return name;
    return '';
  }

  #noteName(name: string): void {
    if (!this.#unsyncedNames.has(name)) this.#unsyncedNames.set(name, this.#contents.get(name));
  }

  async #step(operation: Operation | undefined, name: string): Promise<void> {
    this.stepsLeft -= 1;
    if (this.stepsLeft < 0) this.#isOff = true;
    // Others go on meanwhile, as they do while a disk works.
    await new Promise((resolve) => setImmediate(resolve));
    // A process without power never hears of it.
    if (this.#isOff) await new Promise(() => {});
    if (operation === undefined) return;
    if (this.failing(operation, name)) throw new Error(`the disk failed to ${operation} ${name}`);
    if (this.failures > 0 && operation !== 'create') {
      this.failures -= 1;
      throw new Error('no space is left on the device');
    }
  }
}

/** What is left of a write when a range of the file was written over. */
function rest({ offset, bytes, isAbandoned }: Write, from: number, to: number): Write[] {
  const before = bytes.subarray(0, Math.max(0, from - offset));
  const afterAt = Math.min(bytes.length, Math.max(0, to - offset));
  const parts = [
    { offset, bytes: before, isAbandoned },
    { offset: offset + afterAt, bytes: bytes.subarray(afterAt), isAbandoned },
  ];
  return parts.filter((part) => part.bytes.length > 0);
}

function wholeLength({ durable, writes }: Content): number {
  return Math.max(durable.length, ...writes.map(({ offset, bytes }) => offset + bytes.length));
}

function wholeOf(content: Content): Buffer {
  const whole = Buffer.alloc(wholeLength(content));
  content.durable.copy(whole);
  for (const { offset, bytes } of content.writes) bytes.copy(whole, offset);
  return whole;
}
