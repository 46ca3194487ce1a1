/** Terminals and a host's faults on one connection without a socket, on a virtual clock; the bytes are those of the wire. */
import type { RequestHandler } from '../../../src/authorizer/exchange.ts';
import { FaultInjector } from '../../../src/authorizer/faults/fault-injector.ts';
import type { FaultTarget } from '../../../src/authorizer/faults/fault-target.ts';
import type { Faults } from '../../../src/authorizer/faults/faults.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { Request, Response } from '../../../src/protocol/message.ts';
import type { Transport, Waiter } from '../../../src/terminal-sim/link/transport.ts';
import type { VirtualClock } from '../../terminal-sim/support/virtual-clock.ts';

const LINE_MS = 1;

export class VirtualConnection implements Transport, FaultTarget {
  readonly dropSettlesAfterMs = 0;
  lost = 0;
  strays = 0;
  readonly #clock: VirtualClock;
  readonly #faults: Faults;
  readonly #handler: RequestHandler;
  readonly #codec: Codec;
  readonly #timeoutMs: number;
  readonly #pending = new Map<string, Waiter>();
  #injector: FaultInjector;
  #reader = new FrameReader(HEADER_4B);
  #held = false;
  #queue: Buffer[] = [];

  constructor(clock: VirtualClock, faults: Faults, handler: RequestHandler, codec: Codec, timeoutMs: number) {
    this.#clock = clock;
    this.#faults = faults;
    this.#handler = handler;
    this.#codec = codec;
    this.#timeoutMs = timeoutMs;
    this.#injector = FaultInjector.open(faults, this, codec.name);
  }

  send(request: Request, waiter: Waiter): void {
    const frame = Buffer.from(this.#codec.encodeRequest(request));
    const key = this.#keyOf(request);
    this.#pending.set(key, waiter);
    this.#clock.after(this.#timeoutMs, () => {
      if (this.#pending.get(key) === waiter) this.#answered(key)?.unanswered('timeout');
    });
    const injector = this.#injector;
    this.#clock.after(LINE_MS, () => {
      const decoded = this.#codec.decodeRequest(frame);
      // What was on its way when the connection broke does not arrive.
      if (injector !== this.#injector) return;
      if (decoded.kind === 'malformed') injector.handleMalformed(decoded, this.#handler);
      else if (decoded.kind === 'message') injector.handle(decoded.message, this.#handler);
      else throw new Error(`A request is ${decoded.kind}.`);
    });
  }

  reply(response: Response): void {
    const payload = this.encode(response);
    if (payload !== undefined) this.sendPayload(payload);
  }

  settleUnanswered(): void {}

  encode(response: Response): Buffer | undefined {
    return Buffer.from(this.#codec.encodeResponse(response));
  }

  frame(payload: Buffer): Buffer {
    return encodeFrame(HEADER_4B, payload);
  }

  sendPayload(payload: Buffer): void {
    const frame = this.frame(payload);
    if (this.#held) this.#queue.push(frame);
    else this.write(frame);
  }

  write(bytes: Buffer): void {
    const injector = this.#injector;
    this.#clock.after(LINE_MS, () => {
      if (injector === this.#injector) this.#reader.push(bytes, (frame) => this.#take(frame));
    });
  }

  hold(held: boolean): void {
    this.#held = held;
    for (const frame of held ? [] : this.#queue.splice(0)) this.write(frame);
  }

  closeAfter(bytes: Buffer): void {
    if (bytes.length > 0) this.write(bytes);
    const injector = this.#injector;
    this.#clock.after(LINE_MS, () => {
      if (injector === this.#injector) this.#break();
    });
  }

  #take(frame: Buffer): boolean {
    const decoded = this.#codec.decodeResponse(frame);
    if (decoded.kind !== 'message') {
      this.#break();
      return false;
    }
    const waiter = this.#answered(this.#keyOf(decoded.message));
    if (waiter === undefined) this.strays += 1;
    else waiter.answered(decoded.message);
    return true;
  }

  #break(): void {
    this.lost += 1;
    this.#injector.closed();
    this.#injector = FaultInjector.open(this.#faults, this, this.#codec.name);
    this.#reader = new FrameReader(HEADER_4B);
    this.#held = false;
    this.#queue = [];
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const waiter of lost) waiter.unanswered('connectionLost');
  }

  #answered(key: string): Waiter | undefined {
    const waiter = this.#pending.get(key);
    this.#pending.delete(key);
    return waiter;
  }

  #keyOf({ class: messageClass, terminalId, stan, transmissionTimeMs }: Request | Response): string {
    const time = Math.floor(transmissionTimeMs / this.#codec.timeUnitMs);
    return `${messageClass}/${terminalId.trim()}/${stan}/${time}`;
  }
}
