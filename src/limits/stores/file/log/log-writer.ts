/**
 * Appends records to the log in batches: what comes while one batch is being written goes into the
 * next one, so that many records share one write and one fsync.
 *
 * After a failed write or fsync nothing is known about what reached the disk, and another fsync
 * would say nothing about it: all that is not durable is written again before the next fsync. Until
 * that succeeds nothing is answered, and new records are refused.
 */
import type { ByteWriter } from '../../../state/binary/byte-writer.ts';
import type { JournalLag } from '../../../store.ts';
import { BATCH_BYTES_GOAL, BATCH_HEAD_BYTES, RECORD_HEAD_BYTES, sealBatch } from './batch.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { Segments } from './segments.ts';
import type { Timers } from './timers.ts';

/**
 * `always`: answers wait for fsync. `everysec`: answers wait for the write, and an fsync follows
 * within a second. `no`: answers wait for the write.
 */
export const FSYNC_POLICIES = ['always', 'everysec', 'no'] as const;
export type FsyncPolicy = (typeof FSYNC_POLICIES)[number];

const SYNC_EVERY_MS = 1_000;
const RETRY_MS = 250;
/** After so long without a record, an empty batch says that the last one is durable. */
const IDLE_MS = 1_000;
/** Records that are not written yet; more are refused. */
const WAITING_BYTES_MAX = 256 * 1_048_576;
const START_BYTES = 65_536;

/** The last batch and the last record of the log. */
export interface LogPosition {
  readonly batch: number;
  readonly record: number;
}

/** Before the first record. */
export const LOG_START: LogPosition = { batch: 0, record: 0 };

export interface LogWriterParts {
  readonly segments: Segments;
  readonly fsync: FsyncPolicy;
  readonly start: LogPosition;
  readonly timers: Timers;
  /** Gets one sentence when writing fails and one when it works again. */
  readonly warn: (sentence: string) => void;
}

interface Sealed {
  readonly bytes: Buffer;
  readonly batch: number;
  readonly records: number;
  /** When its first record came. */
  readonly openedMs: number;
  /** Settled: the records are as durable as the policy says, or writing them failed. */
  readonly done: Deferred;
}

export class LogWriter {
  readonly #segments: Segments;
  readonly #fsync: FsyncPolicy;
  readonly #timers: Timers;
  readonly #warn: (sentence: string) => void;
  #batch: number;
  #record: number;
  #writtenBatch: number;
  #durableBatch: number;
  // The batch that takes records now.
  #bytes = Buffer.allocUnsafeSlow(START_BYTES);
  #length = BATCH_HEAD_BYTES;
  #records = 0;
  #done: Deferred | undefined;
  /** When the first record of the open batch came. */
  #openedMs = 0;
  /** Sealed batches that are not durable, oldest first. */
  #sealed: Sealed[] = [];
  #sealedBytes = 0;
  /** How many of them are written. */
  #written = 0;
  #isRunning = false;
  /** What runs now, or ran last. Never rejects. */
  #work: Promise<void> = Promise.resolve();
  #isFailing = false;
  #isClosed = false;
  /** An empty batch would say nothing new: the last one says it. */
  #isLastEmpty = true;
  /** A second is over since the first write that is not synced. */
  #isSyncDue = false;
  #syncTimer: { clear(): void } | undefined;
  #idleTimer: { clear(): void } | undefined;

  constructor({ segments, fsync, start, timers, warn }: LogWriterParts) {
    this.#segments = segments;
    this.#fsync = fsync;
    this.#timers = timers;
    this.#warn = warn;
    this.#batch = start.batch;
    this.#writtenBatch = start.batch;
    this.#durableBatch = start.batch;
    this.#record = start.record;
  }

  /** Number of the last record that was appended. */
  get record(): number {
    return this.#record;
  }

  get batch(): number {
    return this.#batch;
  }

  /** How many records wait in a batch that has no number yet. */
  get openRecords(): number {
    return this.#records;
  }

  /** What is not durable yet. */
  get lag(): JournalLag {
    const records = this.#sealed.reduce((sum, batch) => sum + batch.records, this.#records);
    const bytes = this.#sealedBytes + (this.#records > 0 ? this.#length : 0);
    const openedMs = this.#sealed.find((batch) => batch.records > 0)?.openedMs ?? this.#openedMs;
    return { records, bytes, oldestMs: records === 0 ? 0 : this.#timers.nowMs() - openedMs };
  }

  /** Nothing waits to become durable. */
  get isIdle(): boolean {
    return this.#records === 0 && this.#sealed.length === 0;
  }

  /** Resolves when all that was appended is durable, whatever the policy. */
  async flush(): Promise<void> {
    const { batch } = this;
    const last = this.#records > 0 ? batch + 1 : batch;
    await this.#done?.promise;
    while (this.#durableBatch < last) {
      if (this.#isFailing || this.#isClosed) throw new Error('the log cannot be written');
      await this.#alone(() => this.#sync());
    }
  }

  /**
   * Whether a record can be appended now: not while writing fails. Where disk space runs out, only
   * `reserved` records can be.
   */
  canAppend(reserved: boolean): boolean {
    if (this.#isFailing || this.#isClosed || this.#sealedBytes + this.#length > WAITING_BYTES_MAX) return false;
    return reserved || !this.#segments.lacksSpare;
  }

  /**
   * Appends what the writer holds. The promise resolves when it is as durable as the policy says,
   * and rejects when writing failed; then the record is written later, when writing works again.
   */
  append(record: ByteWriter): Promise<void> {
    const { bytes, length } = record;
    if (this.#records > 0 && this.#length + RECORD_HEAD_BYTES + length > BATCH_BYTES_GOAL) this.#seal();
    const end = this.#length + RECORD_HEAD_BYTES + length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.writeUInt32LE(length, this.#length);
    bytes.copy(this.#bytes, this.#length + RECORD_HEAD_BYTES, 0, length);
    this.#length = end;
    if (this.#records === 0) this.#openedMs = this.#timers.nowMs();
    this.#records += 1;
    this.#record += 1;
    if (this.#done === undefined) {
      this.#done = deferred();
      if (!this.#isRunning && !this.#isFailing) this.#timers.soon(() => void this.#run());
    }
    return this.#done.promise;
  }

  /** Resolves when all that was appended is durable, whatever the policy. */
  async close(): Promise<void> {
    do await this.#run();
    while (this.#isRunning || (this.#records > 0 && !this.#isFailing));
    const wasFailing = this.#isFailing;
    await this.#alone(async () => {
      await this.#sync();
      await this.#writeEmptyBatch();
    });
    this.#isClosed = true;
    this.#syncTimer?.clear();
    this.#idleTimer?.clear();
    await this.#segments.close();
    if (this.#isFailing && !wasFailing) throw new Error(`The log in ${this.#segments.path} could not be made durable.`);
  }

  #run(): Promise<void> {
    return this.#alone(async () => {});
  }

  /**
   * One piece of work on the files at a time: not while another one runs, which is returned instead.
   * Records that came meanwhile are written behind it.
   */
  #alone(work: () => Promise<void>): Promise<void> {
    if (this.#isRunning || this.#isFailing || this.#isClosed) return this.#work;
    this.#isRunning = true;
    this.#work = this.#perform(work);
    return this.#work;
  }

  async #perform(work: () => Promise<void>): Promise<void> {
    this.#idleTimer?.clear();
    try {
      await work();
      while (this.#records > 0 || this.#isSyncDue) {
        if (this.#records > 0) {
          this.#seal();
          await this.#writeSealed();
        } else await this.#sync();
      }
      this.#isRunning = false;
      if (!this.#isLastEmpty && this.#fsync !== 'no') {
        this.#idleTimer = this.#timers.set(() => void this.#alone(() => this.#writeEmptyBatch()), IDLE_MS);
      }
    } catch (error) {
      this.#isRunning = false;
      this.#fail(error);
    }
  }

  #seal(): void {
    const { batch, bytes, records } = this.#sealedBytesOf();
    this.#sealed.push({ bytes, batch, records, openedMs: this.#openedMs, done: this.#done ?? deferred() });
    this.#sealedBytes += bytes.length;
    this.#done = undefined;
  }

  /** The open batch, sealed; a new one takes its place. */
  #sealedBytesOf(): { batch: number; bytes: Buffer; records: number } {
    this.#batch += 1;
    const records = this.#records;
    const bytes = this.#bytes.subarray(0, this.#length);
    sealBatch(bytes, { batch: this.#batch, durableBatch: this.#durableBatch, firstRecord: this.#record - records + 1, records });
    this.#isLastEmpty = records === 0;
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(START_BYTES, Math.min(this.#bytes.length, 2 * this.#length)));
    this.#length = BATCH_HEAD_BYTES;
    this.#records = 0;
    return { batch: this.#batch, bytes, records };
  }

  async #writeSealed(): Promise<void> {
    for (let next = this.#sealed[this.#written]; next !== undefined; next = this.#sealed[this.#written]) {
      if (!this.#segments.hasRoom(next.bytes.length)) {
        // Only the last segment may end in what is not durable.
        await this.#sync();
        await this.#segments.next(next.batch);
      }
      await this.#segments.write(next.bytes);
      this.#written += 1;
      this.#writtenBatch = next.batch;
      if (this.#fsync !== 'always') next.done.resolve();
    }
    if (this.#fsync === 'always') await this.#sync();
    else if (this.#fsync === 'no') this.#forget(this.#written);
    else if (this.#isSyncDue) await this.#sync();
    else this.#syncTimer ??= this.#timers.set(() => this.#syncSoon(), SYNC_EVERY_MS);
  }

  /** Makes durable what is written. */
  async #sync(): Promise<void> {
    this.#isSyncDue = false;
    const written = this.#written;
    const batch = this.#writtenBatch;
    if (batch === this.#durableBatch) return;
    await this.#segments.sync();
    this.#durableBatch = batch;
    this.#forget(written);
  }

  #forget(count: number): void {
    for (const { bytes, done } of this.#sealed.splice(0, count)) {
      this.#sealedBytes -= bytes.length;
      done.resolve();
    }
    this.#written -= count;
    this.#segments.keepWritten();
  }

  #syncSoon(): void {
    this.#syncTimer = undefined;
    // What runs now does it: there may be no end of batches.
    this.#isSyncDue = true;
    void this.#run();
  }

  async #writeEmptyBatch(): Promise<void> {
    if (this.#durableBatch < this.#batch || this.#records > 0) return;
    const { bytes, batch, records } = this.#sealedBytesOf();
    this.#sealed.push({ bytes, batch, records, openedMs: this.#openedMs, done: deferred() });
    this.#sealedBytes += bytes.length;
    await this.#writeSealed();
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (!this.#isFailing)
      this.#warn(`The log in ${this.#segments.path} cannot be written (${reason}); requests are declined until it can.`);
    this.#isFailing = true;
    if (this.#records > 0) this.#seal();
    const failure = new Error(`The log in ${this.#segments.path} cannot be written (${reason}).`);
    for (const { done } of this.#sealed) done.reject(failure);
    if (!this.#isClosed) this.#timers.set(() => void this.#retry(), RETRY_MS);
  }

  /** Writes again all that is not durable. */
  async #retry(): Promise<void> {
    if (this.#isClosed) return;
    try {
      this.#written = 0;
      this.#writtenBatch = (this.#sealed[0]?.batch ?? this.#batch + 1) - 1;
      await this.#segments.rewind();
      await this.#writeSealed();
      await this.#sync();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#isFailing = false;
    this.#warn(`The log in ${this.#segments.path} can be written again; requests are decided.`);
    await this.#run();
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.#bytes.length, needed));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
