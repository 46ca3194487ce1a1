import { expect, test } from 'vitest';
import { SplitSet } from '../../src/issuing/split-set.ts';

test('each text is new once, also beside texts with the same end', () => {
  const set = new SplitSet();
  const texts = ['9578990000000005', '9578991000000005', '005', '', '5'];
  expect(texts.map((text) => set.has(text))).toEqual(texts.map(() => false));
  expect(texts.map((text) => set.add(text))).toEqual(texts.map(() => true));
  expect(texts.map((text) => set.add(text))).toEqual(texts.map(() => false));
  expect(texts.map((text) => set.has(text))).toEqual(texts.map(() => true));
  expect(set.has('9578992000000005')).toBe(false);
});
