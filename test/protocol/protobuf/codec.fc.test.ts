/** Any bytes are a message or are refused; the decoder never throws. */
import fc from 'fast-check';
import { test } from 'vitest';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { runs } from '../../support/property-settings.ts';
import { FULL_REQUEST } from '../sample-messages.ts';

const { decodeRequest, decodeResponse, encodeRequest } = protobufCodec;

test('random bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void [decodeRequest(Buffer.from(bytes)), decodeResponse(Buffer.from(bytes))]),
    { numRuns: runs(2_000) },
  );
});

test('a message with some bytes changed', () => {
  const frame = encodeRequest(FULL_REQUEST);
  const changes = fc.array(fc.tuple(fc.nat({ max: frame.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(changes, (list) => {
      const changed = Buffer.from(frame);
      for (const [at, byte] of list) changed[at] = byte;
      decodeRequest(changed);
    }),
    { numRuns: runs(5_000) },
  );
});
