/**
 * Makes the authorizer's rules from the settings, for the server, virtual hosts, recordings and
 * benchmarks.
 */
import { parseClock } from '../config/clock-setting.ts';
import { HOUR_MS } from '../config/duration.ts';
import type { Settings } from '../config/settings-table.ts';
import type { AuthorizeRules } from './authorize.ts';

/** The settings that a trace keeps: those that affect a decision, without its time. */
export type DecisionSettings = Pick<
  Settings,
  'panPrefixes' | 'assumedCountry' | 'svalbardIsDomestic' | 'unknownOriginal' | 'completionToleranceMinor' | 'holdHours' | 'fuelHoldHours'
>;

/** The rules of a server that do not depend on its clock. */
export type DecisionRules = Omit<AuthorizeRules, 'messageClock' | 'deadlineMs'>;

export function decisionRulesOf(settings: DecisionSettings): DecisionRules {
  return {
    panPrefixes: settings.panPrefixes,
    assumedCountry: settings.assumedCountry,
    svalbardIsDomestic: settings.svalbardIsDomestic,
    unknownOriginal: settings.unknownOriginal,
    completionToleranceMinor: settings.completionToleranceMinor,
    holdMs: settings.holdHours * HOUR_MS,
    fuelHoldMs: settings.fuelHoldHours * HOUR_MS,
  };
}

export function authorizeRulesOf(settings: DecisionSettings & Pick<Settings, 'clock' | 'deadlineMs'>): AuthorizeRules {
  return { ...decisionRulesOf(settings), messageClock: parseClock(settings.clock).kind === 'message', deadlineMs: settings.deadlineMs };
}
