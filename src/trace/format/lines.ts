/**
 * The trace format, version 1: NDJSON. The first line is the header. Every other line is a card as
 * it was when first seen, an exchange, or a change that the issuer made to a card. docs/traces.md
 * lists all members. A trace never contains a PIN, a key, track 2 or a full PAN. Readers ignore
 * unknown members, so later releases can add some.
 */
import { z } from 'zod';
import { CARD_STATUSES } from '../../cards/status.ts';
import { CHANNELS } from '../../limits/rules/profile.ts';
import { FLAGS } from '../../protocol/message.ts';
import { instant, named, OUTCOME, pin, TYPE, text, token, whole } from './fields.ts';
import type { TraceHeader } from './header.ts';
import { REQUEST } from './traced-request.ts';

const SPEND = z.object({
  atMs: instant,
  amountMinor: whole,
  type: TYPE,
  channel: z.enum(CHANNELS),
  mcc: whole,
  /** Key of the live hold that the spend belongs to. */
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
  /** Spends that still count in a limit window, oldest first. */
  spends: z.array(SPEND).default([]),
  holds: z.array(z.object({ key: text, expiresAtMs: instant, amountMinor: whole })).default([]),
});
export type TracedCard = z.infer<typeof CARD>;

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

/** The event that the store decided, and the balances after it. */
const DECISION = z.object({
  event: text,
  refusal: OUTCOME.optional(),
  pin: pin.optional(),
  newPin: pin.optional(),
  /** Balance after the decision; missing if the source does not contain it. */
  ledgerMinor: whole.optional(),
  availableMinor: whole.optional(),
  /** For a repeat: when the first answer was decided. */
  decidedAtMs: instant.optional(),
});
export type TracedDecision = z.infer<typeof DECISION>;

const EXCHANGE = z.object({
  kind: z.literal('exchange'),
  sequence: z.int().min(1),
  /** When the request was decided. */
  atMs: instant,
  codec: text,
  token: token.or(z.literal('')),
  request: REQUEST,
  outcome: OUTCOME,
  response: RESPONSE,
  /** Missing if no store decided. */
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

/** An exchange, or a change that the issuer made; the events of one card are in their order. */
export type TraceEvent = Exchange | OfficeLine;

export interface Trace {
  readonly header: TraceHeader;
  /** By token. */
  readonly cards: ReadonlyMap<string, TracedCard>;
  readonly events: readonly TraceEvent[];
}
