/** Fault rules for tests, read as from a file. */
import { readFaultPlan } from '../../../src/authorizer/faults/file/rule-file.ts';
import type { FaultPlan } from '../../../src/authorizer/faults/rules/rule.ts';

/** The `do` and `match` of each rule; names are made up. */
export function planOf(rules: readonly { readonly match?: object; readonly do: object }[], seed = '1'): FaultPlan {
  return readFaultPlan({ seed, rules: rules.map((rule, index) => ({ name: `rule-${index + 1}`, ...rule })) }, () => 'test');
}
