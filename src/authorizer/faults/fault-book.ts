/** The rules in force with their counts: finds the fault of a message. Holds no connection and no timer. */
import type { Request } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { Draws, Sendings } from './draws.ts';
import { type FaultPlan, type FaultRule, leftOfWindow } from './fault-rule.ts';
import { magicRuleOf } from './magic-amounts.ts';
import { fitsRequest } from './match.ts';

/** A fault that a message is to have. */
export interface Hit {
  readonly rule: FaultRule;
  /** Of this rule and this sending. */
  readonly draws: Draws;
}

/** What was found before the decision. */
export interface Search {
  readonly request: Request;
  readonly codec: string;
  /** Undefined: none yet. */
  readonly hit: Hit | undefined;
  /** The rule at which the decision must be known to go on; -1: the search is over. */
  readonly waitsAt: number;
  readonly sending: string;
}

interface Entry {
  readonly rule: FaultRule;
  /** Messages that reached its counts. */
  matched: number;
  injected: number;
}

export class FaultBook {
  readonly plan: FaultPlan;
  readonly magicAmounts: boolean;
  readonly #entries: readonly Entry[];
  readonly #sendings = new Sendings();
  readonly #nowMs: () => number;
  /** Of the first message; NaN before it. */
  #startMs = Number.NaN;

  /** `nowMs` is monotonic. */
  constructor(plan: FaultPlan, magicAmounts: boolean, nowMs: () => number) {
    this.plan = plan;
    this.magicAmounts = magicAmounts;
    this.#nowMs = nowMs;
    this.#entries = plan.rules.map((rule) => ({ rule, matched: 0, injected: 0 }));
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0 && !this.magicAmounts;
  }

  /** In the order of the rules. */
  get injected(): readonly number[] {
    return this.#entries.map((entry) => entry.injected);
  }

  /** Counts the sending, so it is called once for each. */
  search(request: Request, codec: string): Search {
    if (Number.isNaN(this.#startMs)) this.#startMs = this.#nowMs();
    const sending = this.#sendings.nameOf(request);
    const magic = this.magicAmounts && request.class !== 'networkManagement' ? magicRuleOf(request) : undefined;
    if (magic !== undefined) return { request, codec, hit: { rule: magic, draws: this.#drawsOf(magic, sending) }, waitsAt: -1, sending };
    return this.#from(0, request, codec, sending, undefined);
  }

  /** Goes on with a search that waited for the decision. */
  resume(search: Search, outcome: Outcome): Hit | undefined {
    if (search.waitsAt < 0) return search.hit;
    return this.#from(search.waitsAt, search.request, search.codec, search.sending, outcome).hit;
  }

  /** How long answers are still held by a rule that stalls. */
  stallMs(rule: FaultRule): number {
    return rule.match.during === undefined ? 0 : leftOfWindow(rule.match.during, this.#nowMs() - this.#startMs);
  }

  #from(start: number, request: Request, codec: string, sending: string, outcome: Outcome | undefined): Search {
    for (let index = start; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index] as Entry;
      const { match } = entry.rule;
      if (!fitsRequest(match, request, codec)) continue;
      if (match.during !== undefined && this.stallMs(entry.rule) === 0) continue;
      if (match.outcomes.length > 0) {
        if (outcome === undefined) return { request, codec, hit: undefined, waitsAt: index, sending };
        if (!match.outcomes.includes(outcome)) continue;
      }
      const draws = this.#drawsOf(entry.rule, sending);
      if (match.share < 1 && draws.next() >= match.share) continue;
      if (!this.#countsIn(entry)) continue;
      return { request, codec, hit: { rule: entry.rule, draws }, waitsAt: -1, sending };
    }
    return { request, codec, hit: undefined, waitsAt: -1, sending };
  }

  #countsIn(entry: Entry): boolean {
    const { nth, every, first } = entry.rule.match;
    entry.matched += 1;
    const { matched } = entry;
    if ((nth > 0 && matched !== nth) || (every > 0 && matched % every !== 0) || (first > 0 && matched > first)) return false;
    entry.injected += 1;
    return true;
  }

  #drawsOf(rule: FaultRule, sending: string): Draws {
    return new Draws(`${this.plan.seed}/${rule.name}/${sending}`);
  }
}
