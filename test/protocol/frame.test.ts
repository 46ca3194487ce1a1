import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameError } from '../../src/protocol/errors.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../src/protocol/frame.ts';

const frames = (...texts: string[]): Buffer => Buffer.concat(texts.map((text) => encodeFrame(HEADER_4B, Buffer.from(text))));

function collect(reader: FrameReader, chunks: readonly Buffer[]): string[] {
  const seen: string[] = [];
  for (const chunk of chunks) reader.push(chunk, (frame) => void seen.push(frame.toString()));
  return seen;
}

describe('FrameReader', () => {
  it('reads the same frames however the stream is split in two', () => {
    const stream = frames('first', '', 'third and longer', 'x');
    for (let at = 0; at <= stream.length; at += 1) {
      const seen = collect(new FrameReader(HEADER_4B), [stream.subarray(0, at), stream.subarray(at)]);
      expect(seen, `split at ${at}`).toEqual(['first', '', 'third and longer', 'x']);
    }
  });

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

  it('reads the same frames in random pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 700 }), { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 400 })), (texts, cuts) => {
        let stream = frames(...texts);
        const chunks: Buffer[] = [];
        for (const cut of cuts) {
          chunks.push(stream.subarray(0, cut));
          stream = stream.subarray(cut);
        }
        expect(collect(new FrameReader(HEADER_4B), [...chunks, stream])).toEqual(texts.map((text) => Buffer.from(text).toString()));
      }),
    );
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
