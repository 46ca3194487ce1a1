import { describe, expect, it } from 'vitest';
import { berTlvProblem, findTag, type TlvObject, walkBerTlv } from '../../../../src/protocol/iso8583/elements/ber-tlv.ts';

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

/** `tag@offset=value` and, within brackets, its children. */
function shown(objects: readonly TlvObject[]): string {
  return objects
    .map(({ tag, offset, value, children }) =>
      children === undefined ? `${tag}@${offset}=${value.toString('hex')}` : `${tag}@${offset}[${shown(children)}]`,
    )
    .join(' ');
}

const WHOLE = hex('9F1A020578 5F2A020578 82021980 9F3303E0F8C8');

describe('whole objects', () => {
  it('are found by their tag', () => {
    expect(berTlvProblem(WHOLE)).toBe('');
    expect(findTag(WHOLE, 0x9f1a)).toEqual(hex('0578'));
    expect(findTag(WHOLE, 0x82)).toEqual(hex('1980'));
    expect(findTag(WHOLE, 0x9f33)).toEqual(hex('E0F8C8'));
    expect(findTag(WHOLE, 0x9f36)).toBeUndefined();
    expect(findTag(WHOLE, 0x1a)).toBeUndefined();
  });

  it('are views of the bytes', () => {
    expect(findTag(WHOLE, 0x9f1a)?.buffer).toBe(WHOLE.buffer);
  });

  it('are listed in their order', () => {
    expect(shown(walkBerTlv(WHOLE))).toBe('9F1A@0=0578 5F2A@5=0578 82@10=1980 9F33@14=e0f8c8');
  });

  it.each([
    ['nothing', '', ''],
    ['an empty value', '9F1A00', '9F1A@0='],
    ['a tag of three bytes', 'DF810101AA', 'DF8101@0=aa'],
    ['a tag of four bytes', 'DF81820101AA', 'DF818201@0=aa'],
    ['a length behind 81', '828102AABB', '82@0=aabb'],
    ['a length behind 82', '82820001AA', '82@0=aa'],
    ['a length behind 83', '8283000001AA', '82@0=aa'],
    ['padding before, between and after', '0000 820100 FF 00 9F1A020578 FFFF', '82@2=00 9F1A@7=0578'],
    ['a value of FF', '8202FFFF 9F1A020578', '82@0=ffff 9F1A@4=0578'],
    ['the first of two', '8201AA 8201BB', '82@0=aa 82@3=bb'],
    ['a template', '7008 9F1A020578 820100', '70@0[9F1A@2=0578 82@7=00]'],
    ['a template in a template', '7109 7207 9F1A020578 0000', '71@0[72@2[9F1A@4=0578]]'],
    ['a private template', 'FF0105 9F1A020578 820100', 'FF01@0[9F1A@3=0578] 82@8=00'],
    ['a private template that is not whole inside', 'FF01014C 9F1A020578', 'FF01@0=4c 9F1A@4=0578'],
    ['padding FF in front of a tag of one byte', 'FF 5A029578 FF 57011F', '5A@1=9578 57@6=1f'],
    ['a template that is not whole inside', '7003 9F1A02', '70@0=9f1a02'],
  ])('%s', (_what, text, expected) => {
    expect(berTlvProblem(hex(text))).toBe('');
    expect(shown(walkBerTlv(hex(text)))).toBe(expected);
  });

  it('the first of two counts', () => {
    expect(findTag(hex('8201AA 8201BB'), 0x82)).toEqual(hex('AA'));
  });

  it('what stands in a template is not at the top', () => {
    expect(findTag(hex('7005 9F1A020578'), 0x9f1a)).toBeUndefined();
  });

  it('are descended eight deep', () => {
    let bytes = hex('8201AA');
    for (let level = 0; level < 20; level += 1) bytes = Buffer.concat([Buffer.from([0x70, bytes.length]), bytes]);
    let depth = 0;
    for (let object = walkBerTlv(bytes)[0]; object !== undefined; object = object.children?.[0]) depth += 1;
    expect(depth).toBe(8);
  });
});

describe('what is not whole', () => {
  it.each([
    ['820100 9F', 'The tag at offset 3 is cut off.'],
    ['DF81', 'The tag at offset 0 is cut off.'],
    ['DF8182838401AA', 'The tag at offset 0 is longer than 4 bytes.'],
    ['82', 'The length at offset 1 is cut off or missing.'],
    ['9F1A81', 'The length at offset 2 is cut off or missing.'],
    ['9F1A8201', 'The length at offset 2 is cut off or missing.'],
    ['7080820100 0000', 'The length at offset 1 is indefinite or longer than 4 bytes.'],
    ['828400000001AA', 'The length at offset 1 is indefinite or longer than 4 bytes.'],
    ['82FF', 'The length at offset 1 is indefinite or longer than 4 bytes.'],
    ['820100 9F1A0305 78', 'The value at offset 6 should have 3 bytes, but only 2 are left.'],
    ['8283FFFFFF00', 'The value at offset 5 should have 16777215 bytes, but only 1 is left.'],
    ['8201', 'The value at offset 2 should have 1 byte, but only 0 are left.'],
  ])('%s: %s', (text, sentence) => {
    expect(berTlvProblem(hex(text))).toBe(sentence);
  });

  it('keeps what stands before it', () => {
    const bytes = hex('820100 9F1A030578');
    expect(findTag(bytes, 0x82)).toEqual(hex('00'));
    expect(findTag(bytes, 0x9f1a)).toBeUndefined();
    expect(shown(walkBerTlv(bytes))).toBe('82@0=00');
  });
});
