import { expect, test } from 'vitest';
import { emvTag } from '../../../../src/protocol/iso8583/elements/emv-tags.ts';

test.each([
  ['5A', 'pan'],
  ['57', 'track2'],
  ['9F6B', 'track2'],
  ['56', 'all'],
  ['99', 'all'],
  ['5F20', 'all'],
  ['9F0B', 'all'],
  ['9F1F', 'all'],
  ['9F20', 'all'],
  ['9F1A', 'none'],
  ['9F26', 'none'],
])('%s is masked: %s', (tag, mask) => {
  expect(emvTag(tag).mask).toBe(mask);
  expect(emvTag(tag).name).not.toBe('');
});

test.each(['DF8101', '', 'constructor', '__proto__'])('%j has no name', (tag) => {
  expect(emvTag(tag)).toEqual({ name: '', mask: 'none' });
});
