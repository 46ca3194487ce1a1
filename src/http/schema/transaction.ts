/** The body of POST /v1/transactions, and its conversion to a request. */
import { z } from 'zod';
import {
  ENTRY_MODES,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionRequest,
  type WireContext,
} from '../../protocol/message.ts';

const TEXT_MAX = 64;
/** So that metrics and traces can tell the wire. */
const HTTP_CONTEXT: WireContext = { codec: 'http' };

export function namesOf<N extends string>(table: readonly { readonly name: N }[]): readonly N[] {
  return table.map((row) => row.name);
}

const text = z.string().max(TEXT_MAX).default('');
const integer = z.number().int().default(0);
const hex = (bytesMax: number) =>
  z
    .string()
    .regex(/^([0-9a-fA-F]{2})*$/, 'must be hexadecimal digits, two a byte')
    .max(bytesMax * 2)
    .default('');
/** A name of the table, or empty. */
const named = <N extends string>(table: readonly { readonly name: N }[]) => z.enum(namesOf(table)).or(z.literal('')).default('');

export const TRANSACTION_CLASS = z.enum(['authorization', 'financial', 'advice', 'reversal']);

const ORIGINAL = z.strictObject({
  class: TRANSACTION_CLASS.or(z.literal('')).default(''),
  stan: integer,
  transmissionTimeMs: integer,
  acquirerId: text,
  rrn: text,
  approvalCode: text,
  localDate: text,
});

/**
 * TransactionRequest in JSON: the same names, bytes as hexadecimal digits. Only the form is checked
 * here; values are checked later, as for messages over TCP. Two differences: `transmissionTimeMs`
 * defaults to now, and with a test key ring a clear `pin` and `newPin` can replace `pinBlock` and
 * `newPinBlock`.
 */
export const TRANSACTION = z.strictObject({
  class: TRANSACTION_CLASS.default('financial'),
  repeat: z.boolean().default(false),
  purpose: named(PURPOSES),
  type: z.enum([...namesOf(TRANSACTION_TYPES), 'unknown', '']).default(''),
  stan: integer,
  rrn: text,
  transmissionTimeMs: z.number().int().optional(),
  localTime: text,
  amountMinor: z.number().default(0),
  cashbackMinor: z.number().default(0),
  standingAmountMinor: z.number().default(0),
  currency: integer,
  pan: text,
  track2: text,
  expiry: text,
  cardSequence: integer,
  entryMode: named(ENTRY_MODES),
  pin: z
    .string()
    .regex(/^(\d{4,12})?$/, 'must be 4 to 12 digits')
    .default(''),
  newPin: z
    .string()
    .regex(/^(\d{4,12})?$/, 'must be 4 to 12 digits')
    .default(''),
  pinBlock: hex(64),
  pinBlockFormat: named(PIN_BLOCK_FORMATS),
  pinKeyId: text,
  pinKsn: hex(16),
  newPinBlock: hex(64),
  terminalId: text,
  terminalType: named(TERMINAL_TYPES),
  merchantId: text,
  merchantName: text,
  mcc: integer,
  acquirerId: text,
  terminalCountry: integer,
  merchantCountry: integer,
  acquirerCountry: integer,
  original: ORIGINAL.optional(),
  reversalReason: named(REVERSAL_REASONS),
  allowPartialApproval: z.boolean().default(false),
  chipData: hex(512),
  mac: hex(16),
  macKeyId: text,
  explain: z.boolean().default(false),
});

/** An amount that is not an exact integer becomes NaN, as in messages over TCP. */
function minor(amount: number): number {
  return Number.isSafeInteger(amount) ? amount : Number.NaN;
}

/**
 * `pinBlock` and `newPinBlock` were sent, or made from clear PINs. Field by field: to spread what is
 * left of the body without its clear PINs takes longer than all checks of the message.
 */
export function toRequest(body: z.infer<typeof TRANSACTION>, pinBlock: Buffer, newPinBlock: Buffer, nowMs: number): TransactionRequest {
  return {
    class: body.class,
    repeat: body.repeat,
    purpose: body.purpose,
    type: body.type,
    stan: body.stan,
    rrn: body.rrn,
    transmissionTimeMs: body.transmissionTimeMs ?? nowMs,
    localTime: body.localTime,
    amountMinor: minor(body.amountMinor),
    cashbackMinor: minor(body.cashbackMinor),
    replacementAmountMinor: minor(body.standingAmountMinor),
    currency: body.currency,
    pan: body.pan,
    track2: body.track2,
    expiry: body.expiry,
    cardSequence: body.cardSequence,
    entryMode: body.entryMode,
    pinBlock,
    pinBlockFormat: body.pin === '' ? body.pinBlockFormat : 'iso0',
    pinKeyId: body.pinKeyId,
    pinKsn: Buffer.from(body.pinKsn, 'hex'),
    newPinBlock,
    terminalId: body.terminalId,
    terminalType: body.terminalType,
    merchantId: body.merchantId,
    merchantName: body.merchantName,
    mcc: body.mcc,
    acquirerId: body.acquirerId,
    terminalCountry: body.terminalCountry,
    merchantCountry: body.merchantCountry,
    acquirerCountry: body.acquirerCountry,
    original: body.original,
    reversalReason: body.reversalReason,
    allowPartialApproval: body.allowPartialApproval,
    chipData: Buffer.from(body.chipData, 'hex'),
    mac: Buffer.from(body.mac, 'hex'),
    macKeyId: body.macKeyId,
    macCheck: '',
    explain: body.explain,
    context: HTTP_CONTEXT,
  };
}
