/**
 * The segment that is written, and a spare one behind it: files are made and filled with zeros
 * before they are needed, so that a write costs no allocation of disk space and none fails half way
 * for want of it.
 */
import type { Files, LogFile } from '../files.ts';
import { HEAD_BLOCK_BYTES, headBlock, ownFileHead, type SegmentHead, segmentName } from './segment.ts';
import type { Timers } from './timers.ts';

export const SEGMENT_BYTES = 64 * 1_048_576;
export const SPARE_SEGMENT = 'spare.aksept';
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
  readonly firstBatch: number;
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
  #firstBatch = 0;
  /** Where the next batch goes. */
  #end = 0;
  /** What is before it need not be written again. */
  #keptEnd = 0;
  /** Nothing more goes into the segment. */
  #isClosed = false;
  /** What is before it is on the disk. */
  #syncedEnd = 0;
  #hasSpare = false;
  #lacksSpare = false;
  #filling: Promise<void> | undefined;
  #mayPrepare = true;

  constructor({ files, timers, store, segmentBytes }: SegmentsParts, open: OpenSegment | undefined) {
    this.#files = files;
    this.#timers = timers;
    this.#store = store;
    this.#segmentBytes = segmentBytes;
    this.#file = open?.file;
    this.#firstBatch = open?.firstBatch ?? 0;
    this.#end = open?.end ?? 0;
    this.#keptEnd = this.#end;
    this.#isClosed = open?.isOwn === false;
    this.#syncedEnd = this.#end;
  }

  get path(): string {
    return this.#files.path;
  }

  /** True while no spare can be made: most often the disk is full. */
  get lacksSpare(): boolean {
    if (this.#lacksSpare) this.prepare();
    return this.#lacksSpare;
  }

  /** The segment that is written, and where the whole batches in it end; 0 and 0 without one. */
  get written(): { readonly firstBatch: number; readonly end: number } {
    return { firstBatch: this.#firstBatch, end: this.#end };
  }

  hasRoom(bytes: number): boolean {
    return this.#file !== undefined && !this.#isClosed && (this.#end + bytes <= this.#segmentBytes || this.#end === HEAD_BLOCK_BYTES);
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#current().write(bytes, this.#end);
    this.#end += bytes.length;
  }

  async sync(): Promise<void> {
    const end = this.#end;
    await this.#current().sync();
    this.#syncedEnd = end;
  }

  /** What is written so far stays as it is. */
  keepWritten(): void {
    this.#keptEnd = this.#end;
  }

  /**
   * The next batch is written where the first one that is not kept began. What is kept and was not
   * synced is written again: after an fsync that failed, the next one says nothing about it.
   */
  async rewind(): Promise<void> {
    this.#end = this.#keptEnd;
    if (this.#syncedEnd >= this.#keptEnd) return;
    const file = this.#current();
    const bytes = Buffer.alloc(this.#keptEnd - this.#syncedEnd);
    const found = await file.read(bytes, this.#syncedEnd);
    await file.write(bytes.subarray(0, found), this.#syncedEnd);
  }

  /** Goes on in a new segment. All that was written before is durable. */
  async next(firstBatch: number): Promise<void> {
    if (!this.#hasSpare) await this.#fill();
    const head: SegmentHead = { ...ownFileHead(this.#store), firstBatch, bytes: this.#segmentBytes, previousEnd: this.#end };
    // Whatever fails below, the next try needs another one.
    this.#hasSpare = false;
    const file = await this.#files.open(SPARE_SEGMENT, 'readWrite');
    try {
      await file.write(headBlock(head), 0);
      await file.sync();
      await this.#files.rename(SPARE_SEGMENT, segmentName(firstBatch));
    } catch (error) {
      await file.close();
      throw error;
    }
    const previous = this.#file;
    this.#file = file;
    this.#firstBatch = firstBatch;
    this.#isClosed = false;
    this.#end = HEAD_BLOCK_BYTES;
    this.#keptEnd = this.#end;
    this.#syncedEnd = this.#end;
    this.prepare();
    await previous?.close();
  }

  /** Makes a spare segment beside the work. After a failure, not before some time has passed. */
  prepare(): void {
    if (this.#hasSpare || !this.#mayPrepare || this.#filling !== undefined) return;
    this.#fill().catch(() => {
      this.#mayPrepare = false;
      this.#timers.set(() => {
        this.#mayPrepare = true;
      }, RETRY_MS);
    });
  }

  async close(): Promise<void> {
    await this.#filling?.catch(() => {});
    await this.#file?.close();
    this.#file = undefined;
  }

  /** One at a time: a second one would write its zeros into a segment that is in use by then. */
  #fill(): Promise<void> {
    this.#filling ??= this.#makeSpare().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  async #makeSpare(): Promise<void> {
    try {
      await this.#files.remove(SPARE_SEGMENT);
      const file = await this.#files.open(SPARE_SEGMENT, 'create');
      try {
        const zeros = Buffer.alloc(Math.min(FILL_BYTES, this.#segmentBytes));
        for (let at = 0; at < this.#segmentBytes; at += zeros.length) {
          await file.write(zeros.subarray(0, Math.min(zeros.length, this.#segmentBytes - at)), at);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      this.#hasSpare = true;
      this.#lacksSpare = false;
    } catch (error) {
      this.#lacksSpare = true;
      // The room that is left is for others.
      await this.#files.remove(SPARE_SEGMENT).catch(() => {});
      throw error;
    }
  }

  #current(): LogFile {
    if (this.#file === undefined) throw new Error('no segment is open');
    return this.#file;
  }
}
