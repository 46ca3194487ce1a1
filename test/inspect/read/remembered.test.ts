import { expect, test } from 'vitest';
import { remembered } from '../../../src/inspect/read/remembered.ts';

test('each part is asked once, whole or not, in each input', () => {
  const asked: string[] = [];
  const isMessage = remembered((part, whole) => {
    asked.push(`${part.toString()}${whole === true ? ' whole' : ''}`);
    return part[0] === 0x61;
  });
  const input = Buffer.from(new TextEncoder().encode('abc'));
  const other = Buffer.from(new TextEncoder().encode('xyz'));
  for (let round = 0; round < 2; round += 1) {
    expect(isMessage(input.subarray(0, 2))).toBe(true);
    expect(isMessage(input.subarray(1, 2))).toBe(false);
    expect(isMessage(input.subarray(0, 2), true)).toBe(true);
    expect(isMessage(other.subarray(0, 2))).toBe(false);
  }
  expect(asked).toEqual(['ab', 'b', 'ab whole', 'xy']);
});

test('of very many parts the answers stay right', () => {
  const input = Buffer.from(Array.from({ length: 30_000 }, (_none, at) => at % 251));
  const isMessage = remembered((part) => (part[0] ?? 0) % 2 === 0);
  for (let round = 0; round < 2; round += 1) {
    for (let at = 0; at < input.length; at += 1) if (isMessage(input.subarray(at)) !== ((at % 251) % 2 === 0)) expect.unreachable(`${at}`);
  }
});
