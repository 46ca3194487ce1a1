import { describe, expect, it } from 'vitest';
import { FrameError } from '../../../src/protocol/errors.ts';
import { encodeFrame, FrameReader, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';

const frames = (...texts: string[]): Buffer => Buffer.concat(texts.map((text) => encodeFrame(HEADER_4B, Buffer.from(text))));

function collect(reader: FrameReader, chunks: readonly Buffer[]): string[] {
  const seen: string[] = [];
  for (const chunk of chunks) reader.push(chunk, (frame) => void seen.push(frame.toString()));
  return seen;
}

describe('FrameReader', () => {
  it('reads the same frames byte by byte, and keeps nothing', () => {
    const reader = new FrameReader(HEADER_4B);
    const stream = frames('a'.repeat(3_000), 'b');
    const seen = collect(
      reader,
      Array.from(stream, (byte) => Buffer.of(byte)),
    );
    expect(seen.map((text) => text.length)).toEqual([3_000, 1]);
    expect(reader.pendingBytes).toBe(0);
  });

  it('refuses a claimed length over the limit before buffering anything for it', () => {
    for (const claimed of [101, 0x7fff_ffff, 0xffff_ffff]) {
      const header = Buffer.alloc(4);
      header.writeUInt32BE(claimed);
      const reader = new FrameReader(HEADER_4B, 100);
      expect(() => reader.push(header, () => undefined)).toThrow(FrameError);
      expect(reader.pendingBytes).toBe(0);
    }
  });

  it('takes a frame of exactly the limit', () => {
    expect(collect(new FrameReader(HEADER_4B, 5), [frames('12345')])).toEqual(['12345']);
  });

  it('stops when told to and goes on with what is left', () => {
    const reader = new FrameReader(HEADER_4B);
    const seen: string[] = [];
    reader.push(frames('a', 'b', 'c'), (frame) => {
      seen.push(frame.toString());
      return seen.length < 2;
    });
    expect(seen).toEqual(['a', 'b']);
    reader.push(Buffer.alloc(0), (frame) => void seen.push(frame.toString()));
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(reader.pendingBytes).toBe(0);
  });

  it('gives frames that later pushes do not change', () => {
    const reader = new FrameReader(HEADER_4B);
    const kept: Buffer[] = [];
    const stream = frames('one', 'two', 'six');
    for (const part of [stream.subarray(0, 9), stream.subarray(9, 16), stream.subarray(16)])
      reader.push(part, (frame) => void kept.push(frame));
    expect(kept.map(String)).toEqual(['one', 'two', 'six']);
  });
});

describe.each(HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]))('a stream with header $name', (kind) => {
  const texts = ['first', '', 'third and longer', 'x', ''];
  const stream = Buffer.concat(texts.map((text) => encodeFrame(kind, Buffer.from(text))));

  it('reads the same frames however it is split in two', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const reader = new FrameReader(kind);
      expect(collect(reader, [stream.subarray(0, at), stream.subarray(at)]), `split at ${at}`).toEqual(texts);
      expect(reader.pendingBytes).toBe(0);
    }
  });

  it('gives two frames of one packet', () => {
    const two = Buffer.concat([encodeFrame(kind, Buffer.from('one')), encodeFrame(kind, Buffer.from('two'))]);
    expect(collect(new FrameReader(kind), [two])).toEqual(['one', 'two']);
  });

  it('gives one frame of fifty packets', () => {
    const text = 'fifty packets, one message: '.repeat(3);
    const frame = encodeFrame(kind, Buffer.from(text));
    const cut = (index: number): number => Math.floor((frame.length * index) / 50);
    const packets = Array.from({ length: 50 }, (_none, index) => frame.subarray(cut(index), cut(index + 1)));
    expect(packets.every((packet) => packet.length > 0)).toBe(true);
    expect(collect(new FrameReader(kind), packets)).toEqual([text]);
  });

  it('gives what is of no length as an empty frame', () => {
    const empty = encodeFrame(kind, Buffer.alloc(0));
    expect(empty).toHaveLength(kind.bytes);
    expect(collect(new FrameReader(kind), [Buffer.concat([empty, empty])])).toEqual(['', '']);
  });
});
