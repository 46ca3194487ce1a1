import { expect, test } from 'vitest';
import { pooledBytes } from '../../src/pin/random-bytes.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';

test('pooled bytes are those of the source, each once, from few requests; none stays in the pool', () => {
  const requested: Buffer[] = [];
  const source = seededBytes('pool');
  const pooled = pooledBytes((bytes) => {
    const piece = source(bytes);
    requested.push(piece);
    return piece;
  });
  const given = Buffer.concat(Array.from({ length: 1_024 }, () => pooled(8)));
  expect(requested.map((piece) => piece.length)).toEqual([8_192]);
  expect(given.equals(seededBytes('pool')(8_192))).toBe(true);
  expect(requested[0]?.every((byte) => byte === 0)).toBe(true);
  pooled(1);
  expect(requested).toHaveLength(2);
});
