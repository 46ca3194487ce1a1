/** Requests as our terminals send them, in every combination that they know, and what of them a dialect brings back. */

import fc from 'fast-check';
import { HOUR_MS } from '../../../../src/config/duration.ts';
import { inAscii } from '../../../../src/protocol/iso8583/codec/write/ascii.ts';
import type { Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import {
  ENTRY_MODES,
  NETWORK_FUNCTIONS,
  type NetworkRequest,
  type OriginalData,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionClass,
  type TransactionRequest,
} from '../../../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../../../src/protocol/protobuf/transaction.ts';

export const NOW_MS = Date.UTC(2026, 10, 23, 12);
export const TRANSACTION_CLASSES = ['authorization', 'financial', 'advice', 'reversal'] as const;
export const UNNAMED: OriginalData = {
  class: '',
  stan: 0,
  transmissionTimeMs: 0,
  acquirerId: '',
  rrn: '',
  approvalCode: '',
  localDate: '',
};

function names<Name extends string>(rows: readonly { readonly name: Name }[]): readonly (Name | '')[] {
  return ['', ...rows.map(({ name }) => name)];
}

export const TYPES = [...TRANSACTION_TYPES.map(({ name }) => name), 'unknown'] as const;
export const PURPOSE_NAMES = names(PURPOSES);
export const ENTRY_MODE_NAMES = names(ENTRY_MODES);
export const TERMINAL_TYPE_NAMES = names(TERMINAL_TYPES);
export const REASON_NAMES = names(REVERSAL_REASONS);
export const FORMAT_NAMES = names(PIN_BLOCK_FORMATS);

const DIGITS = [...'0123456789'];
const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** What every dialect can write: no control characters, no backslash, no blank at an end. */
const NAME_LENGTH_MAX = 22;
const NAME_CHARS = [...'abcdefghijklmnopqrstuvwxyzæøåÆØÅéüß&/.,-0123456789'];

function chars(units: readonly string[], least: number, most: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...units), minLength: least, maxLength: most });
}

function bytesOf(...lengths: readonly number[]): fc.Arbitrary<Buffer> {
  return fc
    .constantFrom(...lengths)
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
    .map((bytes) => Buffer.from(bytes));
}

/** Whole seconds, near enough to the clock to need no year. */
const instants = fc.integer({ min: -12_000_000, max: 12_000_000 }).map((seconds) => NOW_MS + seconds * 1_000);

/** `YYYYMMDDhhmmss` of a clock that is some hours off. */
function localTimeAt(instantMs: number, hours: number): string {
  return new Date(instantMs + hours * HOUR_MS).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

const originals = fc
  .record({
    way: fc.constantFrom('key', 'keyWithoutClass', 'rrn', 'stanDate', 'approvalCode', 'none'),
    class: fc.constantFrom(...TRANSACTION_CLASSES),
    stan: fc.integer({ min: 1, max: 999_999 }),
    secondsBefore: fc.integer({ min: 0, max: 2_000_000 }),
    acquirerId: fc.stringMatching(/^([1-9][0-9]{0,10})?$/),
    rrn: chars(LETTERS, 12, 12),
    approvalCode: fc.oneof(fc.constant(''), chars(LETTERS, 6, 6)),
    localDate: fc.constantFrom('0101', '0229', '1231', '1122'),
  })
  .map(({ way, ...all }) => (nowMs: number): OriginalData | undefined => {
    const { class: messageClass, stan, secondsBefore, acquirerId, rrn, approvalCode, localDate } = all;
    const transmissionTimeMs = nowMs - secondsBefore * 1_000;
    switch (way) {
      case 'key':
        return { ...UNNAMED, class: messageClass, stan, transmissionTimeMs, acquirerId, approvalCode };
      case 'keyWithoutClass':
        return { ...UNNAMED, stan, transmissionTimeMs, localDate };
      case 'rrn':
        return { ...UNNAMED, rrn, approvalCode };
      case 'stanDate':
        return { ...UNNAMED, stan, localDate };
      case 'approvalCode':
        return approvalCode === '' ? undefined : { ...UNNAMED, approvalCode };
      case 'none':
        return undefined;
    }
  });

const cards = fc
  .record({ pan: chars(DIGITS, 12, 19), has: fc.constantFrom('pan', 'track2', 'both'), rest: fc.stringMatching(/^[0-9]{4,17}$/) })
  .map(({ pan, has, rest }) => ({ pan: has === 'track2' ? '' : pan, track2: has === 'pan' ? '' : `${pan}=${rest}` }));

const plain = fc.record({
  class: fc.constantFrom<TransactionClass>(...TRANSACTION_CLASSES),
  repeat: fc.boolean(),
  purpose: fc.constantFrom(...PURPOSE_NAMES),
  type: fc.constantFrom(...TYPES),
  stan: fc.integer({ min: 1, max: 999_999 }),
  rrn: fc.oneof(fc.constant(''), chars(LETTERS, 12, 12), chars(LETTERS, 1, 11)),
  transmissionTimeMs: instants,
  amountMinor: fc.oneof(fc.constant(0), fc.nat(1_000_000), fc.constant(999_999_999_999)),
  cashbackMinor: fc.oneof(fc.constant(0), fc.nat(999_999_999_999)),
  replacementAmountMinor: fc.oneof(fc.constant(0), fc.nat(999_999_999_999)),
  currency: fc.constantFrom(0, 578, 978, 36),
  expiry: fc.constantFrom('', '2811', '2901'),
  cardSequence: fc.nat(999),
  entryMode: fc.constantFrom(...ENTRY_MODE_NAMES),
  pinBlock: bytesOf(0, 8, 16),
  pinBlockFormat: fc.constantFrom(...FORMAT_NAMES),
  pinKeyId: fc.constantFrom('', 'tpk-1', 'a key of the terminal'),
  pinKsn: bytesOf(0, 10, 12),
  newPinBlock: bytesOf(0, 8, 16),
  terminalId: fc.oneof(chars(LETTERS, 8, 8), chars(LETTERS, 1, 7)),
  terminalType: fc.constantFrom(...TERMINAL_TYPE_NAMES),
  merchantId: fc.oneof(fc.constant(''), chars(LETTERS, 1, 15)),
  merchantName: chars(NAME_CHARS, 0, NAME_LENGTH_MAX),
  mcc: fc.oneof(fc.constantFrom(0, 6011, 5411, 5542), fc.nat(9_999)),
  acquirerId: chars(DIGITS, 0, 11),
  terminalCountry: fc.constantFrom(0, 578, 744, 752, 36),
  merchantCountry: fc.constantFrom(0, 578, 744, 752, 36),
  acquirerCountry: fc.constantFrom(0, 578, 744, 752, 36),
  original: originals,
  reversalReason: fc.constantFrom(...REASON_NAMES),
  allowPartialApproval: fc.boolean(),
  chipData: fc.constantFrom('', '9F2701809F3602001A', '5F2A020578').map((hex) => Buffer.from(hex, 'hex')),
  explain: fc.boolean(),
});

/** True for a reversal that does not say what it reverses. */
function namesNothing({ class: messageClass, rrn, original }: TransactionRequest): boolean {
  const named = original !== undefined && (original.stan !== 0 || original.rrn !== '');
  return messageClass === 'reversal' && rrn === '' && !named;
}

/** Any transaction that our terminals could send. */
export const anyTransaction: fc.Arbitrary<TransactionRequest> = fc
  .tuple(plain, cards, fc.constantFrom(undefined, -2, 0, 1, 2, 14))
  .map(([fields, card, hours]) => {
    const request: TransactionRequest = {
      ...EMPTY_REQUEST,
      ...fields,
      ...card,
      localTime: hours === undefined ? '' : localTimeAt(fields.transmissionTimeMs, hours),
      // Only a reversal has a reason, and what moves money at once follows nothing.
      reversalReason: fields.class === 'reversal' ? fields.reversalReason : '',
      original: fields.class === 'financial' ? undefined : fields.original(fields.transmissionTimeMs),
    };
    return namesNothing(request) ? { ...request, rrn: '000000000001' } : request;
  });

export const anyNetwork: fc.Arbitrary<NetworkRequest> = fc.record({
  class: fc.constant('networkManagement' as const),
  repeat: fc.boolean(),
  function: fc.constantFrom(...NETWORK_FUNCTIONS.map(({ name }) => name)),
  stan: fc.integer({ min: 1, max: 999_999 }),
  transmissionTimeMs: instants,
  terminalId: chars(LETTERS, 0, 8),
  acquirerId: chars(DIGITS, 0, 11),
  macCheck: fc.constant('' as const),
  context: fc.constant(undefined),
});

const SIZE_FORMATS: Readonly<Record<number, string>> = { 8: 'iso0', 16: 'iso4' };

/** An original as it is read back: the message's own RRN is not named twice, and what names nothing is none. */
function originalBack({ original, rrn }: TransactionRequest): OriginalData | undefined {
  if (original === undefined) return undefined;
  const told = { ...original, rrn: original.rrn === rrn ? '' : original.rrn };
  return told.stan === 0 && told.rrn === '' && told.localDate === '' && told.approvalCode === '' ? undefined : told;
}

/** What of a request comes back over ISO 8583; all else must be the same. In BCD the separator of a track is a half byte D. */
export function asReadBack(request: TransactionRequest, { track, text, version }: Dialect): TransactionRequest {
  const { merchantName, pinBlock, pinBlockFormat, track2 } = request;
  return {
    ...request,
    track2: track.startsWith('bcd') ? track2.replace('=', 'D') : track2,
    // Spelt in ASCII it may be too long for the fixed element of 1987.
    merchantName: text === 'ascii' ? inAscii(merchantName).slice(0, version === '0' ? NAME_LENGTH_MAX : undefined) : merchantName,
    // Nothing is said of a format that the length of the block tells.
    pinBlockFormat: pinBlockFormat === SIZE_FORMATS[pinBlock.length] ? '' : pinBlockFormat,
    original: originalBack(request),
  };
}
