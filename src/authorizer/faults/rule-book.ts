/** The rules in force with their counts: finds the fault of a message. Holds no connection and no timer. */
import type { Known } from '../../protocol/codec.ts';
import type { Request } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { Draws, Sendings } from './draws.ts';
import { magicRuleOf } from './magic-amounts.ts';
import { fitsMessage, type Sighting } from './match.ts';
import { type FaultPlan, type FaultRule, leftOfWindow } from './rule.ts';

/** A fault that a message is to have. */
export interface Hit {
  readonly rule: FaultRule;
  /** Of this rule and this sending. */
  readonly draws: Draws;
}

interface Sent extends Sighting {
  /** Names the message and how often it came, for the draws. */
  readonly sending: string;
}

/** What was found before the decision. */
export interface Search {
  readonly sent: Sent;
  /** Undefined: none yet. */
  readonly hit: Hit | undefined;
  /** The rule at which the decision must be known to go on; -1: the search is over. */
  readonly waitsAt: number;
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
    const sent = this.#sentOf({ message: request, malformed: false, codec });
    const magic = this.magicAmounts && request.class !== 'networkManagement' ? magicRuleOf(request) : undefined;
    if (magic !== undefined) return { sent, hit: { rule: magic, draws: this.#drawsOf(magic, sent) }, waitsAt: -1 };
    return this.#from(0, sent, undefined);
  }

  /** Goes on with a search that waited for the decision. */
  resume(search: Search, outcome: Outcome): Hit | undefined {
    if (search.waitsAt < 0) return search.hit;
    return this.#from(search.waitsAt, search.sent, outcome).hit;
  }

  /** Of a message that is answered formatError because it could not be read whole. Counts the sending, too. */
  searchMalformed(known: Known, codec: string): Hit | undefined {
    return this.#from(0, this.#sentOf({ message: known, malformed: true, codec }), 'formatError').hit;
  }

  /** How long answers are still held by a rule that stalls. */
  stallMs(rule: FaultRule): number {
    return rule.match.during === undefined ? 0 : leftOfWindow(rule.match.during, this.#nowMs() - this.#startMs);
  }

  #sentOf(sighting: Sighting): Sent {
    if (Number.isNaN(this.#startMs)) this.#startMs = this.#nowMs();
    return { ...sighting, sending: this.#sendings.nameOf(sighting.message) };
  }

  #from(start: number, sent: Sent, outcome: Outcome | undefined): Search {
    for (let index = start; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index] as Entry;
      const { match } = entry.rule;
      if (!fitsMessage(match, sent)) continue;
      if (match.during !== undefined && this.stallMs(entry.rule) === 0) continue;
      if (match.outcomes.length > 0) {
        if (outcome === undefined) return { sent, hit: undefined, waitsAt: index };
        if (!match.outcomes.includes(outcome)) continue;
      }
      const draws = this.#drawsOf(entry.rule, sent);
      if (match.share < 1 && draws.next() >= match.share) continue;
      if (!this.#countsIn(entry)) continue;
      return { sent, hit: { rule: entry.rule, draws }, waitsAt: -1 };
    }
    return { sent, hit: undefined, waitsAt: -1 };
  }

  #countsIn(entry: Entry): boolean {
    const { nth, every, first } = entry.rule.match;
    entry.matched += 1;
    const { matched } = entry;
    if ((nth > 0 && matched !== nth) || (every > 0 && matched % every !== 0) || (first > 0 && matched > first)) return false;
    entry.injected += 1;
    return true;
  }

  #drawsOf(rule: FaultRule, { sending }: Sent): Draws {
    return new Draws(`${this.plan.seed}/${rule.name}/${sending}`);
  }
}
