/**
 * The names of fault rules as values of a metric's label. Every value stays in the memory of the
 * server and of Prometheus, and rules can be set anew, with other names, as often as somebody likes.
 */
import { OTHER_RULE_NAME } from '../authorizer/faults/rules/rule.ts';
import { quotable } from '../cards/card-data/card-data.ts';

/** Different names in the life of the process; ten sets of rules with no name in common. */
export const RULE_LABELS_MAX = 1_000;

export class RuleLabels {
  readonly #names = new Set<string>();

  /** The label of a rule: its name, or `other` when the first names are as many as the limit. */
  of(rule: string): string {
    const name = quotable(rule);
    if (this.#names.has(name)) return name;
    if (this.#names.size >= RULE_LABELS_MAX) return OTHER_RULE_NAME;
    this.#names.add(name);
    return name;
  }
}
