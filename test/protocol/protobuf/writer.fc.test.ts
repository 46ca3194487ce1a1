/** Transactions are written field by field; the generated module would write the same bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ENTRY_MODES,
  FLAGS,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionRequest,
  type TransactionResponse,
} from '../../../src/protocol/message.ts';
import { OUTCOMES } from '../../../src/protocol/outcome.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { aksept } from '../../../src/protocol/protobuf/gen/authorization.js';
import { FULL_RESPONSE } from '../sample-messages.ts';

const { Envelope } = aksept.v1;
const { decodeRequest, decodeResponse, encodeRequest, encodeResponse } = protobufCodec;
const CLASSES = ['authorization', 'financial', 'advice', 'reversal'] as const;

function nameOf<const N extends string>(rows: readonly { readonly name: N }[]): fc.Arbitrary<N | ''> {
  return fc.constantFrom<N | ''>('', ...rows.map(({ name }) => name));
}

/** Short and long, ASCII and not. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constant(''),
  fc.integer({ min: 100, max: 20_000 }).map((length) => 'x'.repeat(length)),
);
const bytes = fc
  .oneof(fc.uint8Array({ maxLength: 16 }), fc.uint8Array({ minLength: 200, maxLength: 400 }))
  .map((each) => Buffer.from(each));
const uint32 = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 0xffff_ffff }));
const exact = fc.oneof(
  fc.integer({ min: 0, max: 1_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 49 - 1, 2 ** 49, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

const original = fc.record({
  class: fc.constantFrom('', ...CLASSES),
  stan: uint32,
  transmissionTimeMs: exact,
  acquirerId: text,
  rrn: text,
  approvalCode: text,
  localDate: text,
});

const requests: fc.Arbitrary<TransactionRequest> = fc.record({
  class: fc.constantFrom(...CLASSES),
  repeat: fc.boolean(),
  purpose: nameOf(PURPOSES),
  type: fc.oneof(nameOf(TRANSACTION_TYPES), fc.constant('unknown' as const)),
  stan: uint32,
  rrn: text,
  transmissionTimeMs: exact,
  localTime: text,
  amountMinor: exact,
  cashbackMinor: exact,
  replacementAmountMinor: exact,
  currency: uint32,
  pan: text,
  track2: text,
  expiry: text,
  cardSequence: uint32,
  entryMode: nameOf(ENTRY_MODES),
  pinBlock: bytes,
  pinBlockFormat: nameOf(PIN_BLOCK_FORMATS),
  pinKeyId: text,
  pinKsn: bytes,
  newPinBlock: bytes,
  terminalId: text,
  terminalType: nameOf(TERMINAL_TYPES),
  merchantId: text,
  merchantName: text,
  mcc: uint32,
  acquirerId: text,
  terminalCountry: uint32,
  merchantCountry: uint32,
  acquirerCountry: uint32,
  original: fc.option(original, { nil: undefined }),
  reversalReason: nameOf(REVERSAL_REASONS),
  allowPartialApproval: fc.boolean(),
  chipData: bytes,
  mac: bytes,
  macKeyId: text,
  explain: fc.boolean(),
  macCheck: fc.constant(''),
  context: fc.constant(undefined),
});

const responses: fc.Arbitrary<TransactionResponse> = fc.record({
  class: fc.constantFrom(...CLASSES),
  stan: uint32,
  rrn: text,
  transmissionTimeMs: exact,
  terminalId: text,
  merchantId: text,
  acquirerId: text,
  type: fc.oneof(nameOf(TRANSACTION_TYPES), fc.constant('unknown' as const)),
  amountMinor: exact,
  currency: uint32,
  context: fc.constant(undefined),
  outcome: fc.constantFrom(...OUTCOMES.map(({ name }) => name)),
  approvalCode: text,
  approvedAmountMinor: exact,
  balances: fc.option(fc.record({ ledgerMinor: exact, availableMinor: exact }), { nil: undefined }),
  decidedAtMs: exact,
  repeated: fc.boolean(),
  flag: nameOf(FLAGS),
  headroom: fc.constantFrom([], FULL_RESPONSE.headroom),
  reason: text,
  explanation: fc.constantFrom(undefined, FULL_RESPONSE.explanation),
});

/** The same envelope, read and written by the generated module. */
function again(frame: Buffer): Buffer {
  return Buffer.from(Envelope.encode(Envelope.decode(frame)).finish());
}

test('requests are written as the generated module writes them, and come back', () => {
  fc.assert(
    fc.property(requests, (message) => {
      const frame = encodeRequest(message);
      expect(again(frame).equals(frame)).toBe(true);
      expect(decodeRequest(frame)).toEqual({ kind: 'message', message });
    }),
  );
});

test('responses are written as the generated module writes them, and come back', () => {
  fc.assert(
    fc.property(responses, (message) => {
      const frame = encodeResponse(message);
      expect(again(frame).equals(frame)).toBe(true);
      expect(decodeResponse(frame)).toEqual({ kind: 'message', message });
    }),
  );
});

test('frames that were written stay as they are while others are written', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(requests.map(encodeRequest), responses.map(encodeResponse)), { minLength: 2 }), (frames) => {
      for (const frame of frames) expect(again(frame).equals(frame)).toBe(true);
    }),
  );
});
