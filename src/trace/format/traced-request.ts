/** The schema of a request in a trace. */
import { z } from 'zod';
import { ENTRY_MODES, MAC_CHECKS, PIN_BLOCK_FORMATS, PURPOSES, REVERSAL_REASONS, TERMINAL_TYPES } from '../../protocol/message.ts';
import { CLASS, instant, named, TYPE, text, whole } from './fields.ts';

const ORIGINAL = z.object({
  class: CLASS.optional(),
  stan: whole.optional(),
  transmissionTimeMs: instant.optional(),
  acquirerId: text.optional(),
  rrn: text.optional(),
  approvalCode: text.optional(),
  localDate: text.optional(),
});

/**
 * The fields of a TransactionRequest that are not empty; an amount that is not an exact number is
 * null.
 */
export const REQUEST = z.object({
  class: CLASS,
  repeat: z.boolean().optional(),
  purpose: named(PURPOSES).optional(),
  type: z.union([TYPE, z.literal('unknown')]).optional(),
  stan: whole,
  rrn: text.optional(),
  transmissionTimeMs: instant,
  localTime: text.optional(),
  amountMinor: z.number().nullable().optional(),
  cashbackMinor: z.number().nullable().optional(),
  standingAmountMinor: z.number().nullable().optional(),
  currency: whole.optional(),
  /** Masked. */
  pan: text.optional(),
  panFrom: z.literal('track2').optional(),
  expiry: text.optional(),
  cardSequence: whole.optional(),
  entryMode: named(ENTRY_MODES).optional(),
  /** Hexadecimal, enciphered under the test key ring; never written with any other key ring. */
  pinBlock: z
    .string()
    .regex(/^[0-9a-f]*$/)
    .max(64)
    .optional(),
  newPinBlock: z
    .string()
    .regex(/^[0-9a-f]*$/)
    .max(64)
    .optional(),
  pinBlockFormat: named(PIN_BLOCK_FORMATS).optional(),
  pinKeyId: text.optional(),
  terminalId: text,
  terminalType: named(TERMINAL_TYPES).optional(),
  merchantId: text.optional(),
  merchantName: text.optional(),
  mcc: whole.optional(),
  acquirerId: text.optional(),
  terminalCountry: whole.optional(),
  merchantCountry: whole.optional(),
  acquirerCountry: whole.optional(),
  original: ORIGINAL.optional(),
  reversalReason: named(REVERSAL_REASONS).optional(),
  allowPartialApproval: z.boolean().optional(),
  chipBytes: whole.optional(),
  explain: z.boolean().optional(),
  macCheck: z.enum(MAC_CHECKS).optional(),
});
export type TracedRequest = z.infer<typeof REQUEST>;
