/** The header of a trace: its first line. */
import { z } from 'zod';
import { instant, text, whole } from './fields.ts';

export const TRACE_VERSION = 1;
export const TRACE_NOTICE = 'TEST DATA: no PIN, no key and no whole card number stands in this file.';

export const RULES = z.object({
  panPrefixes: z
    .array(z.string().regex(/^\d{1,12}$/))
    .min(1)
    .readonly(),
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
