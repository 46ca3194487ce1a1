/**
 * The trace format, version 1: NDJSON. The first line is the header; each other line is a card as it was when first seen,
 * an exchange, or what the office did to a card. docs/traces.md has every member. Nothing of it is a PIN, a key, track 2
 * or a full PAN. Members that a reader does not know are passed over, so that later releases may add some.
 */
import { z } from 'zod';
import { CARD_STATUSES } from '../../cards/status.ts';
import { CHANNELS } from '../../limits/rules/profile.ts';
import {
  ENTRY_MODES,
  FLAGS,
  MAC_CHECKS,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
} from '../../protocol/message.ts';
import { OUTCOMES, type Outcome } from '../../protocol/outcome.ts';

export const TRACE_VERSION = 1;
export const TRACE_NOTICE = 'TEST DATA: no PIN, no key and no whole card number stands in this file.';
/** How many other PINs of one card are told apart. */
export const PIN_NUMBER_MAX = 64;

/** One sentence that names file and line; safe to show. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

const named = <N extends string>(table: readonly { readonly name: N }[]) => z.enum(table.map((row) => row.name) as [N, ...N[]]);
const OUTCOME = named(OUTCOMES as readonly { readonly name: Outcome }[]);
const TYPE = named(TRANSACTION_TYPES);
const CLASS = z.enum(['authorization', 'financial', 'advice', 'reversal']);

const text = z.string().max(256);
const whole = z.int();
const instant = z.number().min(0).max(253_402_300_799_999);
const token = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
/** 0: the PIN that the card had when it was first seen; 1 and so on: other ones, in the order in which they came. */
const pin = z.union([z.enum(['absent', 'malformed']), z.int().min(0).max(PIN_NUMBER_MAX)]);

export const RULES = z.object({
  panPrefixes: z.array(z.string().regex(/^\d{1,12}$/)).min(1),
  assumedCountry: whole,
  svalbardIsDomestic: z.boolean(),
  unknownOriginal: z.enum(['approve', 'decline']),
  completionToleranceMinor: whole,
  holdMs: whole,
  fuelHoldMs: whole,
});
export type TracedRules = z.infer<typeof RULES>;

export const HEADER = z.object({
  aksept: z.literal('trace'),
  version: z.literal(TRACE_VERSION),
  /** Where it comes from. */
  source: z.enum(['record', 'journal', 'capture', 'shrink']),
  release: text,
  startedAtMs: instant,
  clock: z.enum(['wall', 'message']),
  keyRing: text,
  rules: RULES,
  /** As in a file of limit profiles. */
  profiles: z.array(z.unknown()),
  /** What its source did not hold, so that a replay has to guess it. */
  lacks: z.array(text).default([]),
  notice: text.optional(),
});
export type TraceHeader = z.infer<typeof HEADER>;

const SPEND = z.object({
  atMs: instant,
  amountMinor: whole,
  type: TYPE,
  channel: z.enum(CHANNELS),
  mcc: whole,
  /** Key of the live hold that it belongs to. */
  hold: text.optional(),
});

const CARD = z.object({
  kind: z.literal('card'),
  token,
  maskedPan: text,
  onFile: z.boolean().default(true),
  expiry: z
    .string()
    .regex(/^\d{4}$/)
    .default('9912'),
  status: z.enum(CARD_STATUSES).default('active'),
  profile: text.default(''),
  ledgerMinor: whole.default(0),
  pinTriesUsed: whole.default(0),
  clockMs: instant.default(0),
  /** What counts in a window, oldest first. */
  spends: z.array(SPEND).default([]),
  holds: z.array(z.object({ key: text, expiresAtMs: instant, amountMinor: whole })).default([]),
});
export type TracedCard = z.infer<typeof CARD>;

const ORIGINAL = z.object({
  class: CLASS.optional(),
  stan: whole.optional(),
  transmissionTimeMs: instant.optional(),
  acquirerId: text.optional(),
  rrn: text.optional(),
  approvalCode: text.optional(),
  localDate: text.optional(),
});

/** Of a TransactionRequest what is not empty; an amount that was no exact number is null. */
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
  /** Under the test key ring, hexadecimal; with any other ring never there. */
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

const HEADROOM = z.object({ name: text, usedMinor: whole, leftMinor: whole, countUsed: whole });

const RESPONSE = z.object({
  approvalCode: text.optional(),
  approvedAmountMinor: whole.optional(),
  balances: z.object({ ledgerMinor: whole, availableMinor: whole }).optional(),
  flag: named(FLAGS).optional(),
  repeated: z.boolean().optional(),
  headroom: z.array(HEADROOM).optional(),
});
export type TracedResponse = z.infer<typeof RESPONSE>;

/** What the store was asked and what it knew after. */
const DECISION = z.object({
  event: text,
  refusal: OUTCOME.optional(),
  pin: pin.optional(),
  newPin: pin.optional(),
  /** After the decision; missing where the source does not tell. */
  ledgerMinor: whole.optional(),
  availableMinor: whole.optional(),
  /** Of a repeat: when its answer was decided. */
  decidedAtMs: instant.optional(),
});
export type TracedDecision = z.infer<typeof DECISION>;

const EXCHANGE = z.object({
  kind: z.literal('exchange'),
  sequence: z.int().min(1),
  /** The instant of the decision. */
  atMs: instant,
  codec: text,
  token: token.or(z.literal('')),
  request: REQUEST,
  outcome: OUTCOME,
  response: RESPONSE,
  /** Missing where no store decided. */
  decision: DECISION.optional(),
  latencyMs: z.number().min(0),
});
export type Exchange = z.infer<typeof EXCHANGE>;

const OFFICE = z.object({
  kind: z.literal('office'),
  sequence: z.int().min(1),
  atMs: instant,
  token,
  fundMinor: whole.optional(),
  change: z
    .object({
      status: z.enum(CARD_STATUSES).optional(),
      profile: text.optional(),
      expiry: text.optional(),
      unblockPin: z.boolean().optional(),
    })
    .optional(),
});
export type OfficeLine = z.infer<typeof OFFICE>;

export const LINE = z.discriminatedUnion('kind', [CARD, EXCHANGE, OFFICE]);

/** What happens on a card, in its order. */
export type Happening = Exchange | OfficeLine;

export interface Trace {
  readonly header: TraceHeader;
  /** By token. */
  readonly cards: ReadonlyMap<string, TracedCard>;
  readonly happenings: readonly Happening[];
}
