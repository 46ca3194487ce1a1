/**
 * The rules in force with their counts. Finds the rule for a message; holds no connection and no
 * timer.
 */
import type { Known } from '../../../protocol/codec.ts';
import type { Request } from '../../../protocol/message.ts';
import type { Outcome } from '../../../protocol/outcome.ts';
import { magicRuleOf } from './magic-amounts.ts';
import { matchesMessage, type ObservedMessage } from './match.ts';
import { type FaultPlan, type FaultRule, windowLeftMs } from './rule.ts';
import { SeededRandom } from './seeded-random.ts';
import { SendingCounter } from './sending-counter.ts';

/** A rule that applies to a message. */
export interface MatchedRule {
  readonly rule: FaultRule;
  /** Random numbers that depend on this rule and this sending of the message. */
  readonly random: SeededRandom;
}

interface CountedMessage extends ObservedMessage {
  /** Names the message and how often it was sent. */
  readonly sending: string;
}

/** What was found before the decision is known. */
export interface RuleSearch {
  readonly message: CountedMessage;
  /** Undefined: no rule yet. */
  readonly match: MatchedRule | undefined;
  /** The index of the rule that needs the decision; -1: the search is over. */
  readonly resumesAt: number;
}

interface CountedRule {
  readonly rule: FaultRule;
  /** Messages that met every condition but the counts. */
  matched: number;
  injected: number;
}

export class RuleBook {
  readonly plan: FaultPlan;
  readonly magicAmounts: boolean;
  readonly #rules: readonly CountedRule[];
  readonly #sendings = new SendingCounter();
  readonly #nowMs: () => number;
  /** Of the first message; NaN before it. */
  #startMs = Number.NaN;

  /** `nowMs` is monotonic. */
  constructor(plan: FaultPlan, magicAmounts: boolean, nowMs: () => number) {
    this.plan = plan;
    this.magicAmounts = magicAmounts;
    this.#nowMs = nowMs;
    this.#rules = plan.rules.map((rule) => ({ rule, matched: 0, injected: 0 }));
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0 && !this.magicAmounts;
  }

  /** How often each rule was applied, in the order of the rules. */
  get injected(): readonly number[] {
    return this.#rules.map(({ injected }) => injected);
  }

  /** Counts the sending: call it once for each message that arrives. */
  search(request: Request, codec: string): RuleSearch {
    const message = this.#counted({ message: request, malformed: false, codec });
    const magic = this.magicAmounts && request.class !== 'networkManagement' ? magicRuleOf(request) : undefined;
    if (magic !== undefined) return { message, match: this.#matched(magic, message), resumesAt: -1 };
    return this.#searchFrom(0, message, undefined);
  }

  /** Continues a search that waited for the decision. */
  resume(search: RuleSearch, outcome: Outcome): MatchedRule | undefined {
    if (search.resumesAt < 0) return search.match;
    return this.#searchFrom(search.resumesAt, search.message, outcome).match;
  }

  /**
   * For a message that is answered formatError because it was only partly readable. Counts the
   * sending.
   */
  searchMalformed(known: Known, codec: string): MatchedRule | undefined {
    return this.#searchFrom(0, this.#counted({ message: known, malformed: true, codec }), 'formatError').match;
  }

  /** How long a rule that stalls still holds answers. */
  stallMs(rule: FaultRule): number {
    return rule.match.during === undefined ? 0 : windowLeftMs(rule.match.during, this.#nowMs() - this.#startMs);
  }

  #counted(observed: ObservedMessage): CountedMessage {
    if (Number.isNaN(this.#startMs)) this.#startMs = this.#nowMs();
    return { ...observed, sending: this.#sendings.count(observed.message) };
  }

  #searchFrom(start: number, message: CountedMessage, outcome: Outcome | undefined): RuleSearch {
    for (let index = start; index < this.#rules.length; index += 1) {
      const counted = this.#rules[index] as CountedRule;
      const { rule } = counted;
      if (!matchesMessage(rule.match, message)) continue;
      if (rule.match.during !== undefined && this.stallMs(rule) === 0) continue;
      if (rule.match.outcomes.length > 0) {
        if (outcome === undefined) return { message, match: undefined, resumesAt: index };
        if (!rule.match.outcomes.includes(outcome)) continue;
      }
      const match = this.#matched(rule, message);
      if (rule.match.share < 1 && match.random.next() >= rule.match.share) continue;
      if (!this.#meetsCounts(counted)) continue;
      return { message, match, resumesAt: -1 };
    }
    return { message, match: undefined, resumesAt: -1 };
  }

  #meetsCounts(counted: CountedRule): boolean {
    const { nth, every, first } = counted.rule.match;
    counted.matched += 1;
    const { matched } = counted;
    if ((nth > 0 && matched !== nth) || (every > 0 && matched % every !== 0) || (first > 0 && matched > first)) return false;
    counted.injected += 1;
    return true;
  }

  #matched(rule: FaultRule, { sending }: CountedMessage): MatchedRule {
    return { rule, random: new SeededRandom(`${this.plan.seed}/${rule.name}/${sending}`) };
  }
}
