import { expect, test } from 'vitest';
import { MAC_PADDINGS, padMac } from '../../../src/pin/mac/padding.ts';
import { hex, input, rows, toHex } from '../vectors.ts';
import { macPaddingOf } from './mac.ts';

test.each(rows('mac_padding'))('%s', (_name, vector) => {
  const padding = macPaddingOf(vector.algorithm.slice(-1));
  const blockBytes = Number(vector.inputs['block_size'] ?? 8);
  expect(toHex(padMac(padding, hex(input(vector, 'data')), blockBytes))).toBe(vector.expected);
});

test('every length comes out as whole blocks, and the message is left as it is', () => {
  for (const padding of MAC_PADDINGS) {
    for (let bytes = 0; bytes <= 33; bytes++) {
      const data = Buffer.alloc(bytes, 5);
      const padded = padMac(padding, data, 8);
      expect(padded.length % 8).toBe(0);
      expect(padded.length - bytes).toBeLessThanOrEqual(16);
      expect(data).toEqual(Buffer.alloc(bytes, 5));
    }
  }
});
