/** The exported functions of the load generator, called from JavaScript without what they need. */
import { expect, test } from 'vitest';
import { connect, runLoad } from '../../../../src/index.ts';

const TARGET = '127.0.0.1:7583';

test.each<[string, () => Promise<unknown>, string]>([
  ['runLoad()', () => runLoad(undefined as never), 'runLoad takes an object of options'],
  ['runLoad({})', () => runLoad({} as never), 'runLoad: the option target is missing'],
  ['runLoad without keys', () => runLoad({ target: TARGET, cards: [] } as never), 'runLoad: the option keys is missing'],
  ['runLoad without cards', () => runLoad({ target: TARGET, keys: 'keys.json' } as never), 'runLoad: the option cards is missing'],
  [
    'runLoad with a number as target',
    () => runLoad({ target: 7583, keys: 'keys.json', cards: [] } as never),
    'runLoad: the option target must be a string',
  ],
  ['connect()', () => connect(undefined as never), 'connect takes an object of options'],
  ['connect without target', () => connect({ keys: 'keys.json' } as never), 'connect: the option target is missing'],
  ['connect without keys', () => connect({ target: TARGET } as never), 'connect: the option keys is missing'],
])('%s rejects with one sentence', async (_name, call, sentence) => {
  await expect(call()).rejects.toMatchObject({ name: 'QuantityError', message: expect.stringContaining(sentence) });
});
