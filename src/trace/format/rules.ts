/** The authorizer's rules for the header of a trace, so that a replay decides by the same rules. */
import { type DecisionSettings, decisionRulesOf } from '../../authorizer/authorize-rules.ts';
import type { TracedRules } from './header.ts';

export function tracedRulesOf(settings: DecisionSettings): TracedRules {
  return decisionRulesOf(settings);
}
