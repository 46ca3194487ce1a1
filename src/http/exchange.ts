/** Fault injection for one request over HTTP: the exchange is a connection of its own, whose bytes are the body's. */
import type { FastifyReply } from 'fastify';
import type { RequestHandler } from '../authorizer/exchange.ts';
import { FaultInjector } from '../authorizer/faults/fault-injector.ts';
import type { FaultTarget } from '../authorizer/faults/fault-target.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import { DELAY_MS_MAX } from '../authorizer/faults/rules/rule.ts';
import type { Request, Response } from '../protocol/message.ts';
import { answerOf } from './schema/transaction-answer.ts';

/** What rules match it by, beside the codecs of the wires. */
const HTTP_CODEC = 'http';
/** As fastify has it. */
const JSON_TYPE = 'application/json; charset=utf-8';

export class HttpExchange implements FaultTarget {
  /** Nothing else comes over this exchange: its client waits until it gives up, or this is over. */
  readonly dropSettlesAfterMs = DELAY_MS_MAX;
  readonly #reply: FastifyReply;
  readonly #injector: FaultInjector;
  #bodyBytes = 0;

  constructor(reply: FastifyReply, faults: Faults) {
    this.#reply = reply;
    this.#injector = FaultInjector.open(faults, this, HTTP_CODEC);
    // Comes when all is written, too.
    reply.raw.once('close', () => this.#injector.closed());
  }

  /** Answers once, breaks off, or lets the client wait. Zeroes the request's PIN blocks. */
  handle(request: Request, handler: RequestHandler): void {
    this.#injector.handle(request, handler);
  }

  reply(response: Response): void {
    this.#reply.send(answerOf(response));
  }

  settleUnanswered(): void {
    if (this.#reply.raw.headersSent) this.#reply.raw.end();
    else this.#cutNow();
  }

  encode(response: Response): Buffer {
    return Buffer.from(JSON.stringify(answerOf(response)));
  }

  /** The head says the length of the whole, however much of it comes. */
  frame(body: Buffer): Buffer {
    this.#bodyBytes = body.length;
    return body;
  }

  /** A second answer has no place in HTTP. */
  sendPayload(body: Buffer): void {
    if (this.#isOver || this.#reply.raw.headersSent) return;
    this.write(this.frame(body));
    this.#reply.raw.end();
  }

  write(bytes: Buffer): void {
    if (this.#isOver) return;
    const { raw } = this.#reply.hijack();
    if (!raw.headersSent) raw.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': this.#bodyBytes });
    raw.write(bytes);
  }

  /** HTTP keeps answers in order by itself. */
  hold(): void {}

  closeAfter(bytes: Buffer): void {
    if (bytes.length === 0) {
      this.#cutNow();
      return;
    }
    this.write(bytes);
    this.#reply.raw.end();
    this.#reply.request.raw.socket.destroySoon();
  }

  /** The client has gone, or has got everything. */
  get #isOver(): boolean {
    return this.#reply.raw.destroyed;
  }

  #cutNow(): void {
    this.#reply.hijack().request.raw.socket.destroy();
  }
}
