/**
 * The history of one card from the log, newest first, a short piece at a time: the log may be many
 * gigabytes, and nothing of it is kept in memory. The search begins at the last record of the card.
 *
 * A cursor is `<segment>-<end>-<record>`: the batches of that segment before that byte, and of
 * them the records before that one.
 */
import { setImmediate } from 'node:timers/promises';
import type { Account } from '../../../state/account.ts';
import { ByteReader } from '../../../state/binary/byte-reader.ts';
import type { HistoryPiece, HistoryQuery, JournalEntry } from '../../../store.ts';
import type { Files } from '../files.ts';
import { BATCH_HEAD_BYTES, eachRecord, MAGIC, RECORD_HEAD_BYTES } from '../log/batch.ts';
import { HEAD_BLOCK_BYTES, segmentName, segmentNumber, vocabulariesOf } from '../log/segment.ts';
import { readRange, readSegmentFile, type SegmentFile, segmentsAmong } from '../log/segment-files.ts';
import { readRecord } from '../read-record.ts';
import { firstRecordOf, startOf } from '../segment-start.ts';
import { type BatchWindow, readBack } from './read-back.ts';

export interface LogHistoryParts {
  readonly files: Files;
  /** The store that segments must belong to. */
  readonly store: string;
  /** The segment that is being written, and where it ends. */
  readonly written: () => { readonly firstBatch: number; readonly end: number };
  /** The records are in the order of their instants, but for clocks that were set back. */
  readonly isInOrder: boolean;
}

interface Place {
  /** The first batch of the segment. */
  readonly segment: number;
  /** Batches before it are looked at. */
  readonly end: number;
  /** Records before it are. */
  readonly record: number;
}

const CURSOR = /^(\d{1,12})-(\d{1,12})-(\d{1,15})$/;
/** A batch may hold many thousand records: other work goes on between so many. */
const RECORDS_PER_TURN = 200;
/** Heads of segments that are remembered. */
const SEGMENTS_KEPT = 8;

export class LogHistory {
  readonly #parts: LogHistoryParts;
  readonly #segments = new Map<string, SegmentFile>();
  /** The start of the oldest segment, which stays what it is until the segment is dropped. */
  #oldest: { readonly name: string; readonly fromMs: number | undefined } | undefined;

  constructor(parts: LogHistoryParts) {
    this.#parts = parts;
  }

  async piece(account: Account, { cursor, entriesMax }: HistoryQuery): Promise<HistoryPiece | undefined> {
    const names = await this.#names();
    const place = cursor === '' ? await this.#newest(names, account.lastRecord + 1) : await this.#placeOf(names, cursor);
    if (place === 'dropped') return NOTHING;
    if (place === undefined) return cursor === '' ? NOTHING : undefined;
    const name = segmentName(place.segment);
    const segment = await this.#segment(name);
    if (segment.head === undefined) return this.#pieceBefore(names, place, []);
    const window = await readBack(this.#parts.files, name, place.end);
    const { entries, oldest, isIssued } = await this.#entriesIn(window, { segment, account, place, entriesMax });
    if (isIssued) return { entries, cursor: '', olderUntilMs: undefined };
    if (entries.length === entriesMax) return { entries, cursor: cursorOf({ ...place, record: oldest }), olderUntilMs: undefined };
    const olderUntilMs = this.#parts.isInOrder ? firstInstantOf(window) : undefined;
    if (window.start <= HEAD_BLOCK_BYTES) return { ...(await this.#pieceBefore(names, place, entries)), olderUntilMs };
    return { entries, cursor: cursorOf({ ...place, end: window.start }), olderUntilMs };
  }

  /** See CardStore.historyFromMs. */
  async fromMs(): Promise<number | undefined> {
    const [name] = await this.#names();
    if (name === undefined || segmentNumber(name) === 1) return 0;
    if (this.#oldest?.name !== name) this.#oldest = { name, fromMs: (await startOf(this.#parts.files, name))?.atMs };
    return this.#oldest.fromMs;
  }

  async #names(): Promise<readonly string[]> {
    const { firstBatch } = this.#parts.written();
    const names = segmentsAmong(await this.#parts.files.list());
    // A segment that is being begun has no records yet.
    return names.filter((name) => (segmentNumber(name) ?? 0) <= firstBatch);
  }

  /** The end of the last segment that begins with an earlier record. */
  async #newest(names: readonly string[], record: number): Promise<Place | undefined> {
    let low = 0;
    for (let high = names.length - 1; low < high; ) {
      const middle = Math.ceil((low + high) / 2);
      const first = await firstRecordOf(this.#parts.files, names[middle] ?? '');
      if (first !== undefined && first < record) low = middle;
      else high = middle - 1;
    }
    return this.#endOf(names, low, record);
  }

  async #endOf(names: readonly string[], index: number, record: number): Promise<Place | undefined> {
    const name = names[index];
    if (name === undefined) return undefined;
    const segment = segmentNumber(name) ?? 0;
    const written = this.#parts.written();
    if (segment === written.firstBatch) return { segment, end: written.end, record };
    const next = names[index + 1];
    const end = next === undefined ? undefined : (await this.#segment(next)).head?.previousEnd;
    return { segment, end: end ?? (await this.#parts.files.size(name)), record };
  }

  async #placeOf(names: readonly string[], cursor: string): Promise<Place | 'dropped' | undefined> {
    const [, segment, end, record] = CURSOR.exec(cursor) ?? [];
    if (segment === undefined) return undefined;
    const place = { segment: Number(segment), end: Number(end), record: Number(record) };
    const oldest = segmentNumber(names[0] ?? '') ?? 0;
    if (place.segment < oldest) return 'dropped';
    const index = names.indexOf(segmentName(place.segment));
    if (index < 0 || place.end < HEAD_BLOCK_BYTES) return undefined;
    const last = await this.#endOf(names, index, place.record);
    if (last === undefined || place.end > last.end) return undefined;
    const isBoundary =
      place.end === last.end || (await readRange(this.#parts.files, segmentName(place.segment), place.end, 1))[0] === MAGIC[0];
    return isBoundary ? place : undefined;
  }

  /** Nothing more is in the segment: the search goes on in the one before. */
  async #pieceBefore(names: readonly string[], place: Place, entries: readonly JournalEntry[]): Promise<HistoryPiece> {
    const index = names.indexOf(segmentName(place.segment));
    const before = index > 0 ? await this.#endOf(names, index - 1, place.record) : undefined;
    return { entries, cursor: before === undefined ? '' : cursorOf(before), olderUntilMs: undefined };
  }

  /** The newest entries of the card in a window, newest first. */
  async #entriesIn(window: BatchWindow, { segment, account, place, entriesMax }: Search): Promise<Found> {
    const { bytes, batches } = window;
    const { head } = segment;
    if (head === undefined) return { entries: [], oldest: place.record, isIssued: false };
    const source = { format: head.format, vocabularies: vocabulariesOf(head), tokenOf: () => account.card.token };
    const reader = new ByteReader(bytes);
    const found: JournalEntry[] = [];
    let looked = 0;
    for (const { offset, batch } of batches) {
      let record = batch.firstRecord - 1;
      eachRecord(bytes, offset, batch, (start, end) => {
        record += 1;
        if (record >= place.record) return;
        reader.move(bytes, start, end).uint();
        if (reader.uint() !== account.number) return;
        const { entry, asked } = readRecord(reader.move(bytes, start, end), source);
        // A stored answer that was given again is no decision of its own.
        if (asked?.isRepeated !== true) found.push({ id: String(record), ...entry });
      });
      looked += batch.records;
      if (looked < RECORDS_PER_TURN) continue;
      looked = 0;
      await setImmediate();
    }
    const entries = found.toReversed().slice(0, entriesMax);
    const last = entries.at(-1);
    return { entries, oldest: Number(last?.id ?? place.record), isIssued: last?.event === 'issue' };
  }

  async #segment(name: string): Promise<SegmentFile> {
    const known = this.#segments.get(name);
    if (known !== undefined) return known;
    const segment = await readSegmentFile(this.#parts.files, name, this.#parts.store);
    if (this.#segments.size >= SEGMENTS_KEPT) this.#segments.clear();
    this.#segments.set(name, segment);
    return segment;
  }
}

interface Search {
  readonly segment: SegmentFile;
  readonly account: Account;
  readonly place: Place;
  readonly entriesMax: number;
}

interface Found {
  readonly entries: readonly JournalEntry[];
  /** The number of the last of them. */
  readonly oldest: number;
  /** The last of them is the first of the card. */
  readonly isIssued: boolean;
}

const NOTHING: HistoryPiece = { entries: [], cursor: '', olderUntilMs: undefined };

function cursorOf({ segment, end, record }: Place): string {
  return `${segment}-${end}-${record}`;
}

/** Of the first record in a window. */
function firstInstantOf({ bytes, batches }: BatchWindow): number | undefined {
  const first = batches.find(({ batch }) => batch.records > 0 && !batch.isGap);
  return first === undefined ? undefined : new ByteReader(bytes, first.offset + BATCH_HEAD_BYTES + RECORD_HEAD_BYTES).uint();
}
