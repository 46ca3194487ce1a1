import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SLICE_MS, Turns } from '../../src/issuing/turns.ts';

test('one waiting job goes on in each turn, in order', async () => {
  const turns = new Turns();
  const resumed: string[] = [];
  for (const name of ['a', 'b', 'c']) void turns.next().then(() => resumed.push(name));
  const seen: string[] = [];
  for (let turn = 1; turn <= 4; turn += 1) {
    await nextTurn();
    seen.push(resumed.join(''));
  }
  expect(resumed).toEqual(['a', 'b', 'c']);
  for (const [at, names] of seen.entries()) expect(names.length).toBeLessThanOrEqual(at + 1);
});

test('a slice is over after its time, and starts anew in the next turn', async () => {
  let nowMs = 0;
  const slice = new Turns(() => nowMs).slice();
  expect(slice.isOver).toBe(false);
  nowMs += SLICE_MS;
  expect(slice.isOver).toBe(true);
  await slice.next();
  expect(slice.isOver).toBe(false);
});

test('two jobs that wait again and again take turns', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const job = async (name: string): Promise<void> => {
    for (let n = 0; n < 3; n += 1) {
      await turns.next();
      order.push(name);
    }
  };
  await Promise.all([job('a'), job('b')]);
  expect(order.join('')).toBe('ababab');
});
