/**
 * Tries out shorter choices of a card's events, each on a new host, and remembers what came out.
 */
import type { Exchange, Trace, TraceEvent } from '../format/lines.ts';
import type { ReplayedExchange } from '../replay/differences.ts';
import type { ReplayHost } from '../replay/replay-host.ts';
import { type DifferingDecision, isSameDecision } from './differing-decision.ts';

export interface TrialOptions {
  /** Opens a new host with the changed rules or store. */
  readonly openHost: () => Promise<ReplayHost>;
  /**
   * Opens a new host with the rules of the recording; undefined if even they do not give the
   * recorded decisions.
   */
  readonly openRecordedHost: (() => Promise<ReplayHost>) | undefined;
  readonly triesMax: number;
  /** Called after each try with the number of tries and the length that was tried. */
  readonly progress?: ((tries: number, length: number) => void) | undefined;
}

export class Trials {
  readonly #trace: Trace;
  readonly #options: TrialOptions;
  readonly #known = new Map<string, boolean>();
  tries = 0;

  constructor(trace: Trace, options: TrialOptions) {
    this.#trace = trace;
    this.#options = options;
  }

  get exhausted(): boolean {
    return this.tries >= this.#options.triesMax;
  }

  /**
   * Whether the decision still differs in the same way after these events, and all of them come out
   * as recorded.
   */
  async differs(decision: DifferingDecision, kept: readonly TraceEvent[]): Promise<boolean> {
    const id = `${decision.exchange.sequence}:${kept.map(({ sequence }) => sequence).join(',')}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.exhausted) return false;
    this.tries += 1;
    const differs = await this.#tryOut(decision, kept);
    this.#known.set(id, differs);
    this.#options.progress?.(this.tries, kept.length + 1);
    return differs;
  }

  async #tryOut(decision: DifferingDecision, kept: readonly TraceEvent[]): Promise<boolean> {
    const { openHost, openRecordedHost } = this.#options;
    const now = await this.#lastAnswer(await openHost(), decision.exchange, kept);
    const isSame = now !== undefined && now.outcome === decision.outcome && now.approvedAmountMinor === decision.approvedAmountMinor;
    if (!isSame || openRecordedHost === undefined) return isSame;
    const recorded = await this.#lastAnswer(await openRecordedHost(), decision.exchange, kept);
    return isSameDecision(decision.exchange, recorded);
  }

  /**
   * The answer to the last exchange; undefined if an event before it does not come out as recorded.
   */
  async #lastAnswer(host: ReplayHost, last: Exchange, kept: readonly TraceEvent[]): Promise<ReplayedExchange | undefined> {
    try {
      const card = this.#trace.cards.get(last.token);
      if (card !== undefined) await host.addCard(card);
      for (const event of kept) {
        if (event.kind === 'office') await host.applyOfficeLine(event);
        else if (!isSameDecision(event, await host.send(event))) return undefined;
      }
      return await host.send(last);
    } finally {
      await host.close();
    }
  }
}
