/** Codec, PIN and decision by themselves, each against what it cannot be faster than. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import protobuf from 'protobufjs/minimal.js';
import { BUILT_IN_PROFILES } from '../src/limits/rules/profile.ts';
import { createMemoryStore } from '../src/limits/stores/memory/store.ts';
import type { TransactionResponse } from '../src/protocol/message.ts';
import { protobufCodec } from '../src/protocol/protobuf/codec.ts';
import { aksept } from '../src/protocol/protobuf/gen/authorization.js';
import { attempt, newCards, PANS, pinVerifier, purchase } from './fixtures.ts';
import { callsPerSecond, compare, type Figure } from './measure.ts';

/** As in the field, no two messages share an RRN. */
const RRN_MIN = 600_000_000_000;
const NO_KSN = Buffer.alloc(0);
const { TransactionRequest, TransactionResponse: WireResponse } = aksept.v1;
/** Tag and length in front of the body, which is longer than 127 bytes or not. */
const ENVELOPE_BYTES = 3;
const PAN = PANS[0] ?? '';
const REQUEST = purchase(PAN, 'BENCH001', 20_000, 1_780_000_000_000);
const RESPONSE: TransactionResponse = {
  class: 'financial',
  stan: 20_000,
  rrn: '612345678901',
  transmissionTimeMs: 1_780_000_000_000,
  terminalId: 'BENCH001',
  merchantId: '000000012345678',
  acquirerId: '',
  type: 'purchase',
  amountMinor: 1,
  currency: 578,
  context: undefined,
  outcome: 'approved',
  approvalCode: '00AAAA',
  approvedAmountMinor: 1,
  balances: undefined,
  decidedAtMs: 1_780_000_000_000,
  repeated: false,
  headroom: [],
  reason: '',
  flag: '',
  explanation: undefined,
};

export async function benchCodec(rounds: number): Promise<Figure[]> {
  const frame = protobufCodec.encodeRequest(REQUEST);
  const body = frame.subarray(ENVELOPE_BYTES);
  const wire = WireResponse.decode(protobufCodec.encodeResponse(RESPONSE).subarray(ENVELOPE_BYTES));
  const decode = await compare(
    { id: 'codec decode', what: 'request frame → message', unit: '/s', ceilingWhat: 'generated decode alone' },
    rounds,
    () => callsPerSecond(() => protobufCodec.decodeRequest(frame)),
    () => callsPerSecond(() => TransactionRequest.decode(new protobuf.Reader(body))),
  );
  const encode = await compare(
    { id: 'codec encode', what: 'response → frame', unit: '/s', ceilingWhat: 'generated encode alone' },
    rounds,
    () => callsPerSecond(() => protobufCodec.encodeResponse(RESPONSE)),
    () => callsPerSecond(() => WireResponse.encode(wire).finish()),
  );
  return [decode, encode];
}

export async function benchPin(rounds: number): Promise<Figure> {
  const block = Buffer.from(REQUEST.pinBlock);
  const key = Buffer.alloc(24, 'benchmark key');
  const cipher = createCipheriv('des-ede3', key, null).setAutoPadding(false);
  const decipher = createDecipheriv('des-ede3', key, null).setAutoPadding(false);
  return compare(
    { id: 'PIN', what: 'PIN block → PVV reference', unit: '/s', ceilingWhat: 'two reused TDES calls' },
    rounds,
    // The check zeroes the block it is given.
    () => callsPerSecond(() => pinVerifier.check({ pan: PAN, pinBlock: Buffer.from(block), format: 'iso0', keyId: '', ksn: NO_KSN })),
    () => callsPerSecond(() => cipher.update(decipher.update(block))),
  );
}

export async function benchDecide(rounds: number): Promise<Figure> {
  const cards = newCards();
  const attempts = cards.map((card) => attempt(card.token, '', card.pinReference));
  return compare(
    { id: 'decide', what: 'decision on the embedded store', unit: '/s', ceilingWhat: 'a look-up and an entry in a Map' },
    rounds,
    () => {
      const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: Date.now });
      void store.cards.create(cards);
      return callsPerSecond((n) => {
        const each = attempts[n % attempts.length];
        return each === undefined ? undefined : store.decide({ ...each, key: `BENCH001.${n}.1780000000000.f`, rrn: String(RRN_MIN + n) });
      });
    },
    () => {
      const map = new Map<string, { readonly n: number }>();
      return callsPerSecond((n) => {
        const key = `${cards[n % cards.length]?.token}:BENCH001.${n}.1780000000000.f`;
        if (map.get(key) === undefined) map.set(key, { n });
        if (map.size > 500_000) map.clear();
      });
    },
  );
}
