/** The first line of a trace: version, source, rules and limit profiles. */
import { z } from 'zod';
import { CLOCK_KINDS } from '../../config/clock-setting.ts';
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
  /** How the trace was made. */
  source: z.enum(['record', 'journal', 'capture', 'shrink']),
  release: text,
  startedAtMs: instant,
  clock: z.enum(CLOCK_KINDS),
  keyRing: text,
  rules: RULES,
  /** The same format as a limit profile file. */
  profiles: z.array(z.unknown()),
  /** What the source did not contain, so a replay has to guess it. */
  lacks: z.array(text).default([]),
  notice: text.optional(),
});
export type TraceHeader = z.infer<typeof HEADER>;
