/** The quick questions about bytes have the answers of the best attempt. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestAttempt, isPlausibleMessage, isSoundMessage } from '../../../src/inspect/diagnose/best-attempt.ts';
import { HEADER_KINDS } from '../../../src/inspect/read/prefix.ts';
import { encodeFrame } from '../../../src/protocol/framing/frame.ts';
import { DIALECT_NAMES } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { runs } from '../../support/property-settings.ts';
import { examineOptions, packed, requestElements, responseElements } from '../support/messages.ts';

const damage = fc.record({ at: fc.nat(300), more: fc.uint8Array({ maxLength: 6 }), less: fc.nat(12), isDamaged: fc.boolean() });

test('whether bytes are a message, or may be one', () => {
  const options = examineOptions();
  fc.assert(
    fc.property(
      fc.constantFrom(...DIALECT_NAMES),
      fc.option(fc.constantFrom(...HEADER_KINDS), { nil: undefined }),
      fc.boolean(),
      damage,
      (name, header, isRequest, { at, more, less, isDamaged }) => {
        const message = packed(name, isRequest ? requestElements(name) : responseElements(name));
        const isCountable = header !== undefined && message.length <= header.lengthMax;
        const whole = isCountable ? encodeFrame(header, message) : message;
        const from = at % whole.length;
        const bytes = isDamaged ? Buffer.concat([whole.subarray(0, from), more, whole.subarray(from + less)]) : whole;
        const best = bestAttempt(bytes, options)?.plausibility;
        expect(isSoundMessage(bytes, options)).toBe(best?.isSound);
        expect(isPlausibleMessage(bytes, options)).toBe(best?.isTrusted);
      },
    ),
    { numRuns: runs(200) },
  );
});
