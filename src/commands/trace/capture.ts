/** Messages of a capture, decoded as one wire has them, in the order of their packets. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCapturePieces } from '../../inspect/capture/capture.ts';
import { markAt, type Piece } from '../../inspect/read/piece.ts';
import { generateTestKeyRing, type KeyRing, loadKeyRing } from '../../pin/keys/key-ring.ts';
import { FRAME_BYTES_MAX, FrameReader } from '../../protocol/framing/frame.ts';
import { type TerminalWire, terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { Seen } from '../../trace/from-capture.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

export interface CaptureFlags {
  readonly codec: string;
  readonly port?: string;
  readonly keys?: string;
}

export interface CapturedMessages {
  readonly seen: readonly Seen[];
  readonly ring: KeyRing;
  readonly notes: readonly string[];
}

interface Placed {
  readonly packet: number;
  readonly seen: Seen;
}

function readBytes(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The ${what} ${path} can not be read (${code}); check its path.`);
  }
}

/** What one side of a connection said. What can't be read ends it: where the next message begins is not known. */
function messagesOf(piece: Piece, wire: TerminalWire, notes: string[], source: string): readonly Placed[] {
  const { codec, header } = wire;
  const found: Placed[] = [];
  const reader = new FrameReader(header, FRAME_BYTES_MAX);
  let offset = 0;
  let unread = 0;
  const onFrame = (frame: Buffer): boolean => {
    offset += header.bytes + frame.length;
    const mark = markAt(piece.marks, offset - 1);
    const atMs = mark?.timeMs ?? 0;
    const placed = { packet: mark?.packet ?? 0 };
    if (piece.direction === 'toHost') {
      const decoded = codec.decodeRequest(frame);
      if (decoded.kind === 'message')
        found.push({ ...placed, seen: { way: 'request', atMs, codec: codec.name, message: decoded.message } });
      else if (decoded.kind !== 'keepAlive') unread += 1;
    } else {
      const decoded = codec.decodeResponse(frame);
      if (decoded.kind === 'message') found.push({ ...placed, seen: { way: 'response', atMs, message: decoded.message } });
      else if (decoded.kind !== 'keepAlive') unread += 1;
    }
    return true;
  };
  try {
    reader.push(piece.bytes, onFrame);
  } catch {
    notes.push(`${source}, ${piece.label}: from byte ${offset} on it does not read as ${wire.name}; the rest of it is left out.`);
  }
  if (unread > 0) notes.push(`${source}, ${piece.label}: ${unread} messages do not read as ${wire.name}; they are left out.`);
  return found;
}

/** Throws an error with one sentence when there is nothing that can be read. */
export function readCaptured(path: string, flags: CaptureFlags): CapturedMessages {
  const port = flags.port === undefined ? undefined : Number(flags.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new CommandError('--port must be a whole number from 1 to 65535.', EXIT_CODES.usage);
  }
  const { keys } = flags;
  const ring = keys === undefined ? generateTestKeyRing(randomBytes).ring : loadKeyRing(readBytes(keys, 'key ring').toString('utf8'), keys);
  const wire = terminalWire(flags.codec, ring, keys ?? 'the generated key ring', '--codec');
  const { pieces, notes: captureNotes } = readCapturePieces(readBytes(path, 'capture'), path, port);
  const notes = [...captureNotes];
  const placed = pieces.flatMap((piece) => messagesOf(piece, wire, notes, path));
  return { seen: placed.sort((a, b) => a.packet - b.packet).map(({ seen }) => seen), ring, notes };
}
