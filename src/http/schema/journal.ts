/** Request and response of GET /v1/journal. */
import { z } from 'zod';
import type { JournalEntry } from '../../limits/store.ts';

const JOURNAL_ENTRIES_MAX = 10_000;

export const JOURNAL_QUERY = z.object({ limit: z.coerce.number().int().min(1).max(JOURNAL_ENTRIES_MAX).default(100) });

/** A decision, or what else happened to a card. */
export const JOURNAL_ENTRY = z.object({
  id: z.string(),
  atMs: z.number(),
  cardToken: z.string(),
  event: z.string(),
  key: z.string(),
  terminalId: z.string(),
  type: z.string(),
  amountMinor: z.number(),
  outcome: z.string(),
  ledgerMinor: z.number(),
  flag: z.string(),
}) satisfies z.ZodType<JournalEntry>;

export const JOURNAL = z.object({ entries: z.array(JOURNAL_ENTRY).readonly() });
