/**
 * TCP reassembly of a whole capture. The segments of each direction are kept with their position in
 * the stream, sorted at the end, and joined where they are adjacent. Where segments overlap, the
 * first one wins.
 */

import type { Mark } from '../input/input-chunk.ts';
import { STREAM_BYTES_MAX, STREAM_SEGMENTS_MAX, STREAMS_MAX } from '../input/input-limits.ts';
import type { Notes } from '../input/notes.ts';
import { pluralize } from '../input/notes.ts';
import type { Segment } from './packet.ts';

/** Bytes that follow each other without a gap. */
export interface Run {
  readonly bytes: Buffer;
  readonly marks: readonly Mark[];
  /** Bytes missing before it; 0 for the first run. */
  readonly gapBytes: number;
}

export interface Stream {
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  /** Which side opened the connection, if the capture shows it. */
  readonly opened: 'here' | 'there' | 'unseen';
  /** Ended by FIN or RST within the capture. */
  readonly ended: boolean;
  readonly runs: readonly Run[];
}

interface HeldSegment {
  /** Position of the first byte in the stream, from unwrapped sequence numbers. */
  readonly position: number;
  readonly bytes: Buffer;
  readonly packet: number;
  readonly timeMs: number;
}

interface OpenStream {
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly opened: Stream['opened'];
  /** Sequence number of the SYN; undefined if the capture began later. */
  readonly initial: number | undefined;
  readonly held: HeldSegment[];
  heldBytes: number;
  lastSequence: number;
  lastPosition: number;
  ended: boolean;
  isFull: boolean;
}

/** Collects segments in the order of the capture. */
export class TcpStreams {
  readonly #source: string;
  readonly #notes: Notes;
  readonly #current = new Map<string, OpenStream>();
  readonly #streams: OpenStream[] = [];

  constructor(source: string, notes: Notes) {
    this.#source = source;
    this.#notes = notes;
  }

  add(segment: Segment, packet: number, timeMs: number): void {
    const stream = this.#streamOf(segment);
    if (stream === undefined) return;
    if (segment.fin || segment.rst) stream.ended = true;
    const { payload } = segment;
    if (payload.length === 0 || stream.isFull) return;
    if (stream.held.length >= STREAM_SEGMENTS_MAX || stream.heldBytes + payload.length > STREAM_BYTES_MAX) {
      stream.isFull = true;
      this.#notes.add(
        'streams past the limit',
        `${this.#source}, packet ${packet}: from here on ${stream.from} → ${stream.to} is left out, it holds more than ${STREAM_BYTES_MAX} bytes.`,
      );
      return;
    }
    const sequence = segment.syn ? (segment.sequence + 1) >>> 0 : segment.sequence;
    const position = stream.lastPosition + ((sequence - stream.lastSequence) | 0);
    stream.held.push({ position, bytes: payload, packet, timeMs });
    stream.heldBytes += payload.length;
    stream.lastSequence = sequence;
    stream.lastPosition = position;
  }

  #streamOf(segment: Segment): OpenStream | undefined {
    const key = `${segment.from}>${segment.to}`;
    const known = this.#current.get(key);
    if (segment.syn) {
      if (known !== undefined && known.initial === segment.sequence) return known;
      return this.#open(key, segment);
    }
    if (known === undefined) return segment.payload.length === 0 ? undefined : this.#open(key, segment);
    const jump = Math.abs((segment.sequence - known.lastSequence) | 0);
    // The same ports again: a new connection whose SYN is not in the capture.
    return segment.payload.length > 0 && jump > STREAM_BYTES_MAX ? this.#open(key, segment) : known;
  }

  #open(key: string, segment: Segment): OpenStream | undefined {
    if (this.#streams.length >= STREAMS_MAX) {
      this.#notes.add('connections past the limit', `${this.#source}: only the first ${STREAMS_MAX} directions of connections are read.`);
      return undefined;
    }
    const { from, to, fromPort, toPort, syn, ack, sequence } = segment;
    const stream: OpenStream = {
      from,
      to,
      fromPort,
      toPort,
      opened: syn ? (ack ? 'there' : 'here') : 'unseen',
      initial: syn ? sequence : undefined,
      held: [],
      heldBytes: 0,
      lastSequence: syn ? (sequence + 1) >>> 0 : sequence,
      lastPosition: 0,
      ended: false,
      isFull: false,
    };
    this.#current.set(key, stream);
    this.#streams.push(stream);
    return stream;
  }

  /** All streams that carried data, in the order in which they began. */
  streams(): readonly Stream[] {
    return this.#streams
      .filter(({ held }) => held.length > 0)
      .map(({ held, initial, from, to, fromPort, toPort, opened, ended }) => {
        const runs = this.#join(held, initial === undefined ? undefined : 0, `${from} → ${to}`);
        return { from, to, fromPort, toPort, opened, ended, runs };
      });
  }

  #join(held: readonly HeldSegment[], begin: number | undefined, name: string): readonly Run[] {
    const ordered = [...held].sort((a, b) => a.position - b.position || a.packet - b.packet);
    const runs: Run[] = [];
    let end = begin ?? ordered[0]?.position ?? 0;
    for (let index = 0; index < ordered.length; ) {
      const start = end;
      const gapBytes = Math.max(0, (ordered[index]?.position ?? 0) - start);
      const { run, next, runEnd } = joinRun(ordered, index, start + gapBytes, gapBytes);
      if (gapBytes > 0) {
        const packet = run.marks[0]?.packet ?? 0;
        this.#notes.add(
          'gaps in streams',
          `${this.#source}: ${pluralize(gapBytes, 'byte')} of ${name} ${gapBytes === 1 ? 'is' : 'are'} missing before packet ${packet}.`,
        );
      }
      this.#noteChanges(ordered.slice(index, next), run, start + gapBytes, name);
      if (run.bytes.length > 0) runs.push(run);
      index = next;
      end = runEnd;
    }
    return runs;
  }

  /**
   * Notes retransmissions whose bytes differ from the first ones; a keep-alive probe of one byte
   * may differ.
   */
  #noteChanges(segments: readonly HeldSegment[], run: Run, start: number, name: string): void {
    for (const { position, bytes, packet } of segments) {
      const from = Math.max(0, position - start);
      const own = bytes.subarray(from - (position - start));
      if (own.length > 1 && !run.bytes.subarray(from, from + own.length).equals(own)) {
        this.#notes.add(
          'changed retransmissions',
          `${this.#source}, packet ${packet}: it repeats bytes of ${name} with another content; the first is kept.`,
        );
      }
    }
  }
}

function joinRun(
  ordered: readonly HeldSegment[],
  first: number,
  start: number,
  gapBytes: number,
): { run: Run; next: number; runEnd: number } {
  const parts: Buffer[] = [];
  const marks: Mark[] = [];
  let end = start;
  let next = first;
  for (; next < ordered.length; next += 1) {
    const segment = ordered[next];
    if (segment === undefined || segment.position > end) break;
    const fresh = segment.bytes.subarray(end - segment.position);
    if (fresh.length === 0) continue;
    marks.push({ offset: end - start, packet: segment.packet, timeMs: segment.timeMs });
    parts.push(fresh);
    end += fresh.length;
  }
  return { run: { bytes: Buffer.concat(parts), marks, gapBytes }, next, runEnd: end };
}
