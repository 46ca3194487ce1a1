/** What a response explains, between the generated protobuf module and the domain. */

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
import { namesByWire, toInteger, wiresByName } from './fields.ts';
import type { aksept } from './gen/authorization.js';

type WireExplanation = aksept.v1.Explanation.$Properties;

const CHECK_NAMES = namesByWire(CHECKS);
const VERDICT_NAMES = namesByWire(CHECK_VERDICTS);
const REASON_NAMES = namesByWire(NEVER_REASONS);
const CHECK_WIRES = wiresByName(CHECKS);
const VERDICT_WIRES = wiresByName(CHECK_VERDICTS);
const REASON_WIRES = wiresByName(NEVER_REASONS);

export function explanationToWire(explanation: Explanation): WireExplanation {
  const { atMs, checks, limits, coverage, earliestApprovalMs, neverBecause, textEn, textNb } = explanation;
  const wire: WireExplanation = {
    atMs,
    checks: checks.map(({ check, verdict, seen }) => ({
      check: CHECK_WIRES.get(check) ?? 0,
      verdict: VERDICT_WIRES.get(verdict) ?? 0,
      seen,
    })),
    limits: limits.map(({ next, fitsAtMs, ...headroom }) => (next === undefined ? { headroom, fitsAtMs } : { headroom, next, fitsAtMs })),
    textEn,
    textNb,
  };
  if (coverage !== undefined) wire.coverage = coverageToWire(coverage);
  if (earliestApprovalMs !== 0) wire.earliestApprovalMs = earliestApprovalMs;
  if (neverBecause !== '') wire.neverBecause = REASON_WIRES.get(neverBecause) ?? 0;
  return wire;
}

function coverageToWire({ next, ...money }: CoverageExplanation): aksept.v1.CoverageExplanation.$Properties {
  return next === undefined ? money : { ...money, next };
}

/** Checks and verdicts that this release does not know are left out. */
export function explanationFromWire(wire: WireExplanation | null | undefined): Explanation | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    atMs: toInteger(wire.atMs),
    checks: (wire.checks ?? []).flatMap(checkFromWire),
    limits: (wire.limits ?? []).map(limitFromWire),
    coverage: coverageFromWire(wire.coverage),
    earliestApprovalMs: toInteger(wire.earliestApprovalMs),
    neverBecause: REASON_NAMES[wire.neverBecause ?? 0] ?? '',
    textEn: wire.textEn ?? '',
    textNb: wire.textNb ?? '',
  };
}

function checkFromWire(wire: aksept.v1.CheckResult.$Properties): readonly CheckResult[] {
  const check = CHECK_NAMES[wire.check ?? 0] ?? '';
  const verdict = VERDICT_NAMES[wire.verdict ?? 0] ?? '';
  return check === '' || verdict === '' ? [] : [{ check, verdict, seen: wire.seen ?? '' }];
}

function limitFromWire(wire: aksept.v1.LimitExplanation.$Properties): LimitExplanation {
  return { ...headroomFromWire(wire.headroom ?? {}), next: releaseFromWire(wire.next), fitsAtMs: toInteger(wire.fitsAtMs) };
}

function coverageFromWire(wire: aksept.v1.CoverageExplanation.$Properties | null | undefined): CoverageExplanation | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    ledgerMinor: toInteger(wire.ledgerMinor),
    holdsMinor: toInteger(wire.holdsMinor),
    availableMinor: toInteger(wire.availableMinor),
    next: releaseFromWire(wire.next),
  };
}

function releaseFromWire(wire: aksept.v1.Release.$Properties | null | undefined): Release | undefined {
  if (wire === null || wire === undefined) return undefined;
  return { amountMinor: toInteger(wire.amountMinor), atMs: toInteger(wire.atMs) };
}

export function headroomFromWire(wire: aksept.v1.LimitHeadroom.$Properties): LimitHeadroom {
  return {
    name: wire.name ?? '',
    amountMinor: toInteger(wire.amountMinor),
    usedMinor: toInteger(wire.usedMinor),
    leftMinor: toInteger(wire.leftMinor),
    countMax: wire.countMax ?? 0,
    countUsed: wire.countUsed ?? 0,
  };
}
