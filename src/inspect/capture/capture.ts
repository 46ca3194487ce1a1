/** Reads the TCP data of a capture as chunks, one for each part of a stream without a gap. */

import type { Direction, InputChunk } from '../input/input-chunk.ts';
import { InputError, Notes, pluralize } from '../input/notes.ts';
import { readCapture } from './capture-file.ts';
import type { SkipReason } from './link-layer.ts';
import { readSegment } from './packet.ts';
import { type Stream, TcpStreams } from './tcp-streams.ts';

export interface Capture {
  readonly chunks: readonly InputChunk[];
  readonly notes: readonly string[];
}

/**
 * If the capture lacks the SYN, the side with one of these ports, or with the lower port, is taken
 * for the host.
 */
const HOST_PORTS: ReadonlySet<number> = new Set([8583, 8593, 7583]);

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  otherLink: 'have a link layer that is not read (save the capture from an Ethernet, loopback, Linux cooked or raw IP interface)',
  notIp: 'are not IP',
  notTcp: 'are not TCP',
  fragment: 'are fragments of IP packets, which are not put together',
  broken: 'have headers that are cut or contradict themselves',
};
/** Usual in a capture: noted only if there is no TCP data at all. */
const USUAL: ReadonlySet<SkipReason> = new Set(['notIp', 'notTcp']);

function directionOf(stream: Stream, port: number | undefined): Direction {
  if (port !== undefined) return stream.toPort === port ? 'toHost' : 'fromHost';
  if (stream.opened !== 'unseen') return stream.opened === 'here' ? 'toHost' : 'fromHost';
  const [to, from] = [HOST_PORTS.has(stream.toPort), HOST_PORTS.has(stream.fromPort)];
  if (to !== from) return to ? 'toHost' : 'fromHost';
  if (stream.toPort === stream.fromPort) return 'unknown';
  return stream.toPort < stream.fromPort ? 'toHost' : 'fromHost';
}

function skippedText(skipped: ReadonlyMap<SkipReason, number>): string {
  return [...skipped].map(([reason, count]) => `${count} ${SKIPPED[reason]}`).join(', ');
}

/** What was read of a capture file. */
interface Packets {
  readonly streams: TcpStreams;
  readonly total: number;
  /** Packets without a TCP segment. */
  readonly skipped: ReadonlyMap<SkipReason, number>;
  /** Packets of connections without the wanted port. */
  readonly otherPorts: number;
  /** Packets that the capture kept only in part. */
  readonly cut: number;
}

interface CaptureSource {
  /** Names the file in notes and errors. */
  readonly source: string;
  /** The host's TCP port; undefined: any. */
  readonly port: number | undefined;
}

function readPackets(bytes: Buffer, { source, port }: CaptureSource, notes: Notes): Packets {
  const streams = new TcpStreams(source, notes);
  const skipped = new Map<SkipReason, number>();
  let [total, otherPorts, cut] = [0, 0, 0];
  readCapture(bytes, source, notes, ({ number, timeMs, linkType, bytes: data, lostBytes }) => {
    total = number;
    const segment = readSegment(linkType, data, lostBytes);
    if (typeof segment === 'string') skipped.set(segment, (skipped.get(segment) ?? 0) + 1);
    else if (port !== undefined && segment.fromPort !== port && segment.toPort !== port) otherPorts += 1;
    else {
      if (segment.lostBytes > 0) cut += 1;
      streams.add(segment, number, timeMs);
    }
  });
  return { streams, total, skipped, otherPorts, cut };
}

function noteOmissions({ total, skipped, cut }: Packets, source: string, notes: Notes): void {
  for (const [reason, count] of skipped) {
    if (!USUAL.has(reason)) notes.add(reason, `${source}: of ${pluralize(total, 'packet')}, ${count} ${SKIPPED[reason]}.`);
  }
  if (cut > 0) {
    notes.add(
      'cut packets',
      `${source}: ${pluralize(cut, 'packet')} ${cut === 1 ? 'is' : 'are'} kept in part only (snap length); capture again with a larger one, such as tcpdump -s 0.`,
    );
  }
}

function noDataError({ total, skipped, otherPorts }: Packets, { source, port }: CaptureSource): InputError {
  const others = [skippedText(skipped), otherPorts === 0 ? '' : `${otherPorts} have other ports than ${port}`].filter(
    (text) => text !== '',
  );
  const why = others.length === 0 ? '' : `: ${others.join(', ')}`;
  return new InputError(
    `${source} holds ${pluralize(total, 'packet')} and no TCP data${port === undefined ? '' : ` at port ${port}`}${why}.`,
  );
}

function chunksOf(stream: Stream, port: number | undefined): readonly InputChunk[] {
  return stream.runs.map((run) => ({
    bytes: run.bytes,
    label: `${stream.from} → ${stream.to}`,
    direction: directionOf(stream, port),
    marks: run.marks,
    isStream: true,
    lineOffsets: [],
  }));
}

/**
 * `port`: the host's TCP port; other connections are left out. Throws InputError if there is no
 * TCP data.
 */
export function readCaptureChunks(bytes: Buffer, source: string, port: number | undefined): Capture {
  const notes = new Notes();
  const packets = readPackets(bytes, { source, port }, notes);
  noteOmissions(packets, source, notes);
  const streams = packets.streams.streams();
  if (streams.length === 0) throw noDataError(packets, { source, port });
  return { chunks: streams.flatMap((stream) => chunksOf(stream, port)), notes: notes.sentences() };
}
