/**
 * The one reader of the log, for recovery and for those who check, repair and export it: every
 * batch of every segment in order. A last batch that was being written when the process or the
 * machine stopped was never answered from: it is torn, and no loss. Anything else that is missing or
 * cannot be read was durable once: it is damage, which is reported, and what follows it is read.
 */
import type { Vocabularies } from '../../../state/binary/vocabularies.ts';
import type { Files } from '../files.ts';
import { type Batch, eachRecord } from './batch.ts';
import type { Damage, SegmentEnd } from './damage.ts';
import type { LogPosition } from './log-writer.ts';
import { type DamagedPiece, provenEndOf, scanSegment } from './scan-segment.ts';
import { segmentName, segmentNumber, vocabulariesOf } from './segment.ts';
import { readSegmentFile, readStart, type SegmentFile, segmentsAmong } from './segment-files.ts';

/** One object for all records of a segment. */
export interface LogRecord {
  /** Shared with the next record. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Its number in the log. */
  readonly record: number;
  /** It stands behind damage that is not history: the state ends before it. */
  readonly isBehindDamage: boolean;
  /** Of the file that it is in. */
  readonly format: number;
  readonly vocabularies: Vocabularies;
}

/** Records that a repair removed. */
export interface Gap {
  readonly name: string;
  readonly byte: number;
  readonly firstRecord: number;
  readonly records: number;
}

export interface Counts {
  readonly batches: number;
  readonly records: number;
}

export interface ReadLog {
  /** Up to where the state can be brought. */
  readonly position: LogPosition;
  /** The last segment that can be read; undefined when there is none. */
  readonly last: SegmentEnd | undefined;
  /** Bytes behind the end that belong to no whole batch and must be overwritten with zeros; 0: none. */
  readonly tornBytes: number;
  /** Where, in the last segment, the batches begin that no later one says to be durable. */
  readonly provenEnd: number;
  /** Oldest first. */
  readonly damage: readonly Damage[];
  readonly gaps: readonly Gap[];
  readonly segments: readonly SegmentFile[];
  readonly read: Counts;
  /** The last record of all; undefined when nobody can know because the end cannot be read. */
  readonly lastRecord: number | undefined;
  /** Of `read`: what stands behind damage that is not history, and so does not count. */
  readonly behind: Counts;
}

export interface ReadLogOptions {
  readonly store: string;
  /** Records up to this position are known: segments that end before it need not be there. */
  readonly from: LogPosition;
  /**
   * True: every record that can be read is passed on. False: only those behind `from` that the
   * state can be brought to, and segments before it are not opened.
   */
  readonly whole: boolean;
  readonly onRecord: (record: LogRecord) => void;
}

export async function readLog(files: Files, options: ReadLogOptions): Promise<ReadLog> {
  const { store, from, whole } = options;
  const names = segmentsAmong(await files.list());
  const needed = names.slice(whole ? 0 : firstNeeded(names, from.batch));
  const segments: SegmentFile[] = [];
  for (const name of needed) segments.push(await readSegmentFile(files, name, store));
  const reading = new Reading(files, options);
  for (const [at, segment] of segments.entries()) await reading.segment(segment, segments[at + 1]);
  return reading.finish(segments);
}

/** The last segment that begins at or before the batch that is needed next. */
function firstNeeded(names: readonly string[], knownBatch: number): number {
  const at = names.findLastIndex((name) => (segmentNumber(name) ?? 0) <= knownBatch + 1);
  return Math.max(at, 0);
}

type OpenDamage = { -readonly [K in keyof Damage]: Damage[K] };
type FoundDamage = Pick<Damage, 'name' | 'byte' | 'endByte' | 'what'> & Partial<Pick<Damage, 'isWholeFile' | 'isNewer'>>;

class Reading {
  readonly #files: Files;
  readonly #options: ReadLogOptions;
  readonly #damage: OpenDamage[] = [];
  readonly #gaps: Gap[] = [];
  /** The batch that comes next, and the record; undefined: not known. */
  #batch: number | undefined;
  #record: number | undefined;
  #position: LogPosition;
  /** Damage that is not history was found: the state ends before it. */
  #isBroken = false;
  #last: SegmentEnd | undefined;
  #tornBytes = 0;
  #provenEnd = 0;
  #read = { batches: 0, records: 0 };
  #behind = { batches: 0, records: 0 };

  constructor(files: Files, options: ReadLogOptions) {
    this.#files = files;
    this.#options = options;
    this.#position = options.from;
  }

  async segment(segment: SegmentFile, next: SegmentFile | undefined): Promise<void> {
    const { name, firstBatch, head, problem, isNewer } = segment;
    this.#expect(segment);
    this.#tornBytes = 0;
    if (head === undefined) {
      this.#found({ name, byte: 0, endByte: segment.bytes, what: problem, isWholeFile: true, isNewer });
      return;
    }
    const bytes = await readStart(this.#files, name, segment.bytes);
    const isLast = next === undefined;
    const { pieces, end, tornBytes } = scanSegment(bytes, { firstBatch, isLast, durableEnd: next?.head?.previousEnd });
    const source = { bytes, start: 0, end: 0, record: 0, isBehindDamage: false, format: head.format, vocabularies: vocabulariesOf(head) };
    for (const piece of pieces) {
      if (piece.kind === 'damage') this.#unreadable(name, piece);
      else this.#readBatch(name, piece.offset, piece.batch, source);
    }
    this.#last = { name, end };
    this.#tornBytes = tornBytes;
    this.#provenEnd = provenEndOf(pieces, end);
    if (isLast && bytes.length < head.bytes) {
      this.#tornBytes = 0;
      this.#found({ name, byte: end, endByte: bytes.length, what: `is cut to ${bytes.length} of ${head.bytes} bytes` });
    }
  }

  finish(segments: readonly SegmentFile[]): ReadLog {
    const { batch } = this.#options.from;
    const isOpen = this.#damage.some(({ next }) => next === undefined);
    if (!isOpen && batch > 0 && (this.#batch ?? 0) <= batch) {
      const what = `is missing: the snapshot goes on at batch ${batch + 1}`;
      this.#batch ??= batch + 1;
      this.#found({ name: segmentName(batch + 1), byte: 0, endByte: 0, what, isWholeFile: true });
    }
    return {
      position: this.#position,
      last: this.#last,
      tornBytes: this.#tornBytes,
      provenEnd: this.#provenEnd,
      damage: this.#damage,
      gaps: this.#gaps,
      segments,
      lastRecord: this.#record === undefined ? undefined : this.#record - 1,
      read: this.#read,
      behind: this.#behind,
    };
  }

  /** Batches that are missing before a segment. */
  #expect({ firstBatch }: SegmentFile): void {
    const { from } = this.#options;
    const expected = this.#batch ?? Math.min(firstBatch, from.batch + 1);
    if (this.#batch === undefined && expected === from.batch + 1) this.#record = from.record + 1;
    this.#batch = expected;
    // Damage that is still open covers what is missing.
    if (firstBatch > expected && !this.#damage.some(({ next }) => next === undefined)) {
      const what = `is missing: the log goes on with batch ${firstBatch}`;
      this.#found({ name: segmentName(expected), byte: 0, endByte: 0, what, isWholeFile: true });
    }
    this.#batch = firstBatch;
  }

  #unreadable(name: string, { offset, end, expected }: DamagedPiece): void {
    this.#batch = expected;
    const what = `is damaged at byte ${offset}: batch ${expected}, which was durable, cannot be read`;
    this.#found({ name, byte: offset, endByte: end, what });
  }

  #found({ isWholeFile = false, isNewer = false, ...found }: FoundDamage): void {
    const batch = this.#batch ?? 0;
    const where = { previous: isWholeFile ? this.#last : { name: found.name, end: found.byte }, batch, record: this.#record };
    this.#damage.push({ ...found, ...where, isWholeFile, isNewer, next: undefined, isHistory: false });
    this.#record = undefined;
  }

  #readBatch(name: string, byte: number, batch: Batch, source: { -readonly [K in keyof LogRecord]: LogRecord[K] }): void {
    const { from, whole, onRecord } = this.#options;
    const { firstRecord, records, isGap } = batch;
    this.#close({ batch: isGap ? (this.#batch ?? batch.batch) : batch.batch, record: firstRecord });
    this.#batch = batch.batch + 1;
    this.#record = firstRecord + records;
    const isBehindKnown = batch.batch > from.batch;
    if (isGap) {
      this.#gaps.push({ name, byte, firstRecord, records });
      if (!isBehindKnown || this.#isBroken) return;
      if (batch.durableBatch === 1) this.#position = { batch: batch.batch, record: firstRecord + records - 1 };
      else this.#missing(name, byte, batch);
      return;
    }
    this.#read.batches += 1;
    this.#read.records += records;
    if (this.#isBroken) {
      this.#behind.batches += 1;
      this.#behind.records += records;
    } else if (isBehindKnown) this.#position = { batch: batch.batch, record: firstRecord + records - 1 };
    if (!whole && (this.#isBroken || !isBehindKnown)) return;
    source.record = firstRecord - 1;
    source.isBehindDamage = this.#isBroken;
    eachRecord(source.bytes, byte, batch, (start, end) => {
      source.start = start;
      source.end = end;
      source.record += 1;
      onRecord(source);
    });
  }

  #missing(name: string, byte: number, { batch, firstRecord, records, end }: Batch): void {
    this.#isBroken = true;
    const what = `lacks ${records} records that a repair removed, and no snapshot holds what came of them`;
    const next = { batch: batch + 1, record: firstRecord + records };
    this.#damage.push({
      ...{ name, byte, endByte: end, what, isWholeFile: false, isNewer: false },
      ...{ previous: { name, end: byte }, batch, record: firstRecord, next, isHistory: false },
    });
  }

  /** What can be read again ends the damage before it. */
  #close(next: { readonly batch: number; readonly record: number }): void {
    for (const damage of this.#damage) {
      if (damage.next !== undefined) continue;
      damage.next = next;
      damage.isHistory = next.batch <= this.#options.from.batch + 1;
      if (!damage.isHistory) this.#isBroken = true;
    }
  }
}
