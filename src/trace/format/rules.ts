/** The authorizer's rules as the header of a trace has them, so that a replay decides by the same ones. */

import { HOUR_MS } from '../../config/duration.ts';
import type { TracedRules } from './header.ts';

/** The settings that decisions depend on. */
export interface RuleSettings {
  readonly panPrefixes: readonly string[];
  readonly assumedCountry: number;
  readonly svalbardIsDomestic: boolean;
  readonly unknownOriginal: 'approve' | 'decline';
  readonly completionToleranceMinor: number;
  readonly holdHours: number;
  readonly fuelHoldHours: number;
}

export function tracedRulesOf(settings: RuleSettings): TracedRules {
  const { panPrefixes, assumedCountry, svalbardIsDomestic, unknownOriginal, completionToleranceMinor, holdHours, fuelHoldHours } = settings;
  return {
    panPrefixes: [...panPrefixes],
    assumedCountry,
    svalbardIsDomestic,
    unknownOriginal,
    completionToleranceMinor,
    holdMs: holdHours * HOUR_MS,
    fuelHoldMs: fuelHoldHours * HOUR_MS,
  };
}
