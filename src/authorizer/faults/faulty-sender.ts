/**
 * Sends one answer as its fault rule says: not at all, several times, damaged, slowly, or with the
 * connection closed.
 */
import type { Response } from '../../protocol/message.ts';
import type { FaultTarget } from './fault-target.ts';
import type { Faults } from './faults.ts';
import type { HeldAnswers } from './held-answers.ts';
import type { AnswerFault } from './rules/rule.ts';
import type { MatchedRule } from './rules/rule-book.ts';
import { TrickledAnswers } from './trickled-answers.ts';

/** The faults that change the bytes of an answer. */
type ByteFault = Exclude<AnswerFault, { readonly kind: 'none' | 'drop' }>;
type TrickleFault = Extract<AnswerFault, { readonly kind: 'trickle' }>;

const NO_BYTES = Buffer.alloc(0);

export class FaultySender {
  readonly #faults: Faults;
  readonly #target: FaultTarget;
  readonly #held: HeldAnswers;
  readonly #trickled: TrickledAnswers;

  constructor(faults: Faults, target: FaultTarget, held: HeldAnswers) {
    this.#faults = faults;
    this.#target = target;
    this.#held = held;
    this.#trickled = new TrickledAnswers(target, faults.clock);
  }

  send(response: Response, match: MatchedRule): void {
    const target = this.#target;
    const { answer } = match.rule.action;
    if (answer.kind === 'none') {
      target.reply(response);
      return;
    }
    if (answer.kind === 'drop') {
      this.#held.sendAfter(target.dropSettlesAfterMs, match.rule.name, () => target.settleUnanswered());
      return;
    }
    const payload = target.encode(response);
    if (payload === undefined) target.reply(response);
    // A copy, because a codec may reuse its memory for the next message.
    else this.#sendBytes(answer, Buffer.from(payload), match);
  }

  /** Writes the rest of trickling answers now. */
  flush(): void {
    this.#trickled.flush();
  }

  /** Discards trickling answers: the connection is gone. */
  close(): void {
    this.#trickled.close();
  }

  #sendBytes(answer: ByteFault, payload: Buffer, { rule, random }: MatchedRule): void {
    const target = this.#target;
    switch (answer.kind) {
      case 'duplicate':
        target.sendPayload(payload);
        target.settleUnanswered();
        this.#sendCopies(payload, answer.copies - 1, answer.everyMs, rule.name);
        break;
      case 'garbage':
        target.sendPayload(random.bytes(payload.length));
        target.settleUnanswered();
        break;
      case 'close': {
        const bytes = answer.how === 'instead' ? NO_BYTES : target.frame(payload);
        target.closeAfter(answer.how === 'half' ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes);
        target.settleUnanswered();
        break;
      }
      case 'trickle':
        this.#trickle(answer, payload, rule.name);
        break;
    }
  }

  #sendCopies(payload: Buffer, times: number, everyMs: number, rule: string): void {
    if (times === 0) return;
    this.#held.sendAfter(everyMs, rule, () => {
      this.#target.sendPayload(payload);
      this.#sendCopies(payload, times - 1, everyMs, rule);
    });
  }

  #trickle(answer: TrickleFault, payload: Buffer, rule: string): void {
    const target = this.#target;
    const { draining } = this.#held;
    if (draining || !this.#faults.tryHold()) {
      if (!draining) this.#faults.report.faultSkipped(rule);
      target.sendPayload(payload);
      target.settleUnanswered();
      return;
    }
    this.#trickled.add(target.frame(payload), answer.bytes, answer.everyMs, () => {
      this.#faults.endHold();
      target.settleUnanswered();
    });
  }
}
