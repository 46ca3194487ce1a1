/**
 * TCP streams as YAML, from Follow TCP Stream of Wireshark and `tshark -z follow,tcp,yaml,0`: a list
 * of packets, or one key peerN_M for each.
 */
import type { Direction, InputChunk, Mark } from '../../input/input-chunk.ts';
import { PACKETS_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { base64Bytes } from './base64.ts';
import { type FormReader, formReading } from './form.ts';

const DATA = /^(\s*)(?:- )?(?:data|peer(\d{1,4})_\d{1,9}): !!binary\b(.*)$/;
const MEMBER = /^\s*(?:- )?(packet|peer|timestamp|port): "?([\d.]{1,30})/;
const COMMENT_PACKET = /^\s*# Packet (\d{1,9})/;
const BINARY_KEY = /^[ \t]*(?:- )?(?:data|peer\d{1,4}_\d{1,9}): !!binary\b/m;

interface Piece {
  readonly peer: number;
  readonly bytes: Buffer;
  readonly packet: number;
  readonly timeMs: number;
}

interface Parsed {
  readonly pieces: readonly Piece[];
  /** Index of a peer → its TCP port. */
  readonly ports: ReadonlyMap<number, number>;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function parsed(lines: readonly string[], source: string, notes: Notes): Parsed {
  const pieces: Piece[] = [];
  const ports = new Map<number, number>();
  const members = { packet: 0, peer: 0, timestamp: Number.NaN, port: 0 };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const packet = COMMENT_PACKET.exec(line)?.[1];
    if (packet !== undefined) members.packet = Number(packet);
    const member = MEMBER.exec(line);
    if (member !== null) {
      members[member[1] as keyof typeof members] = Number(member[2]);
      if (member[1] === 'port') ports.set(members.peer, members.port);
    }
    const data = DATA.exec(line);
    if (data === null) continue;
    const inline = (data[3] ?? '').replace(/^\s*[|>][-+]?/, '').trim();
    const digits = [inline];
    for (let next = index + 1; next < lines.length && indentOf(lines[next] ?? '') > (data[1]?.length ?? 0); next += 1) {
      if (/[^\w+/=\s-]/.test(lines[next] ?? '')) break;
      digits.push((lines[next] ?? '').trim());
      index = next;
    }
    const bytes = base64Bytes(digits.join(''));
    if (bytes === undefined) notes.add('data of the capture', `${source}, line ${index + 1}: these data are no base64; they are left out.`);
    else
      pieces.push({
        peer: Number(data[2] ?? members.peer),
        bytes,
        packet: members.packet || pieces.length + 1,
        timeMs: members.timestamp * 1000,
      });
    if (pieces.length > PACKETS_MAX) throw new InputError(`${source} holds more than ${PACKETS_MAX} packets; give a part of it.`);
  }
  return { pieces, ports };
}

/** The peer that opened the connection is number 0. */
function streamOf(peer: number, pieces: readonly Piece[]): InputChunk {
  const marks: Mark[] = [];
  let offset = 0;
  for (const { bytes, packet, timeMs } of pieces) {
    marks.push({ offset, packet, timeMs });
    offset += bytes.length;
  }
  const direction: Direction = peer === 0 ? 'toHost' : 'fromHost';
  return {
    bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)),
    label: `peer ${peer}`,
    direction,
    marks,
    isStream: true,
    lineOffsets: [],
  };
}

export const readCaptureYaml: FormReader = (text, source) => {
  if (!BINARY_KEY.test(text)) return undefined;
  const notes = new Notes();
  const { pieces } = parsed(text.split(/\r?\n/), source, notes);
  const peers = [...new Set(pieces.map(({ peer }) => peer))].sort((a, b) => a - b);
  const chunks = peers
    .map((peer) =>
      streamOf(
        peer,
        pieces.filter((piece) => piece.peer === peer),
      ),
    )
    .filter(({ bytes }) => bytes.length > 0);
  if (chunks.length === 0) return undefined;
  return formReading({ chunks, notes: notes.sentences(), isCertain: true });
};
