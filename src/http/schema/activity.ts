/** Requests and responses of GET /v1/activity. */
import { z } from 'zod';
import { TRANSACTION_TYPES } from '../../protocol/message.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { JOURNAL_ENTRY } from './journal.ts';
import { namesOf } from './transaction.ts';

const ENTRIES_MAX = 1_000;
const POSITION_FORM = /^[0-9a-z]{1,15}(-\d{1,15}){1,2}$/;
const POSITION_ADVICE = 'must be the id of an entry, or a position';

export const POSITION = z.string().regex(POSITION_FORM, POSITION_ADVICE);

export const ACTIVITY_QUERY = z.object({
  after: POSITION.optional(),
  /** Of JSON answers. */
  limit: z.coerce.number().int().min(1).max(ENTRIES_MAX).default(100),
  outcome: z.enum(namesOf(OUTCOMES)).optional(),
  type: z.enum(namesOf(TRANSACTION_TYPES)).optional(),
  terminal: z.string().min(1).max(16).optional(),
  card: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be a token, 32 hexadecimal digits')
    .optional(),
});

export const ACTIVITY = z.object({
  /** Oldest first. */
  entries: z.array(JOURNAL_ENTRY).readonly(),
  /** Give it as `after` to go on. */
  position: z.string(),
  /** Entries behind `after` that are no longer kept. */
  missed: z.number(),
});

/** The data of the events of a stream, by the name of the event. */
export const ACTIVITY_EVENTS = {
  /** The first one: what comes later is behind its id. */
  start: z.object({ perSecondMax: z.number() }),
  entry: JOURNAL_ENTRY,
  /** More came than are sent: of those that match since the last event. */
  sampled: z.object({ shown: z.number(), of: z.number() }),
  /** Entries that are no longer kept, or null when it is not known how many. */
  gap: z.object({ missed: z.number().nullable() }),
  /** Each second: all answers to transactions of that second, whatever the filter, with estimates from the buckets of /metrics. */
  latency: z.object({ answers: z.number(), p50Ms: z.number().nullable(), p99Ms: z.number().nullable() }),
  /** The store cannot be read now. */
  trouble: z.object({ detail: z.string() }),
} as const;
