/** What a workload needs and the cards of a run do not have, known before the run. */
import type { CardEntry } from '../../cards/card-entry.ts';
import { FLOWS } from '../flows/flows.ts';
import { type CardGroup, emptyGroups } from './card-groups.ts';
import type { Mix } from './mix.ts';

export interface MissingCards {
  /** Groups that a flow of the mix draws from, and that no card is in. */
  readonly groups: readonly CardGroup[];
  /** The flows of the mix that will not happen. */
  readonly flows: readonly string[];
}

/** `workers`: the threads that share the cards. */
export function missingCards(cards: readonly CardEntry[], mix: Mix, workers: number, wallMs: number): MissingCards {
  const empty = emptyGroups(cards, workers, wallMs);
  const flows = FLOWS.filter(({ name, group }) => (mix.flows[name] ?? 0) > 0 && empty.includes(group));
  const groups = empty.filter((group) => flows.some((flow) => flow.group === group));
  return { groups, flows: flows.map(({ name }) => name) };
}
