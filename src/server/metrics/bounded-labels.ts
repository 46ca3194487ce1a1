/**
 * Values of a metric's label that are not from a table of aksept: names of fault rules and of
 * dialects. Every value stays in the memory of the server and of Prometheus, and rules can be set
 * anew, with other names, as often as somebody likes.
 */
import { OTHER_RULE_NAME } from '../../authorizer/faults/rules/rule.ts';
import { quotable } from '../../cards/card-data/card-data.ts';

/** Different names in the life of the process; ten sets of rules with no name in common. */
export const RULE_LABELS_MAX = 1_000;
/** Far more dialects than a server has listeners. */
export const WIRE_LABELS_MAX = 100;

export class BoundedLabels {
  readonly #max: number;
  readonly #names = new Set<string>();

  constructor(max: number) {
    this.#max = max;
  }

  /** The name, or `other` when the first names are as many as the limit. */
  of(value: string): string {
    const name = quotable(value);
    if (this.#names.has(name)) return name;
    if (this.#names.size >= this.#max) return OTHER_RULE_NAME;
    this.#names.add(name);
    return name;
  }
}
