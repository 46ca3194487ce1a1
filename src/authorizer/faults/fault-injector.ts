/**
 * Injects the faults of one connection or HTTP reply. It stands between the requests and their
 * handler, and between the responses and the target that sends them.
 */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { RequestHandler, ResponseSink } from '../exchange.ts';
import type { FaultTarget } from './fault-target.ts';
import type { AnswerHolder, Faults } from './faults.ts';
import { FaultySender } from './faulty-sender.ts';
import { forcedMalformedResponse, forcedResponse } from './forced-response.ts';
import { HeldAnswers } from './held-answers.ts';
import { randomDelayMs } from './rules/random-delay.ts';
import { DELAY_MS_MAX, type FaultAction } from './rules/rule.ts';
import type { MatchedRule, RuleSearch } from './rules/rule-book.ts';

/** The name of an action in metrics and logs: `outcome+delay`, `drop`. */
function labelOf({ outcome, store, delay, stall, answer }: FaultAction): string {
  const words = [
    outcome === undefined ? '' : 'outcome',
    store === '' ? '' : 'store',
    stall ? 'stall' : '',
    delay === undefined ? '' : 'delay',
    answer.kind,
  ];
  return words.filter((word) => word !== '' && word !== 'none').join('+');
}

/** Takes the response to a request whose fault may depend on it. */
class FaultySink implements ResponseSink {
  readonly #injector: FaultInjector;
  readonly #search: RuleSearch;

  constructor(injector: FaultInjector, search: RuleSearch) {
    this.#injector = injector;
    this.#search = search;
  }

  reply(response: Response): void {
    this.#injector.replyAfterSearch(this.#search, response);
  }
}

export class FaultInjector implements AnswerHolder {
  readonly #faults: Faults;
  readonly #target: FaultTarget;
  readonly #codecName: string;
  readonly #held: HeldAnswers;
  readonly #sender: FaultySender;

  private constructor(faults: Faults, target: FaultTarget, codecName: string) {
    this.#faults = faults;
    this.#target = target;
    this.#codecName = codecName;
    this.#held = new HeldAnswers(faults);
    this.#sender = new FaultySender(faults, target, this.#held);
  }

  /** The caller must call `closed` when the connection or reply is closed. */
  static open(faults: Faults, target: FaultTarget, codecName: string): FaultInjector {
    const injector = new FaultInjector(faults, target, codecName);
    faults.register(injector);
    return injector;
  }

  /** Called instead of the handler. Zeroes the request's PIN blocks as the handler does. */
  handle(request: Request, handler: RequestHandler): void {
    const search = this.#faults.book.search(request, this.#codecName);
    const { match } = search;
    const outcome = match?.rule.action.outcome;
    if (match === undefined && search.resumesAt < 0) {
      handler.handle(request, this.#target);
    } else if (match === undefined || outcome === undefined) {
      this.#decide(request, handler, search);
    } else {
      const response = forcedResponse(request, outcome, match);
      if (request.class !== 'networkManagement') {
        request.pinBlock.fill(0);
        request.newPinBlock.fill(0);
      }
      this.#inject(match, response);
    }
  }

  /** The store is asked within the call, so the outage is over when it returns. */
  #decide(request: Request, handler: RequestHandler, search: RuleSearch): void {
    this.#faults.storeOutage = search.match?.rule.action.store ?? '';
    try {
      handler.handle(request, new FaultySink(this, search));
    } finally {
      this.#faults.storeOutage = '';
    }
  }

  /** Called instead of the handler, for a message that was only partly readable. */
  handleMalformed(malformed: Malformed, handler: RequestHandler): void {
    const match = this.#faults.book.searchMalformed(malformed.known, this.#codecName);
    if (match === undefined) {
      handler.handleMalformed(malformed, this.#target);
      return;
    }
    const { outcome } = match.rule.action;
    const inject = (response: Response): void =>
      this.#inject(match, outcome === undefined ? response : forcedMalformedResponse(malformed, outcome, match.random));
    handler.handleMalformed(malformed, { reply: inject });
  }

  /** Called by the sink of a request. */
  replyAfterSearch(search: RuleSearch, response: Response): void {
    const match = this.#faults.book.resume(search, response.outcome);
    if (match === undefined || this.#held.closed) this.#target.reply(response);
    else this.#inject(match, response);
  }

  /** Sends all held answers now. */
  release(): void {
    this.#held.release();
    this.#sender.flush();
  }

  /** Sends all held answers now and holds none from now on: no more requests are accepted. */
  drain(): void {
    this.#held.drain();
    this.#sender.flush();
  }

  /** The connection is gone. */
  closed(): void {
    this.#held.close();
    this.#sender.close();
    this.#faults.unregister(this);
  }

  #inject(match: MatchedRule, response: Response): void {
    const { rule } = match;
    this.#faults.report.faultInjected(rule.name, labelOf(rule.action));
    this.#held.sendAfter(this.#waitMs(match), rule.name, () => this.#sender.send(response, match));
  }

  #waitMs({ rule, random }: MatchedRule): number {
    const { delay, stall } = rule.action;
    if (stall) return Math.min(this.#faults.book.stallMs(rule), DELAY_MS_MAX);
    return delay === undefined ? 0 : randomDelayMs(delay, random);
  }
}
