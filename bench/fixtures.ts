/** What every benchmark works on: the same test keys, cards and messages each time. */

import { createHash } from 'node:crypto';
import { luhnCheckDigit } from '../src/cards/pan.ts';
import { DAY_MS } from '../src/config/duration.ts';
import type { Attempt } from '../src/limits/rules/command.ts';
import type { NewCard } from '../src/limits/state/card.ts';
import { generateTestKeyRing } from '../src/pin/keys/key-ring.ts';
import { createPanTokenizer } from '../src/pin/pan-token.ts';
import { createPinEncrypter, createPinVerifier } from '../src/pin/pin-verifier.ts';
import type { TransactionRequest } from '../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../src/protocol/protobuf/transaction.ts';

export const CARDS = 1_000;
/** 1 øre: no card reaches its limit or its balance in any run. */
export const AMOUNT_MINOR = 1;
export const PIN = '1234';

/** Bytes that are the same each time. */
function fixedBytes(size: number): Buffer {
  fixedBytes.count += 1;
  const blocks = Math.ceil(size / 32);
  const parts = Array.from({ length: blocks }, (_, n) => createHash('sha256').update(`bench ${fixedBytes.count} ${n}`).digest());
  return Buffer.concat(parts).subarray(0, size);
}
fixedBytes.count = 0;

export const { ring, text: ringText } = generateTestKeyRing(fixedBytes);
export const pinVerifier = createPinVerifier(ring);
export const tokenOf = createPanTokenizer(ring);
const encrypter = createPinEncrypter(ring, fixedBytes);

/** The PAN of a card by its number, from 0 on. */
export function panOf(card: number): string {
  const payload = `957899${String(card).padStart(9, '0')}`;
  return `${payload}${luhnCheckDigit(payload)}`;
}

export const PANS: readonly string[] = Array.from({ length: CARDS }, (_, n) => panOf(n));

export function newCard(pan: string): NewCard {
  return {
    token: tokenOf(pan, false),
    maskedPan: `${pan.slice(0, 6)}******${pan.slice(-4)}`,
    expiry: '9912',
    status: 'active',
    profile: 'kronekort',
    pinReference: pinVerifier.reference(pan, PIN),
    balanceMinor: 100_000_000,
  };
}

export function newCards(): NewCard[] {
  return PANS.map(newCard);
}

/** A purchase with a right PIN; the STAN is written over later. */
export function purchase(pan: string, terminalId: string, stan: number, timeMs: number): TransactionRequest {
  return {
    ...EMPTY_REQUEST,
    class: 'financial',
    type: 'purchase',
    stan,
    terminalId,
    transmissionTimeMs: timeMs,
    rrn: '612345678901',
    amountMinor: AMOUNT_MINOR,
    currency: 578,
    pan,
    expiry: '9912',
    entryMode: 'chip',
    pinBlock: encrypter.encrypt(pan, PIN, 'iso0', ''),
    pinBlockFormat: 'iso0',
    terminalType: 'pos',
    merchantId: '000000012345678',
    mcc: 5411,
    terminalCountry: 578,
  };
}

/** The same as the server makes of `purchase`. */
export function attempt(cardToken: string, key: string, pinReference: string): Attempt {
  return {
    cardToken,
    maskedPan: '957899******0013',
    key,
    fingerprint: 'purchase.1.0.578',
    attemptId: 'aaaaaaaaa1',
    repeat: false,
    localTime: 0,
    sentAs: [],
    instantMs: 0,
    refusal: '',
    terminalId: 'BENCH001',
    event: 'spend',
    type: 'purchase',
    channel: 'pos',
    mcc: 5411,
    terminalType: 'pos',
    entryMode: 'chip',
    amountMinor: AMOUNT_MINOR,
    domestic: true,
    pin: 'given',
    pinReferences: [pinReference],
    approvalCode: '00AAAA',
    rrn: '612345678901',
    stanDate: '',
    original: undefined,
    newPinReference: '',
    holdMs: 7 * DAY_MS,
    allowPartial: false,
    wantsSnapshot: false,
  };
}
