/**
 * Fault injection for one request over HTTP. Each request is a connection of its own, and the bytes
 * of its answer are those of the body.
 */
import type { FastifyReply } from 'fastify';
import type { RequestHandler } from '../authorizer/exchange.ts';
import { FaultInjector } from '../authorizer/faults/fault-injector.ts';
import type { FaultTarget } from '../authorizer/faults/fault-target.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import { DELAY_MS_MAX } from '../authorizer/faults/rules/rule.ts';
import type { Request, Response } from '../protocol/message.ts';
import { answerOf } from './schema/transaction-answer.ts';

/** The name that fault rules match HTTP by, beside the codecs of the listeners. */
const HTTP_CODEC = 'http';
/** The content type that Fastify sends with JSON. */
const JSON_TYPE = 'application/json; charset=utf-8';

export class FaultyReply implements FaultTarget {
  /**
   * A dropped answer blocks no other answer here: the client waits until it gives up or until this
   * time has passed.
   */
  readonly dropSettlesAfterMs = DELAY_MS_MAX;
  readonly #reply: FastifyReply;
  readonly #injector: FaultInjector;
  #bodyBytes = 0;

  constructor(reply: FastifyReply, faults: Faults) {
    this.#reply = reply;
    this.#injector = FaultInjector.open(faults, this, HTTP_CODEC);
    // Also emitted when the whole answer is written.
    reply.raw.once('close', () => this.#injector.closed());
  }

  /** Answers, cuts the connection, or lets the client wait. Zeroes the request's PIN blocks. */
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

  /** Content-Length is that of the whole answer, even when a fault rule cuts it short. */
  frame(body: Buffer): Buffer {
    this.#bodyBytes = body.length;
    return body;
  }

  /** HTTP has no place for a second answer: it is dropped. */
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

  /** Not needed: HTTP responses are in order. */
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

  /** The client is gone, or has received everything. */
  get #isOver(): boolean {
    return this.#reply.raw.destroyed;
  }

  #cutNow(): void {
    this.#reply.hijack().request.raw.socket.destroy();
  }
}
