/** From the chunks of an input to its messages, in the order in which they were sent, each examined when it is asked for. */

import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readSegment } from '../capture/packet.ts';
import { bestDialect, isSoundMessage, type ReadOptions } from '../diagnose/best-attempt.ts';
import { type Examined, type ExamineOptions, examine } from '../diagnose/examine.ts';
import { HostCheck } from '../diagnose/host-check.ts';
import { LayoutCache } from '../diagnose/hypotheses/dialect-variants.ts';
import { type Direction, type InputChunk, inputChunk, markAt } from '../input/input-chunk.ts';
import { DIAGNOSES_MAX, MESSAGES_MAX } from '../input/input-limits.ts';
import { Notes, pluralize } from '../input/notes.ts';
import { betterHeader, cutStream, guessHeader, type IsMessage, isFramedBy } from '../read/framing.ts';
import { HEADER_KINDS } from '../read/prefix.ts';

/** A message of an input, not examined yet. */
export interface FoundMessage {
  /** With its length header. */
  readonly bytes: Buffer;
  readonly label: string;
  readonly direction: Direction;
  /** The packet that completed it; 0 outside captures. */
  readonly packet: number;
  /** NaN where the input has no clock. */
  readonly timeMs: number;
  readonly readOptions: ReadOptions;
}

export interface InspectedMessage extends FoundMessage {
  readonly examined: Examined;
}

export interface SessionOptions {
  readonly readOptions: ReadOptions;
  readonly dialects: readonly Dialect[];
  /** Which year dates without one are seen from, where the input has no clock of its own; Unix milliseconds. */
  readonly nearMs: number;
}

/** Link layers tried on bytes that may be a whole packet: Ethernet, Linux cooked, raw IP, loopback. */
const LINKS_TRIED = [1, 113, 101, 0] as const;

export class Session {
  readonly #options: SessionOptions;
  readonly #layouts = new LayoutCache();
  readonly #host = new HostCheck();
  readonly #source: string;
  readonly notes: Notes = new Notes();

  constructor(source: string, options: SessionOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Examines one message after the other. */
  *examined(chunks: readonly InputChunk[]): Generator<InspectedMessage> {
    let diagnoses = 0;
    let shown = 0;
    for (const found of this.#found(chunks)) {
      if (shown === MESSAGES_MAX) {
        this.notes.add('messages past the limit', `${this.#source}: only the first ${MESSAGES_MAX} messages are shown; give a part of it.`);
        return;
      }
      const examined = examine(found.bytes, { ...this.#as(found.readOptions, found.timeMs), diagnoses: diagnoses < DIAGNOSES_MAX });
      shown += 1;
      if (examined.broken !== undefined) diagnoses += 1;
      yield { ...found, examined };
    }
    if (diagnoses > DIAGNOSES_MAX) {
      this.notes.add(
        'diagnoses past the limit',
        `${this.#source}: causes were looked for in the first ${DIAGNOSES_MAX} of ${diagnoses} broken messages.`,
      );
    }
  }

  #as(readOptions: ReadOptions, timeMs = Number.NaN): ExamineOptions {
    const { dialects, nearMs } = this.#options;
    return {
      readOptions,
      dialects,
      layouts: this.#layouts,
      host: this.#host,
      nearMs: Number.isNaN(timeMs) ? nearMs : timeMs,
      diagnoses: true,
    };
  }

  /** Bytes without a header that read as a message in any way that was asked for. */
  #isMessage(bytes: Buffer, whole = false): boolean {
    const options = this.#as({ ...this.#options.readOptions, header: 'none' });
    return whole ? isSoundMessage(bytes, options) : bestDialect(bytes, options) !== undefined;
  }

  #found(chunks: readonly InputChunk[]): readonly FoundMessage[] {
    const streams = chunks.filter(({ isStream }) => isStream);
    const single = chunks.filter(({ isStream }) => !isStream).flatMap((one) => this.#ofChunk(one));
    return [...single, ...this.#ofStreams(streams)];
  }

  #lone(bytes: Buffer, label: string, readOptions: ReadOptions = this.#options.readOptions): FoundMessage {
    return { bytes, label, direction: 'unknown', packet: 0, timeMs: Number.NaN, readOptions };
  }

  /** A piece of hex or a file: one message, or several behind headers, or one on each line, or a whole network packet. */
  #ofChunk({ bytes, label, lineOffsets }: InputChunk): readonly FoundMessage[] {
    const { readOptions } = this.#options;
    const isMessage: IsMessage = (part, whole) => this.#isMessage(part, whole);
    if (isSoundMessage(bytes, this.#as(readOptions))) return [this.#lone(bytes, label)];
    const kinds = readOptions.header === undefined ? HEADER_KINDS : readOptions.header === 'none' ? [] : [readOptions.header];
    const kind = kinds.find((header) => isFramedBy(bytes, header, isMessage));
    if (kind !== undefined) return this.#cut(inputChunk(bytes, label), kind, isMessage);
    const lines = lineOffsets.map((offset, index) => bytes.subarray(offset, lineOffsets[index + 1] ?? bytes.length));
    if (lines.length > 1 && lines.every((line) => bestDialect(line, this.#as(readOptions)) !== undefined)) {
      return lines.map((line, index) => this.#lone(line, `${label === '' ? '' : `${label}, `}message ${index + 1}`));
    }
    return this.#ofPacket(bytes, label) ?? [this.#lone(bytes, label)];
  }

  /** Bytes that begin with the headers of a network packet, as an analyser copies them. */
  #ofPacket(bytes: Buffer, label: string): readonly FoundMessage[] | undefined {
    for (const link of LINKS_TRIED) {
      const segment = readSegment(link, bytes);
      if (typeof segment === 'string' || segment.payload.length === 0) continue;
      const payload = Buffer.from(segment.payload);
      const isOne = bestDialect(payload, this.#as(this.#options.readOptions)) !== undefined;
      if (!isOne) continue;
      this.notes.add(
        'packets in hex',
        `${this.#source}${label === '' ? '' : `, ${label}`}: these bytes are a network packet; its first ${segment.payloadOffset} bytes (down to TCP) are left out, and offsets count behind them.`,
      );
      return this.#ofChunk(inputChunk(payload, label));
    }
    return undefined;
  }

  #ofStreams(streams: readonly InputChunk[]): readonly FoundMessage[] {
    if (streams.length === 0) return [];
    const { readOptions } = this.#options;
    const isMessage: IsMessage = (bytes, whole) => this.#isMessage(bytes, whole);
    const bytes = streams.map((stream) => stream.bytes);
    const kind = readOptions.header === undefined ? guessHeader(bytes, isMessage) : readOptions.header;
    const better =
      kind === undefined || kind === 'none' || readOptions.header === undefined ? undefined : betterHeader(bytes, kind, isMessage);
    if (better !== undefined) {
      this.notes.add(
        'another header',
        `${this.#source}: behind a ${better.description} more messages can be read; try --header ${better.name}.`,
      );
    }
    if (kind === undefined) {
      this.notes.add(
        'no length header',
        `${this.#source}: no length header was recognised; each TCP segment is taken for a message, or give --header.`,
      );
    }
    const found = streams.flatMap((stream) =>
      kind === undefined || kind === 'none' ? this.#segments(stream) : this.#cut(stream, kind, isMessage),
    );
    const ordered = [...found].sort((a, b) => a.packet - b.packet);
    const dialect = readOptions.dialect ?? this.#usualDialect(ordered);
    return ordered.map((message) => ({ ...message, readOptions: { ...message.readOptions, dialect } }));
  }

  /** The dialect that most of a capture is in: a broken message is then read as its neighbours are. */
  #usualDialect(messages: readonly FoundMessage[]): Dialect | undefined {
    const scores = new Map<Dialect, number>();
    for (const { bytes, readOptions } of messages.slice(0, DIAGNOSES_MAX)) {
      const best = bestDialect(bytes, this.#as(readOptions));
      if (best !== undefined) scores.set(best.dialect, (scores.get(best.dialect) ?? 0) + best.score);
    }
    return [...scores].sort((a, b) => b[1] - a[1])[0]?.[0];
  }

  #segments({ bytes, label, direction, marks }: InputChunk): readonly FoundMessage[] {
    return marks.map(({ offset, packet, timeMs }, index) => {
      const part = bytes.subarray(offset, marks[index + 1]?.offset ?? bytes.length);
      return { bytes: part, label, direction, packet, timeMs, readOptions: { ...this.#options.readOptions, header: 'none' } };
    });
  }

  #cut({ bytes, label, direction, marks, isStream }: InputChunk, kind: HeaderKind, isMessage: IsMessage): readonly FoundMessage[] {
    const { cuts, keepAlives, skipped } = cutStream(bytes, kind, isMessage);
    const where = label === '' ? this.#source : `${this.#source}, ${label}`;
    for (const { offset, byteCount } of skipped) {
      const packet = markAt(marks, offset)?.packet;
      const at = packet === undefined ? `at byte ${offset}` : `in packet ${packet}`;
      this.notes.add(
        'bytes between messages',
        `${where}: ${pluralize(byteCount, 'byte')} ${at} belong to no message behind a ${kind.description}; they are left out.`,
      );
    }
    if (keepAlives > 0)
      this.notes.add(
        'keep-alives',
        `${where}: ${pluralize(keepAlives, 'empty message')} (keep-alive) ${keepAlives === 1 ? 'is' : 'are'} left out.`,
      );
    return cuts.map(({ offset, byteCount }, index) => {
      const end = offset + kind.bytes + byteCount;
      const mark = markAt(marks, end - 1);
      return {
        bytes: bytes.subarray(offset, end),
        label: isStream ? label : `${label === '' ? '' : `${label}, `}message ${index + 1} at byte ${offset}`,
        direction,
        packet: mark?.packet ?? 0,
        timeMs: mark?.timeMs ?? Number.NaN,
        readOptions: { ...this.#options.readOptions, header: kind },
      };
    });
  }
}
