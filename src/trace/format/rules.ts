/** The authorizer's rules as the header of a trace has them, so that a replay decides by the same ones. */
import { type DecisionSettings, decisionRulesOf } from '../../authorizer/authorize-rules.ts';
import type { TracedRules } from './header.ts';

export function tracedRulesOf(settings: DecisionSettings): TracedRules {
  return decisionRulesOf(settings);
}
