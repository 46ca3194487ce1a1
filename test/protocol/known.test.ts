/** What is known of a message that could not be read whole: never more than what it says. */
import { describe, expect, test } from 'vitest';
import type { Codec, Known } from '../../src/protocol/codec.ts';
import { createIsoCodec } from '../../src/protocol/iso8583/codec/codec.ts';
import { DIALECT_NAMES, loadDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { NOW_MS, PAN, purchase } from '../authorizer/fixture.ts';
import { spoilt, TRACK_2 } from './iso8583/codec/bad-input.ts';

const isoCodec = (name: string): Codec => createIsoCodec(loadDialect(name), { nowMs: () => NOW_MS });

function knownOf(codec: Codec, frame: Buffer): Known | undefined {
  const decoded = codec.decodeRequest(frame);
  return decoded.kind === 'malformed' ? decoded.known : undefined;
}

describe.each(['protobuf', ...DIALECT_NAMES])('over %s', (name) => {
  const codec = name === 'protobuf' ? protobufCodec : isoCodec(name);
  const whole = purchase({ repeat: true, type: 'cash', amountMinor: 12_300, track2: `${PAN}=28112011000012300`, terminalId: 'ATM00017' });
  const frame = Buffer.from(codec.encodeRequest(whole));

  test('cut off at any byte, it is what stands before that', () => {
    const { class: messageClass, repeat, type, stan, amountMinor, pan, terminalId } = whole;
    const all = { class: messageClass, repeat, type, stan, amountMinor, pan, terminalId };
    const found: Known[] = [];
    for (let cut = 1; cut < frame.length; cut += 1) {
      const known = knownOf(codec, Buffer.from(frame.subarray(0, cut)));
      if (known === undefined) continue;
      const { track2, ...same } = known;
      expect({ ...all, ...same }).toEqual(all);
      expect([undefined, PAN]).toContain(track2?.slice(0, PAN.length));
      found.push(known);
    }
    expect(found[0]?.terminalId).toBeUndefined();
    expect(found.at(-1)).toMatchObject(all);
    // It grows only.
    const sizes = found.map((known) => Object.keys(known).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });
});

describe('over ISO 8583', () => {
  const dialect = loadDialect('1987-ascii');
  const codec = isoCodec('1987-ascii');

  const all = {
    class: 'financial',
    repeat: false,
    type: 'purchase',
    stan: 123,
    amountMinor: 10_000,
    pan: PAN,
    track2: TRACK_2,
    terminalId: 'TERM0001',
  } as const;

  test.each([
    ['a class that there is not', { 0: '0600' }, { class: undefined, repeat: undefined }],
    ['another version', { 0: '1201' }, { repeat: true }],
    ['a broken amount', { 4: '00000001000X' }, { amountMinor: undefined }],
    ['a date that there is not', { 7: '1399000000' }, {}],
    ['no processing code', { 3: undefined }, { type: undefined }],
    ['a processing code of no type', { 3: '990000', 7: undefined }, { type: 'unknown' }],
    ['a broken track 2', { 35: 'X' }, { track2: undefined }],
    ['a network message without its function', { 0: '0800', 70: undefined }, { class: 'networkManagement' }],
  ])('%s', (_what, changes, differing) => {
    expect(knownOf(codec, spoilt(dialect, changes))).toEqual({ ...all, ...differing });
  });
});

describe('over protobuf', () => {
  const body = (...bytes: readonly number[]): Buffer => Buffer.from([0x12, bytes.length, ...bytes]);

  test('a field of another wire type is some other field', () => {
    // STAN 9; the terminal id as a number; a PAN that claims more bytes than there are.
    expect(knownOf(protobufCodec, body(0x08, 0x09, 0x10, 0x05, 0x72, 0x7f))).toEqual({ class: 'financial', stan: 9 });
  });

  test('a type without a name is unknown, an amount that is not exact is no number', () => {
    const huge = [0x40, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    expect(knownOf(protobufCodec, body(0x08, 0x09, 0x30, 0x63, ...huge, 0x72, 0x7f))).toEqual({
      class: 'financial',
      stan: 9,
      type: 'unknown',
      amountMinor: Number.NaN,
    });
  });
});
