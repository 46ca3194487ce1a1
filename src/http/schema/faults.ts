/** The fault rules in force. The reader of fault rule files checks the rules themselves. */
import { z } from 'zod';
import { FAULT_RULES_MAX } from '../../authorizer/faults/rules/rule.ts';

export const FAULTS_BODY = z.strictObject({
  seed: z.unknown().optional(),
  rules: z.array(z.unknown()).max(FAULT_RULES_MAX, `must hold at most ${FAULT_RULES_MAX}`).default([]),
  magicAmounts: z.boolean().default(false),
});

/** A rule as written, and the number of messages it was applied to. */
const SHOWN_RULE = z.looseObject({ name: z.string(), injected: z.number(), match: z.unknown().optional(), do: z.unknown() });

export const FAULTS = z.object({
  seed: z.string(),
  rules: z.array(SHOWN_RULE).readonly(),
  magicAmounts: z.boolean(),
  /** Answers that rules delay at present. */
  held: z.number(),
  /** Attempts whose outcome is not known, which are taken back as soon as the store answers. */
  inDoubt: z.number(),
});
