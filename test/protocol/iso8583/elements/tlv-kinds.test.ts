import { describe, expect, it } from 'vitest';
import { readTlv, recogniseTlv, TLV_KINDS, type TlvKindName } from '../../../../src/protocol/iso8583/elements/tlv-kinds.ts';

function bytes(...parts: readonly (string | readonly number[])[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
}

const SAMPLES: Readonly<Record<TlvKindName, readonly [Buffer, readonly string[]]>> = {
  '4an+3n': [bytes('0105004TEXT', '0122001T'), ['0105=TEXT', '0122=T']],
  '3an+3n': [bytes('001003abc', 'X02000'), ['001=abc', 'X02=']],
  '2an+3n': [bytes('A0003abc', 'A1001x'), ['A0=abc', 'A1=x']],
  '3an+2n': [bytes('TAG03abc', 'TAB01x'), ['TAG=abc', 'TAB=x']],
  '2an+2n': [bytes('T103abc', 'T201x'), ['T1=abc', 'T2=x']],
  '2an+2b': [bytes('T1', [0, 3], 'abc', 'T2', [0, 1], 'x'), ['T1=abc', 'T2=x']],
  '2an+1b': [bytes('T1', [3], 'abc', 'T2', [1], 'x'), ['T1=abc', 'T2=x']],
  ber: [bytes([0x9f, 0x1a, 3], 'abc', [0x82, 1], 'x'), ['9F1A=abc', '82=x']],
  '2b+2b': [bytes([1, 2, 0, 3], 'abc', [1, 3, 0, 1], 'x'), ['0102=abc', '0103=x']],
  '1b+1b': [bytes([1, 3], 'abc', [2, 1], 'x'), ['01=abc', '02=x']],
};

describe.each(TLV_KINDS.map(({ name }) => name))('%s', (name) => {
  const [sample, expected] = SAMPLES[name];

  it('is read', () => {
    const objects = readTlv(sample, name);
    expect(objects?.map(({ tag, value }) => `${tag}=${value.toString('latin1')}`)).toEqual(expected);
    expect(objects?.[0]?.offset).toBe(0);
  });

  it('is not read when it is cut', () => {
    const cuts = Array.from({ length: sample.length - 1 }, (_, length) => readTlv(sample.subarray(0, length + 1), name));
    expect(cuts.filter((objects) => objects !== undefined).length).toBeLessThanOrEqual(1);
  });

  it('of nothing is nothing', () => {
    expect(readTlv(Buffer.alloc(0), name)).toEqual([]);
  });
});

describe('an unknown kind', () => {
  it.each([
    ['0105004TEXT0122001T', '4an+3n'],
    ['0002003MCT0023003CT10158012FMCM00030012', '4an+3n'],
    ['014800457820172005000000165001M', '4an+3n'],
    ['01002AB02003CDE', '2an+3n'],
    ['001003abc002001x', '3an+3n'],
    ['01003abc02001x07002yz', '2an+3n'],
    ['0103abc0201x', '2an+2n'],
    ['A0003abcA1001xA2002yz', '2an+3n'],
    ['TAG03abcTAX01x', '3an+2n'],
    ['9F03abcDF01x', '2an+2n'],
  ] as const)('%s is split as %s', (text, expected) => {
    expect(recogniseTlv(bytes(text))?.kind).toBe(expected);
  });

  it.each(['3an+3n', '2an+3n', '3an+2n', '2an+2n', '2an+2b', '2an+1b', 'ber'] as const)('%s is recognised', (name) => {
    expect(recogniseTlv(SAMPLES[name][0])?.kind).toBe(name);
  });

  it.each(['', 'no tags here', 'A0010abc', '\0\0\0\0'])('%j is none', (text) => {
    expect(recogniseTlv(Buffer.from(text, 'latin1'))).toBeUndefined();
  });
});
