/** Converts explanations between the generated protobuf module and the domain. */

import type { LimitHeadroom } from '../explanation.ts';
import {
  CHECK_VERDICTS,
  CHECKS,
  type CheckResult,
  type CoverageExplanation,
  type Explanation,
  type LimitExplanation,
  NEVER_REASONS,
  type Release,
} from '../explanation.ts';
import { namesByNumber, numbersByName, toInteger } from './fields.ts';
import type { aksept } from './gen/authorization.js';

type ProtobufExplanation = aksept.v1.Explanation.$Properties;

const CHECK_NAMES = namesByNumber(CHECKS);
const VERDICT_NAMES = namesByNumber(CHECK_VERDICTS);
const REASON_NAMES = namesByNumber(NEVER_REASONS);
const CHECK_NUMBERS = numbersByName(CHECKS);
const VERDICT_NUMBERS = numbersByName(CHECK_VERDICTS);
const REASON_NUMBERS = numbersByName(NEVER_REASONS);

export function explanationToProtobuf(explanation: Explanation): ProtobufExplanation {
  const { atMs, checks, limits, coverage, earliestApprovalMs, neverBecause, textEn, textNb } = explanation;
  const wire: ProtobufExplanation = {
    atMs,
    checks: checks.map(({ check, verdict, seen }) => ({
      check: CHECK_NUMBERS.get(check) ?? 0,
      verdict: VERDICT_NUMBERS.get(verdict) ?? 0,
      seen,
    })),
    limits: limits.map(({ next, fitsAtMs, ...headroom }) => (next === undefined ? { headroom, fitsAtMs } : { headroom, next, fitsAtMs })),
    textEn,
    textNb,
  };
  if (coverage !== undefined) wire.coverage = coverageToProtobuf(coverage);
  if (earliestApprovalMs !== 0) wire.earliestApprovalMs = earliestApprovalMs;
  if (neverBecause !== '') wire.neverBecause = REASON_NUMBERS.get(neverBecause) ?? 0;
  return wire;
}

function coverageToProtobuf({ next, ...money }: CoverageExplanation): aksept.v1.CoverageExplanation.$Properties {
  return next === undefined ? money : { ...money, next };
}

/** Checks and verdicts that this release does not know are left out. */
export function explanationFromProtobuf(wire: ProtobufExplanation | null | undefined): Explanation | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    atMs: toInteger(wire.atMs),
    checks: (wire.checks ?? []).flatMap(checkFromProtobuf),
    limits: (wire.limits ?? []).map(limitFromProtobuf),
    coverage: coverageFromProtobuf(wire.coverage),
    earliestApprovalMs: toInteger(wire.earliestApprovalMs),
    neverBecause: REASON_NAMES[wire.neverBecause ?? 0] ?? '',
    textEn: wire.textEn ?? '',
    textNb: wire.textNb ?? '',
  };
}

function checkFromProtobuf(wire: aksept.v1.CheckResult.$Properties): readonly CheckResult[] {
  const check = CHECK_NAMES[wire.check ?? 0] ?? '';
  const verdict = VERDICT_NAMES[wire.verdict ?? 0] ?? '';
  return check === '' || verdict === '' ? [] : [{ check, verdict, seen: wire.seen ?? '' }];
}

function limitFromProtobuf(wire: aksept.v1.LimitExplanation.$Properties): LimitExplanation {
  return { ...headroomFromProtobuf(wire.headroom ?? {}), next: releaseFromProtobuf(wire.next), fitsAtMs: toInteger(wire.fitsAtMs) };
}

function coverageFromProtobuf(wire: aksept.v1.CoverageExplanation.$Properties | null | undefined): CoverageExplanation | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    ledgerMinor: toInteger(wire.ledgerMinor),
    holdsMinor: toInteger(wire.holdsMinor),
    availableMinor: toInteger(wire.availableMinor),
    next: releaseFromProtobuf(wire.next),
  };
}

function releaseFromProtobuf(wire: aksept.v1.Release.$Properties | null | undefined): Release | undefined {
  if (wire === null || wire === undefined) return undefined;
  return { amountMinor: toInteger(wire.amountMinor), atMs: toInteger(wire.atMs) };
}

export function headroomFromProtobuf(wire: aksept.v1.LimitHeadroom.$Properties): LimitHeadroom {
  return {
    name: wire.name ?? '',
    amountMinor: toInteger(wire.amountMinor),
    usedMinor: toInteger(wire.usedMinor),
    leftMinor: toInteger(wire.leftMinor),
    countMax: wire.countMax ?? 0,
    countUsed: wire.countUsed ?? 0,
  };
}
