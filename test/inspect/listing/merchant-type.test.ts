import { expect, test } from 'vitest';
import { merchantTypeName } from '../../../src/inspect/listing/merchant-type.ts';

test.each([
  ['0742', 'veterinary services'],
  ['0799', 'agricultural services'],
  ['742', ''],
  ['0000', ''],
  ['1200', ''],
  ['1711', 'contracted services'],
  ['3012', 'airlines'],
  ['5411', 'grocery'],
  ['5499', 'retail'],
  ['7995', 'business services'],
  ['9999', 'government services'],
  ['54I1', ''],
])('%s: %s', (code, name) => {
  expect(merchantTypeName(code)).toBe(name);
});
