import { expect, test } from 'vitest';
import { pluralize } from '../../src/protocol/plural.ts';

test.each([
  [0, '0 exchanges', '0 tries'],
  [1, '1 exchange', '1 try'],
  [2, '2 exchanges', '2 tries'],
])('%i', (count, exchanges, tries) => {
  expect([pluralize(count, 'exchange'), pluralize(count, 'try', 'tries')]).toEqual([exchanges, tries]);
});
