/**
 * Readers of inputs: whatever the bytes, an answer or an InputError; and any order of segments
 * gives the stream.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCaptureChunks } from '../../../src/inspect/capture/capture.ts';
import { InputError } from '../../../src/inspect/input/notes.ts';
import { readHexText } from '../../../src/inspect/read/hex-text.ts';
import { ipv4, ipv6, LINK_TYPES, type Link, onLink, pcap, pcapng } from '../support/capture-builder.ts';

function orInputError(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof InputError;
  }
}

const LINKS = Object.keys(LINK_TYPES) as Link[];
const START = 0xffff_fff0;

/** A text, cut anywhere, segments repeated, overlapping and in any order. */
const journey = fc
  .record({
    text: fc.string({ minLength: 1, maxLength: 200, unit: 'binary-ascii' }),
    cuts: fc.array(fc.nat(200), { maxLength: 12 }),
    again: fc.array(fc.tuple(fc.nat(200), fc.nat(40)), { maxLength: 6 }),
    link: fc.constantFrom(...LINKS),
    v6: fc.boolean(),
    ng: fc.boolean(),
    opened: fc.boolean(),
  })
  .chain((found) => {
    const cuts = [...new Set([0, ...found.cuts.filter((cut) => cut < found.text.length), found.text.length])].sort((a, b) => a - b);
    const whole = cuts.slice(1).map((end, index) => [cuts[index] ?? 0, end] as const);
    const repeats = found.again
      .map(([from, length]) => [from, Math.min(found.text.length, from + length)] as const)
      .filter(([from, to]) => from < to);
    const ranges = [...whole, ...repeats];
    return fc.record({ found: fc.constant(found), ranges: fc.shuffledSubarray(ranges, { minLength: ranges.length }) });
  });

function captured({
  found,
  ranges,
}: {
  found: { text: string; link: Link; v6: boolean; ng: boolean; opened: boolean };
  ranges: readonly (readonly [number, number])[];
}): Buffer {
  const segments = ranges.map(([from, to]) => ({
    from: 40_000,
    to: 8583,
    sequence: START + 1 + from,
    payload: found.text.slice(from, to),
  }));
  const opening = found.opened ? [{ from: 40_000, to: 8583, sequence: START, flags: 'S' }] : [];
  const packets = [...opening, ...segments].map((segment) => ({ bytes: onLink(found.link, found.v6 ? ipv6(segment) : ipv4(segment)) }));
  return found.ng ? pcapng(packets, LINK_TYPES[found.link]) : pcap(packets, LINK_TYPES[found.link]);
}

test('segments in any order, repeated and overlapping, give the stream once', () => {
  fc.assert(
    fc.property(journey, (trip) => {
      const { chunks, notes } = readCaptureChunks(captured(trip), 'a.pcap', undefined);
      expect(chunks.map(({ bytes }) => bytes.toString())).toEqual([trip.found.text]);
      expect(notes).toEqual([]);
    }),
  );
});

test('a damaged capture gives what can be read, or an InputError', () => {
  const damage = fc.record({ trip: journey, at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.nat(300) });
  fc.assert(
    fc.property(damage, ({ trip, at, byte, cut }) => {
      const bytes = captured(trip);
      bytes[at % bytes.length] = byte;
      expect(orInputError(() => readCaptureChunks(bytes.subarray(0, bytes.length - cut), 'a.pcap', undefined))).toBe(true);
    }),
  );
});

test('random bytes behind the mark of a capture', () => {
  const marks = fc.constantFrom('a1b2c3d4', 'd4c3b2a1', '4d3cb2a1', '34cdb2a1', '0a0d0d0a', '');
  fc.assert(
    fc.property(marks, fc.uint8Array({ maxLength: 400 }), (mark, rest) => {
      const bytes = Buffer.concat([Buffer.from(mark, 'hex'), rest]);
      expect(orInputError(() => readCaptureChunks(bytes, 'a.pcap', undefined))).toBe(true);
    }),
  );
});

test('any text is hex, or an InputError', () => {
  const piecesOfText = fc.constantFrom('0', 'a', 'F', ' ', '  ', '\n', ':', '0x', '|', '0000', '00000010', '*', '#', 'g', '.', '\t', ',');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piecesOfText, { maxLength: 60 }).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(orInputError(() => readHexText(text, 'a.txt'))).toBe(true);
      },
    ),
  );
});

test('bytes come back from every spelling', () => {
  const spelling = fc.constantFrom<(pairs: readonly string[]) => string>(
    (pairs) => pairs.join(''),
    (pairs) => pairs.join(' '),
    (pairs) => pairs.map((pair) => `0x${pair}`).join(', '),
    (pairs) => (pairs.join('').match(/.{1,32}/g) ?? []).join('\n'),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), spelling, (bytes, spell) => {
      const hex = Buffer.from(bytes).toString('hex');
      const { chunks } = readHexText(spell(hex.match(/../g) ?? []), 'a.txt');
      expect(chunks.map((chunk) => chunk.bytes.toString('hex'))).toEqual([hex]);
    }),
  );
});

test('bytes come back from an xxd dump', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), (bytes) => {
      const lines: string[] = [];
      for (let at = 0; at < bytes.length; at += 16) {
        const row = Buffer.from(bytes.subarray(at, at + 16));
        const words = (row.toString('hex').match(/.{1,4}/g) ?? []).join(' ');
        lines.push(`${at.toString(16).padStart(8, '0')}: ${words.padEnd(39)}  ${row.toString('latin1').replaceAll(/[^ -~]/g, '.')}`);
      }
      const { chunks } = readHexText(lines.join('\n'), 'a.txt');
      expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).equals(Buffer.from(bytes))).toBe(true);
      expect(chunks).toHaveLength(1);
    }),
  );
});
