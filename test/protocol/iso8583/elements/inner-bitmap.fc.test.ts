import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInnerBitmap } from '../../../../src/protocol/iso8583/elements/inner-bitmap.ts';
import { runs } from '../../../support/property-settings.ts';

function bytesOf(bitmap: string, rest: string): Buffer {
  return Buffer.concat([Buffer.from(bitmap, 'hex'), Buffer.from(rest, 'latin1')]);
}

test('sub-elements of fixed and variable length, behind either form of the bitmap', () => {
  const expected = [
    { number: 2, name: 'Switch key', isSecret: false, offset: 0, from: 2, to: 7 },
    { number: 10, name: 'Card verification value', isSecret: true, offset: 7, from: 7, to: 10 },
  ];
  for (const [bytes, head] of [
    [bytesOf('4040000000000000', '05KEY01739'), 8],
    [Buffer.from('404000000000000005KEY01739', 'latin1'), 16],
  ] as const)
    expect(readInnerBitmap(bytes)).toEqual(
      expected.map((each) => ({ ...each, offset: each.offset + head, from: each.from + head, to: each.to + head })),
    );
});

test.each([
  ['no bit', bytesOf('0000000000000000', '')],
  ['a bit without a sub-element', bytesOf('0000000000000001', 'x')],
  ['the bitmap as its own sub-element', bytesOf('8000000000000000', 'x')],
  ['more than the bitmap announces', bytesOf('0040000000000000', '7391')],
  ['less', bytesOf('0040000000000000', '73')],
  ['a length that is longer than the rest', bytesOf('4000000000000000', '06KEY01')],
  ['a length that is not digits', bytesOf('4000000000000000', 'A5KEY01')],
  ['a length over the limit', bytesOf('4000000000000000', `33${'x'.repeat(33)}`)],
  ['letters where digits must be', bytesOf('0040000000000000', '73A')],
  ['control characters', bytesOf('4000000000000000', '02\u0001\u0002')],
  ['half a bitmap', Buffer.from('40000000', 'hex')],
])('%s is none', (_name, bytes) => {
  expect(readInnerBitmap(bytes)).toBeUndefined();
});

test('any bytes: what is found fills them, in order', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.subarray([2, 6, 10, 11, 14, 16, 20, 27, 39]), (noise, numbers) => {
      const bitmap = Buffer.alloc(8);
      for (const number of numbers) bitmap[(number - 1) >> 3] = (bitmap[(number - 1) >> 3] as number) | (0x80 >> ((number - 1) & 7));
      for (const bytes of [Buffer.from(noise), Buffer.concat([bitmap, Buffer.from(noise)])]) {
        const found = readInnerBitmap(bytes);
        if (found === undefined) continue;
        expect(found.at(-1)?.to).toBe(bytes.length);
        for (const [index, { from, to }] of found.entries()) {
          expect(from).toBeGreaterThanOrEqual(index === 0 ? 8 : (found[index - 1]?.to ?? 0));
          expect(to).toBeGreaterThanOrEqual(from);
        }
      }
    }),
    { numRuns: runs(300) },
  );
});
