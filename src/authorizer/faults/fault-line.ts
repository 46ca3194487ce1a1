/**
 * The faults of one connection: between its requests and their handler, and between the answers and the socket. What it
 * holds is let go when the rules change, when the connection drains, and forgotten when it closes.
 */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { Handler, ResponseSink } from '../handle.ts';
import { drawDelayMs } from './draws.ts';
import type { Hit, Search } from './fault-book.ts';
import { type AnswerFault, DELAY_MS_MAX, type FaultAction } from './fault-rule.ts';
import type { Faults } from './faults.ts';
import { forcedInMalformed, forcedResponse } from './forced-response.ts';
import { Trickle } from './trickle.ts';

/** What faults do to a connection. */
export interface FaultPort {
  /** How long it goes on after an answer was dropped, before that is settled: 0 where other answers share it. */
  readonly droppedMs: number;
  /** The answer as if there were no fault. */
  reply(response: Response): void;
  /** One request less is in flight, without an answer. */
  settled(): void;
  /** Without its header; undefined when the wire can't say it. */
  encoded(response: Response): Buffer | undefined;
  /** The same with its header. */
  framed(payload: Buffer): Buffer;
  /** Leaves like an answer. Ignored when the connection has gone. */
  enqueue(payload: Buffer): void;
  /** Past the queue of answers; only while that is held, or right before a cut. */
  writeNow(bytes: Buffer): void;
  /** Answers wait in their queue, and no more is read. */
  hold(held: boolean): void;
  /** Ends the connection once these bytes are out, which may be none. */
  cut(bytes: Buffer): void;
}

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
