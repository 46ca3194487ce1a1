import { expect, test } from 'vitest';
import { endOfWritten } from '../../../../../src/limits/stores/file/log/scan-segment.ts';

const BLOCK_BYTES = 65_536;

test.each([
  [0, 0],
  [1, 0],
  [BLOCK_BYTES, 0],
  [3 * BLOCK_BYTES, 0],
  [3 * BLOCK_BYTES + 7, 0],
  [3 * BLOCK_BYTES + 7, 1],
  [3 * BLOCK_BYTES + 7, BLOCK_BYTES - 1],
  [3 * BLOCK_BYTES + 7, BLOCK_BYTES],
  [3 * BLOCK_BYTES + 7, 2 * BLOCK_BYTES + 7],
  [3 * BLOCK_BYTES + 7, 3 * BLOCK_BYTES + 7],
])('of %i bytes, the first %i of them written', (length, written) => {
  const bytes = Buffer.alloc(length);
  if (written > 0) bytes[written - 1] = 1;
  expect(endOfWritten(bytes, 0)).toBe(written);
});

test('never before the offset', () => {
  const bytes = Buffer.alloc(4 * BLOCK_BYTES);
  for (const offset of [0, 1, BLOCK_BYTES, BLOCK_BYTES + 1, 4 * BLOCK_BYTES]) expect(endOfWritten(bytes, offset)).toBe(offset);
});
