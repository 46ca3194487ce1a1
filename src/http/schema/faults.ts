/** The fault rules in force. What a rule may hold is checked where files of rules are read. */
import { z } from 'zod';

export const FAULTS_BODY = z.strictObject({
  seed: z.unknown().optional(),
  rules: z.array(z.unknown()).default([]),
  magicAmounts: z.boolean().default(false),
});

/** A rule as it was written, and how many messages it has hit. */
const SHOWN_RULE = z.looseObject({ name: z.string(), injected: z.number(), match: z.unknown().optional(), do: z.unknown() });

export const FAULTS = z.object({
  seed: z.string(),
  rules: z.array(SHOWN_RULE).readonly(),
  magicAmounts: z.boolean(),
  /** Answers that rules hold back now. */
  held: z.number(),
});
