/**
 * The faults of one connection: between its requests and their handler, and between the answers and the socket. What it
 * holds is let go when the rules change, when the connection drains, and forgotten when it closes.
 */

import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { Handler, ResponseSink } from '../handler.ts';
import { drawDelayMs } from './draws.ts';
import type { FaultPort } from './fault-port.ts';
import type { Faults } from './faults.ts';
import { forcedInMalformed, forcedResponse } from './forced-response.ts';
import { type AnswerFault, DELAY_MS_MAX, type FaultAction } from './rule.ts';
import type { Hit, Search } from './rule-book.ts';
import { Trickle } from './trickle.ts';

const NOTHING = Buffer.alloc(0);

/** Something that waits for a timer. */
interface Held {
  readonly go: () => void;
  cancel: () => void;
}

/** What the metrics and the log call it. */
function wordOf({ outcome, delay, stall, answer }: FaultAction): string {
  const words = [outcome === undefined ? '' : 'outcome', stall ? 'stall' : '', delay === undefined ? '' : 'delay', answer.kind];
  return words.filter((word) => word !== '' && word !== 'none').join('+');
}

class FaultySink implements ResponseSink {
  readonly #line: FaultLine;
  readonly #search: Search;

  constructor(line: FaultLine, search: Search) {
    this.#line = line;
    this.#search = search;
  }

  reply(response: Response): void {
    this.#line.answer(this.#search, response);
  }
}

/** For a connection or an HTTP exchange, which tells the line when it is closed. */
export function openFaultLine(faults: Faults, port: FaultPort, codec: string): FaultLine {
  const line = new FaultLine(faults, port, codec);
  faults.add(line);
  return line;
}

export class FaultLine {
  readonly #faults: Faults;
  readonly #port: FaultPort;
  readonly #codec: string;
  readonly #held = new Set<Held>();
  readonly #trickle: Trickle;
  #draining = false;
  #closed = false;

  constructor(faults: Faults, port: FaultPort, codec: string) {
    this.#faults = faults;
    this.#port = port;
    this.#codec = codec;
    this.#trickle = new Trickle(port, faults.clock);
  }

  /** In the place of the handler. Zeroes the request's PIN blocks like it. */
  take(request: Request, handler: Handler): void {
    const search = this.#faults.book.search(request, this.#codec);
    const outcome = search.hit?.rule.action.outcome;
    if (search.hit === undefined && search.waitsAt < 0) {
      handler.handle(request, this.#port);
    } else if (search.hit === undefined || outcome === undefined) {
      handler.handle(request, new FaultySink(this, search));
    } else {
      const response = forcedResponse(request, outcome, search.hit.rule.name, search.hit.draws);
      if (request.class !== 'networkManagement') {
        request.pinBlock.fill(0);
        request.newPinBlock.fill(0);
      }
      this.#inject(search.hit, response);
    }
  }

  /** In the place of the handler, of a message that could not be read whole. */
  takeMalformed(malformed: Malformed, handler: Handler): void {
    const hit = this.#faults.book.searchMalformed(malformed.known, this.#codec);
    if (hit === undefined) {
      handler.handleMalformed(malformed, this.#port);
      return;
    }
    const { outcome } = hit.rule.action;
    const inject = (response: Response): void =>
      this.#inject(hit, outcome === undefined ? response : forcedInMalformed(malformed, outcome, hit.draws));
    handler.handleMalformed(malformed, { reply: inject });
  }

  /** For sinks only. */
  answer(search: Search, response: Response): void {
    const hit = this.#faults.book.resume(search, response.outcome);
    if (hit === undefined || this.#closed) this.#port.reply(response);
    else this.#inject(hit, response);
  }

  /** All that is held leaves now. */
  release(): void {
    for (const held of [...this.#held]) {
      held.cancel();
      held.go();
    }
    this.#trickle.hurry();
  }

  /** The connection takes no more requests: nothing is held any longer. */
  drain(): void {
    this.#draining = true;
    this.release();
  }

  /** The socket has gone. */
  closed(): void {
    this.#closed = true;
    for (const held of this.#held) {
      held.cancel();
      this.#faults.letGo();
    }
    this.#held.clear();
    this.#trickle.stop();
    this.#faults.forget(this);
  }

  #inject(hit: Hit, response: Response): void {
    const { rule, draws } = hit;
    const { delay, stall, answer } = rule.action;
    const { book, report } = this.#faults;
    report.faultInjected(rule.name, wordOf(rule.action));
    const waitMs = stall ? Math.min(book.stallMs(rule), DELAY_MS_MAX) : delay === undefined ? 0 : drawDelayMs(delay, draws);
    this.#later(waitMs, rule.name, () => this.#send(answer, response, hit));
  }

  /** `go` is called once, unless the connection closes before. */
  #later(waitMs: number, rule: string, go: () => void): void {
    if (waitMs <= 0 || this.#draining || this.#closed) {
      go();
      return;
    }
    if (!this.#faults.hold()) {
      this.#faults.report.faultSkipped(rule);
      go();
      return;
    }
    const held: Held = {
      go: () => {
        this.#held.delete(held);
        this.#faults.letGo();
        go();
      },
      cancel: () => {},
    };
    this.#held.add(held);
    held.cancel = this.#faults.clock.after(waitMs, held.go);
  }

  #send(answer: AnswerFault, response: Response, hit: Hit): void {
    const port = this.#port;
    if (answer.kind === 'none') {
      port.reply(response);
      return;
    }
    if (answer.kind === 'drop') {
      this.#later(port.droppedMs, hit.rule.name, () => port.settled());
      return;
    }
    const encoded = port.encoded(response);
    if (encoded === undefined) {
      port.reply(response);
      return;
    }
    // A codec may write its next message where this one lies.
    this.#sendBytes(answer, Buffer.from(encoded), hit);
  }

  #sendBytes(answer: Exclude<AnswerFault, { readonly kind: 'none' | 'drop' }>, payload: Buffer, { rule, draws }: Hit): void {
    const port = this.#port;
    switch (answer.kind) {
      case 'duplicate':
        port.enqueue(payload);
        port.settled();
        this.#copy(payload, answer.copies - 1, answer.everyMs, rule.name);
        break;
      case 'garbage':
        port.enqueue(draws.bytes(payload.length));
        port.settled();
        break;
      case 'close': {
        const bytes = answer.how === 'instead' ? NOTHING : port.framed(payload);
        port.cut(answer.how === 'half' ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes);
        port.settled();
        break;
      }
      case 'trickle':
        this.#slowly(answer, payload, rule.name);
        break;
    }
  }

  #copy(payload: Buffer, times: number, everyMs: number, rule: string): void {
    if (times === 0) return;
    this.#later(everyMs, rule, () => {
      this.#port.enqueue(payload);
      this.#copy(payload, times - 1, everyMs, rule);
    });
  }

  #slowly(answer: Extract<AnswerFault, { readonly kind: 'trickle' }>, payload: Buffer, rule: string): void {
    if (this.#draining || !this.#faults.hold()) {
      if (!this.#draining) this.#faults.report.faultSkipped(rule);
      this.#port.enqueue(payload);
      this.#port.settled();
      return;
    }
    this.#trickle.add(this.#port.framed(payload), answer.bytes, answer.everyMs, () => {
      this.#faults.letGo();
      this.#port.settled();
    });
  }
}
