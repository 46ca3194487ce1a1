/** One request over HTTP with its one answer, as fault rules see it: a connection of its own, whose bytes are the body's. */
import type { FastifyReply } from 'fastify';
import { type FaultLine, openFaultLine } from '../authorizer/faults/fault-line.ts';
import type { FaultPort } from '../authorizer/faults/fault-port.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import { DELAY_MS_MAX } from '../authorizer/faults/rule.ts';
import type { Handler } from '../authorizer/handler.ts';
import type { Request, Response } from '../protocol/message.ts';
import { answerOf } from './schema/transaction.ts';

/** What rules match it by, beside the codecs of the wires. */
const HTTP_CODEC = 'http';
/** As fastify has it. */
const JSON_TYPE = 'application/json; charset=utf-8';

export class HttpExchange implements FaultPort {
  /** Nothing else comes over this exchange: its client waits until it gives up, or this is over. */
  readonly droppedMs = DELAY_MS_MAX;
  readonly #reply: FastifyReply;
  readonly #line: FaultLine;
  #bodyBytes = 0;

  constructor(reply: FastifyReply, faults: Faults) {
    this.#reply = reply;
    this.#line = openFaultLine(faults, this, HTTP_CODEC);
    // Comes when all is written, too.
    reply.raw.once('close', () => this.#line.closed());
  }

  /** Answers once, breaks off, or lets the client wait. Zeroes the request's PIN blocks. */
  take(request: Request, handler: Handler): void {
    this.#line.take(request, handler);
  }

  reply(response: Response): void {
    this.#reply.send(answerOf(response));
  }

  settled(): void {
    if (this.#reply.raw.headersSent) this.#reply.raw.end();
    else this.#cutNow();
  }

  encoded(response: Response): Buffer {
    return Buffer.from(JSON.stringify(answerOf(response)));
  }

  /** The head says the length of the whole, however much of it comes. */
  framed(body: Buffer): Buffer {
    this.#bodyBytes = body.length;
    return body;
  }

  /** A second answer has no place in HTTP. */
  enqueue(body: Buffer): void {
    if (this.#isOver || this.#reply.raw.headersSent) return;
    this.writeNow(this.framed(body));
    this.#reply.raw.end();
  }

  writeNow(bytes: Buffer): void {
    if (this.#isOver) return;
    const { raw } = this.#reply.hijack();
    if (!raw.headersSent) raw.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': this.#bodyBytes });
    raw.write(bytes);
  }

  /** HTTP keeps answers in order by itself. */
  hold(): void {}

  cut(bytes: Buffer): void {
    if (bytes.length === 0) {
      this.#cutNow();
      return;
    }
    this.writeNow(bytes);
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
