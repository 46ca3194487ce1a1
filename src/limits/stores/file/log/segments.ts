/**
 * The segment that is written, and a spare one behind it: files are made and filled with zeros
 * before they are needed, so that a write costs no allocation of disk space and none fails half way
 * for want of it.
 */
import type { Files, LogFile } from '../files.ts';
import { HEAD_BLOCK_BYTES, headBlock, ownFileHead, type SegmentHead, segmentName } from './segment.ts';
import type { Timers } from './timers.ts';

export const SEGMENT_BYTES = 64 * 1_048_576;
const SPARE = 'spare.aksept';
const FILL_BYTES = 1_048_576;

/** After a failure to make the spare. */
const RETRY_MS = 1_000;

export interface SegmentsParts {
  readonly files: Files;
  readonly timers: Timers;
  readonly store: string;
  readonly segmentBytes: number;
}

/** The segment to go on with, and where its log ends. */
export interface OpenSegment {
  readonly file: LogFile;
  readonly end: number;
  /** False: another version wrote its head, so that records of this one need a segment of their own. */
  readonly isOwn: boolean;
}

export class Segments {
  readonly #files: Files;
  readonly #timers: Timers;
  readonly #store: string;
  readonly #segmentBytes: number;
  #file: LogFile | undefined;
  /** Where the next batch goes. */
  #end = 0;
  /** What is before it need not be written again. */
  #keptEnd = 0;
  /** Nothing more goes into the segment. */
  #isClosed = false;
  #hasSpare = false;
  #lacksSpare = false;
  #preparing: Promise<void> | undefined;

  constructor({ files, timers, store, segmentBytes }: SegmentsParts, open: OpenSegment | undefined) {
    this.#files = files;
    this.#timers = timers;
    this.#store = store;
    this.#segmentBytes = segmentBytes;
    this.#file = open?.file;
    this.#end = open?.end ?? 0;
    this.#keptEnd = this.#end;
    this.#isClosed = open?.isOwn === false;
  }

  get path(): string {
    return this.#files.path;
  }

  /** True while no spare can be made: most often the disk is full. */
  get lacksSpare(): boolean {
    if (this.#lacksSpare) this.prepare();
    return this.#lacksSpare;
  }

  hasRoom(bytes: number): boolean {
    return this.#file !== undefined && !this.#isClosed && (this.#end + bytes <= this.#segmentBytes || this.#end === HEAD_BLOCK_BYTES);
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#current().write(bytes, this.#end);
    this.#end += bytes.length;
  }

  sync(): Promise<void> {
    return this.#current().sync();
  }

  /** What is written so far stays as it is. */
  keepWritten(): void {
    this.#keptEnd = this.#end;
  }

  /** The next batch is written where the first one that is not kept began. */
  rewind(): void {
    this.#end = this.#keptEnd;
  }

  /** Goes on in a new segment. All that was written before is durable. */
  async next(firstBatch: number): Promise<void> {
    this.prepare();
    await this.#preparing;
    if (!this.#hasSpare) await this.#fill();
    const head: SegmentHead = { ...ownFileHead(this.#store), firstBatch, bytes: this.#segmentBytes, previousEnd: this.#end };
    const file = await this.#files.open(SPARE, 'readWrite');
    await file.write(headBlock(head), 0);
    await file.sync();
    await this.#files.rename(SPARE, segmentName(firstBatch));
    this.#hasSpare = false;
    await this.#file?.close();
    this.#file = file;
    this.#isClosed = false;
    this.#end = HEAD_BLOCK_BYTES;
    this.#keptEnd = this.#end;
    this.prepare();
  }

  /** Makes a spare segment beside the work. */
  prepare(): void {
    if (this.#hasSpare || this.#preparing !== undefined) return;
    this.#preparing = this.#fill().then(
      () => {
        this.#preparing = undefined;
      },
      () => {
        this.#lacksSpare = true;
        // The next try, not before some time has passed.
        this.#timers.set(() => {
          this.#preparing = undefined;
        }, RETRY_MS);
      },
    );
  }

  async close(): Promise<void> {
    await this.#preparing;
    await this.#file?.close();
    this.#file = undefined;
  }

  async #fill(): Promise<void> {
    const names = await this.#files.list();
    if (names.includes(SPARE)) await this.#files.remove(SPARE);
    const file = await this.#files.open(SPARE, 'create');
    try {
      const zeros = Buffer.alloc(Math.min(FILL_BYTES, this.#segmentBytes));
      for (let at = 0; at < this.#segmentBytes; at += zeros.length) {
        await file.write(zeros.subarray(0, Math.min(zeros.length, this.#segmentBytes - at)), at);
      }
      await file.sync();
      this.#hasSpare = true;
      this.#lacksSpare = false;
    } finally {
      await file.close();
    }
  }

  #current(): LogFile {
    if (this.#file === undefined) throw new Error('no segment is open');
    return this.#file;
  }
}
