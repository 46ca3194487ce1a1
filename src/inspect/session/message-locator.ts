/**
 * Finds the messages in the chunks of an input: by length headers, by lines, or after the headers
 * of a packet.
 */

import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readSegment } from '../capture/packet.ts';
import { bestDialect, isPlausibleMessage, isSoundMessage, type ParseOptions, type ReadOptions } from '../diagnose/best-attempt.ts';
import { type Direction, type InputChunk, inputChunk, markAt } from '../input/input-chunk.ts';
import { DIAGNOSES_MAX } from '../input/input-limits.ts';
import type { Notes } from '../input/notes.ts';
import { cutStream, type IsMessage } from '../read/framing.ts';
import { betterHeader, framesIn, guessHeader } from '../read/header-guess.ts';
import { HEADER_KINDS } from '../read/prefix.ts';
import { remembered } from '../read/remembered.ts';
import { restWords } from '../read/rest.ts';
import { noteCutStream } from './framing-notes.ts';
import { unframedMessages } from './unframed.ts';

/** A message found in an input. */
export interface FoundMessage {
  /** With the length header. */
  readonly bytes: Buffer;
  readonly label: string;
  readonly direction: Direction;
  /** The packet that completed the message; 0 if the input is no capture. */
  readonly packet: number;
  /** Unix milliseconds; NaN if the input has no times. */
  readonly timeMs: number;
  readonly readOptions: ReadOptions;
}

/**
 * Link layers to try on bytes that may be a network packet: Ethernet, Linux cooked, raw IP,
 * loopback.
 */
const LINKS_TRIED = [1, 113, 101, 0] as const;

export class MessageLocator {
  readonly #source: string;
  readonly #options: ParseOptions;
  readonly #readOptions: ReadOptions;
  readonly #notes: Notes;

  /** `source` names the input in notes. */
  constructor(source: string, options: ParseOptions, notes: Notes) {
    this.#source = source;
    this.#options = options;
    this.#readOptions = options.readOptions;
    this.#notes = notes;
  }

  #as(readOptions: ReadOptions): ParseOptions {
    return { ...this.#options, readOptions };
  }

  /** Whether bytes without a header parse as a message; `whole`: completely. */
  #messageTest(): IsMessage {
    const options = this.#as({ ...this.#readOptions, header: 'none' });
    return remembered((bytes, whole) => (whole ? isSoundMessage(bytes, options) : isPlausibleMessage(bytes, options)));
  }

  /** All messages, in the order in which they were sent. */
  find(chunks: readonly InputChunk[]): readonly FoundMessage[] {
    const streams = chunks.filter(({ isStream }) => isStream);
    const single = chunks.filter(({ isStream }) => !isStream).flatMap((one) => this.#ofChunk(one));
    return [...single, ...this.#ofStreams(streams)];
  }

  #lone(bytes: Buffer, label: string, readOptions: ReadOptions = this.#readOptions): FoundMessage {
    return { bytes, label, direction: 'unknown', packet: 0, timeMs: Number.NaN, readOptions };
  }

  /**
   * Hex or a file: one message, several with length headers, one on each line, or a network packet.
   */
  #ofChunk({ bytes, label, lineOffsets }: InputChunk): readonly FoundMessage[] {
    const readOptions = this.#readOptions;
    const isMessage = this.#messageTest();
    if (isSoundMessage(bytes, this.#as(readOptions))) return [this.#lone(bytes, label)];
    const kinds = readOptions.header === undefined ? HEADER_KINDS : readOptions.header === 'none' ? [] : [readOptions.header];
    const kind = framesIn(bytes, kinds, isMessage);
    if (kind !== undefined) return this.#cut(inputChunk(bytes, label), kind, isMessage);
    const lines = lineOffsets.map((offset, index) => bytes.subarray(offset, lineOffsets[index + 1] ?? bytes.length));
    if (lines.length > 1 && lines.every((line) => isPlausibleMessage(line, this.#as(readOptions)))) {
      return lines.map((line, index) => this.#lone(line, `${label === '' ? '' : `${label}, `}message ${index + 1}`));
    }
    return this.#unframed(bytes, label) ?? this.#ofPacket(bytes, label) ?? [this.#lone(bytes, label)];
  }

  /** Messages one behind the other without length headers. */
  #unframed(bytes: Buffer, label: string): readonly FoundMessage[] | undefined {
    const { header } = this.#readOptions;
    if (header !== undefined && header !== 'none') return undefined;
    const readOptions: ReadOptions = { ...this.#readOptions, header: 'none' };
    const found = unframedMessages(bytes, this.#as(readOptions));
    if (found === undefined) return undefined;
    const { messages, rest } = found;
    if (rest !== undefined) {
      const last = messages.at(-1) ?? rest;
      const words = restWords(bytes.subarray(rest.offset), bytes.subarray(last.offset, last.offset + last.byteCount));
      this.#notes.add(
        'bytes behind the last message',
        `${this.#where(label)}: behind the last message, at byte ${rest.offset}, there is ${words}.`,
      );
    }
    return messages.map(({ offset, byteCount }, index) =>
      this.#lone(bytes.subarray(offset, offset + byteCount), this.#labelOf(label, index, offset), readOptions),
    );
  }

  #where(label: string): string {
    return label === '' ? this.#source : `${this.#source}, ${label}`;
  }

  /** The label of one of several messages of a chunk. */
  #labelOf(label: string, index: number, offset: number): string {
    return `${label === '' ? '' : `${label}, `}message ${index + 1} at byte ${offset}`;
  }

  /** Bytes that begin with the headers of a network packet, as Wireshark copies them. */
  #ofPacket(bytes: Buffer, label: string): readonly FoundMessage[] | undefined {
    for (const link of LINKS_TRIED) {
      const segment = readSegment(link, bytes);
      if (typeof segment === 'string' || segment.payload.length === 0) continue;
      const payload = Buffer.from(segment.payload);
      const isOne = isPlausibleMessage(payload, this.#as(this.#readOptions));
      if (!isOne) continue;
      this.#notes.add(
        'packets in hex',
        `${this.#where(label)}: these bytes are a network packet; its first ${segment.payloadOffset} bytes (down to TCP) are left out, and offsets count behind them.`,
      );
      return this.#ofChunk(inputChunk(payload, label));
    }
    return undefined;
  }

  #ofStreams(streams: readonly InputChunk[]): readonly FoundMessage[] {
    if (streams.length === 0) return [];
    const readOptions = this.#readOptions;
    const isMessage = this.#messageTest();
    const bytes = streams.map((stream) => stream.bytes);
    const kind = readOptions.header === undefined ? guessHeader(bytes, isMessage) : readOptions.header;
    const better =
      kind === undefined || kind === 'none' || readOptions.header === undefined ? undefined : betterHeader(bytes, kind, isMessage);
    if (better !== undefined) {
      this.#notes.add(
        'another header',
        `${this.#source}: behind a ${better.description} more messages can be read; try --header ${better.name}.`,
      );
    }
    if (kind === undefined) {
      this.#notes.add(
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

  /** The dialect of most messages of a capture; broken messages are parsed in it, too. */
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
      return { bytes: part, label, direction, packet, timeMs, readOptions: { ...this.#readOptions, header: 'none' } };
    });
  }

  #cut({ bytes, label, direction, marks, isStream }: InputChunk, kind: HeaderKind, isMessage: IsMessage): readonly FoundMessage[] {
    const stream = cutStream(bytes, kind, isMessage);
    noteCutStream(this.#notes, { where: this.#where(label), bytes, marks, kind }, stream);
    const isOnly = stream.cuts.length === 1 && stream.cuts[0]?.offset === 0;
    return stream.cuts.map(({ offset, byteCount }, index) => {
      const end = offset + kind.bytes + byteCount;
      const mark = markAt(marks, end - 1);
      return {
        bytes: bytes.subarray(offset, end),
        label: isStream || isOnly ? label : this.#labelOf(label, index, offset),
        direction,
        packet: mark?.packet ?? 0,
        timeMs: mark?.timeMs ?? Number.NaN,
        readOptions: { ...this.#readOptions, header: kind },
      };
    });
  }
}
