/** An explanation as the HTTP side sends it, read as unknown until it is parsed. JSON leaves out what is undefined. */
import { z } from 'zod';
import type { ExplainedUse } from '../../limits/explain/question.ts';
import { CHECK_VERDICTS, CHECKS, NEVER_REASONS, type Release } from '../../protocol/explanation.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';

function nameOf<N extends string>(table: readonly { readonly name: N }[]) {
  return z.enum(table.map(({ name }) => name));
}

const RELEASE = z.object({ amountMinor: z.number(), atMs: z.number() });

/** Every object has the same shape, also without a release. */
function withNext<T extends { readonly next?: Release | undefined }>(parsed: T) {
  return { ...parsed, next: parsed.next };
}

const LIMIT = z
  .object({
    name: z.string(),
    amountMinor: z.number(),
    usedMinor: z.number(),
    leftMinor: z.number(),
    countMax: z.number(),
    countUsed: z.number(),
    next: RELEASE.optional(),
    fitsAtMs: z.number(),
  })
  .transform(withNext);

const COVERAGE = z
  .object({ ledgerMinor: z.number(), holdsMinor: z.number(), availableMinor: z.number(), next: RELEASE.optional() })
  .transform(withNext);

export const EXPLAINED: z.ZodType<ExplainedUse> = z
  .object({
    outcome: nameOf(OUTCOMES),
    atMs: z.number(),
    checks: z.array(z.object({ check: nameOf(CHECKS), verdict: nameOf(CHECK_VERDICTS), seen: z.string() })),
    limits: z.array(LIMIT),
    coverage: COVERAGE.optional(),
    earliestApprovalMs: z.number(),
    neverBecause: nameOf(NEVER_REASONS).or(z.literal('')),
    textEn: z.string(),
    textNb: z.string(),
  })
  .transform(({ outcome, ...rest }) => ({ outcome, explanation: { ...rest, coverage: rest.coverage } }));
