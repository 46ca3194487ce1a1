/** Decodes the messages of a capture (pcap, pcapng), in the order of their packets. */
import { readCaptureChunks } from '../../inspect/capture/capture.ts';
import { type InputChunk, markAt } from '../../inspect/input/input-chunk.ts';
import { FRAME_BYTES_MAX, FrameReader } from '../../protocol/framing/frame.ts';
import type { TerminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { CapturedMessage } from './from-capture.ts';

export interface CaptureSource {
  /** The content of the capture file. */
  readonly bytes: Buffer;
  /** The name of the file, for notes. */
  readonly name: string;
  readonly wire: TerminalWire;
  /** The host's TCP port; undefined: guess it. */
  readonly port: number | undefined;
}

export interface CapturedMessages {
  readonly messages: readonly CapturedMessage[];
  /** One sentence about each part that could not be read. */
  readonly notes: readonly string[];
}

interface PlacedMessage {
  readonly packet: number;
  readonly message: CapturedMessage;
}

/**
 * The messages of one direction of a connection. Decoding stops at an unreadable frame, because the
 * start of the next message is then unknown.
 */
function messagesOf(chunk: InputChunk, { wire, name }: CaptureSource, notes: string[]): readonly PlacedMessage[] {
  const { codec, header } = wire;
  const found: PlacedMessage[] = [];
  const reader = new FrameReader(header, FRAME_BYTES_MAX);
  let offset = 0;
  let unreadable = 0;
  const onFrame = (frame: Buffer): boolean => {
    offset += header.bytes + frame.length;
    const mark = markAt(chunk.marks, offset - 1);
    const [packet, atMs] = [mark?.packet ?? 0, mark?.timeMs ?? 0];
    if (chunk.direction === 'toHost') {
      const decoded = codec.decodeRequest(frame);
      if (decoded.kind === 'message')
        found.push({ packet, message: { way: 'request', atMs, codec: codec.name, message: decoded.message } });
      else if (decoded.kind !== 'keepAlive') unreadable += 1;
    } else {
      const decoded = codec.decodeResponse(frame);
      if (decoded.kind === 'message') found.push({ packet, message: { way: 'response', atMs, message: decoded.message } });
      else if (decoded.kind !== 'keepAlive') unreadable += 1;
    }
    return true;
  };
  try {
    reader.push(chunk.bytes, onFrame);
  } catch {
    notes.push(`${name}, ${chunk.label}: from byte ${offset} on it does not read as ${wire.name}; the rest of it is left out.`);
  }
  if (unreadable > 0)
    notes.push(
      `${name}, ${chunk.label}: ${unreadable === 1 ? '1 message does' : `${unreadable} messages do`} not read as ${wire.name}; ${unreadable === 1 ? 'it is' : 'they are'} left out.`,
    );
  return found;
}

/** Throws an InputError if the file is not a capture with TCP data. */
export function readCaptureMessages(source: CaptureSource): CapturedMessages {
  const { bytes, name, port } = source;
  const { chunks, notes: captureNotes } = readCaptureChunks(bytes, name, port);
  const notes = [...captureNotes];
  const placed = chunks.flatMap((chunk) => messagesOf(chunk, source, notes));
  return { messages: placed.sort((a, b) => a.packet - b.packet).map(({ message }) => message), notes };
}
