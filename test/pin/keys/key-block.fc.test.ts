import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unwrapKeyBlock } from '../../../src/pin/keys/key-block.ts';
import { runs } from '../../support/property-settings.ts';

test('any text: a key or a sentence, never a throw', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('A', 'B', 'C', 'D'),
        fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: 11, maxLength: 200 }),
      )
      .map(([version, rest]) => `${version}${String(rest.length + 5).padStart(4, '0')}${rest}`),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom(16, 24, 32), (text, kbpkBytes) => {
      const unwrapped = unwrapKeyBlock(text, Buffer.alloc(kbpkBytes, 1));
      expect(unwrapped.ok || unwrapped.reason.endsWith('.')).toBe(true);
    }),
    { numRuns: runs(2000) },
  );
});
