/** Request and response of POST /v1/cards/explain, and how a client reads the response. */
import { z } from 'zod';
import { CARD_QUESTION } from '../../issuing/explain-card.ts';
import type { ExplainedUse } from '../../limits/explain/question.ts';
import { CHECK_VERDICTS, CHECKS, type Explanation, NEVER_REASONS, type Release } from '../../protocol/explanation.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';

/** The card is in the body, so that no PAN appears in a URL. */
export const QUESTION = CARD_QUESTION.extend({ card: z.string().regex(/^(\d{12,19}|[0-9a-f]{32})$/, 'must be a PAN or a token') });

function nameOf<N extends string>(table: readonly { readonly name: N }[]) {
  return z.enum(table.map(({ name }) => name));
}

const RELEASE = z.object({ amountMinor: z.number(), atMs: z.number() });

const LIMIT = z.object({
  name: z.string(),
  amountMinor: z.number(),
  usedMinor: z.number(),
  leftMinor: z.number(),
  countMax: z.number(),
  countUsed: z.number(),
  next: RELEASE.optional(),
  fitsAtMs: z.number(),
});

const COVERAGE = z.object({ ledgerMinor: z.number(), holdsMinor: z.number(), availableMinor: z.number(), next: RELEASE.optional() });

const CHECK = z.object({ check: nameOf(CHECKS), verdict: nameOf(CHECK_VERDICTS), seen: z.string() });

/** Fields that are undefined are absent in JSON. */
export const EXPLANATION = z.object({
  atMs: z.number(),
  checks: z.array(CHECK).readonly(),
  limits: z.array(LIMIT).readonly(),
  coverage: COVERAGE.optional(),
  earliestApprovalMs: z.number(),
  neverBecause: nameOf(NEVER_REASONS).or(z.literal('')),
  textEn: z.string(),
  textNb: z.string(),
});

export const EXPLAINED = EXPLANATION.extend({ outcome: nameOf(OUTCOMES), responseCode: z.string() });

/** Gives every object the same shape, with or without a release. */
function withNext<T extends { readonly next?: Release | undefined }>(parsed: T): T & { readonly next: Release | undefined } {
  return { ...parsed, next: parsed.next };
}

/** Fields that are absent become undefined. */
export function explanationOf({ coverage, limits, ...rest }: z.infer<typeof EXPLANATION>): Explanation {
  return { ...rest, limits: limits.map(withNext), coverage: coverage === undefined ? undefined : withNext(coverage) };
}

/** Converts the response to the type that clients use. */
export function explainedUseOf({ outcome, responseCode: _code, ...explanation }: z.infer<typeof EXPLAINED>): ExplainedUse {
  return { outcome, explanation: explanationOf(explanation) };
}
