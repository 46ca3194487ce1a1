/** Terminals and a host's faults on one connection without a socket, on a virtual clock; the bytes are those of the wire. */
import { type FaultLine, openFaultLine } from '../../../src/authorizer/faults/fault-line.ts';
import type { FaultPort } from '../../../src/authorizer/faults/fault-port.ts';
import type { Faults } from '../../../src/authorizer/faults/faults.ts';
import type { Handler } from '../../../src/authorizer/handler.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { Request, Response } from '../../../src/protocol/message.ts';
import type { Transport, Waiter } from '../../../src/terminal-sim/link/link.ts';
import type { VirtualClock } from '../../terminal-sim/support/virtual-clock.ts';

const LINE_MS = 1;

export class VirtualConnection implements Transport, FaultPort {
  readonly droppedMs = 0;
  lost = 0;
  strays = 0;
  readonly #clock: VirtualClock;
  readonly #faults: Faults;
  readonly #handler: Handler;
  readonly #codec: Codec;
  readonly #timeoutMs: number;
  readonly #pending = new Map<string, Waiter>();
  #line: FaultLine;
  #reader = new FrameReader(HEADER_4B);
  #held = false;
  #queue: Buffer[] = [];

  constructor(clock: VirtualClock, faults: Faults, handler: Handler, codec: Codec, timeoutMs: number) {
    this.#clock = clock;
    this.#faults = faults;
    this.#handler = handler;
    this.#codec = codec;
    this.#timeoutMs = timeoutMs;
    this.#line = openFaultLine(faults, this, codec.name);
  }

  send(request: Request, waiter: Waiter): void {
    const frame = Buffer.from(this.#codec.encodeRequest(request));
    const key = this.#keyOf(request);
    this.#pending.set(key, waiter);
    this.#clock.after(this.#timeoutMs, () => {
      if (this.#pending.get(key) === waiter) this.#answered(key)?.unanswered('timeout');
    });
    const line = this.#line;
    this.#clock.after(LINE_MS, () => {
      const decoded = this.#codec.decodeRequest(frame);
      // What was on its way when the connection broke does not arrive.
      if (line !== this.#line) return;
      if (decoded.kind === 'malformed') line.takeMalformed(decoded, this.#handler);
      else if (decoded.kind === 'message') line.take(decoded.message, this.#handler);
      else throw new Error(`A request is ${decoded.kind}.`);
    });
  }

  reply(response: Response): void {
    const payload = this.encoded(response);
    if (payload !== undefined) this.enqueue(payload);
  }

  settled(): void {}

  encoded(response: Response): Buffer | undefined {
    return Buffer.from(this.#codec.encodeResponse(response));
  }

  framed(payload: Buffer): Buffer {
    return encodeFrame(HEADER_4B, payload);
  }

  enqueue(payload: Buffer): void {
    const frame = this.framed(payload);
    if (this.#held) this.#queue.push(frame);
    else this.writeNow(frame);
  }

  writeNow(bytes: Buffer): void {
    const line = this.#line;
    this.#clock.after(LINE_MS, () => {
      if (line === this.#line) this.#reader.push(bytes, (frame) => this.#take(frame));
    });
  }

  hold(held: boolean): void {
    this.#held = held;
    for (const frame of held ? [] : this.#queue.splice(0)) this.writeNow(frame);
  }

  cut(bytes: Buffer): void {
    if (bytes.length > 0) this.writeNow(bytes);
    const line = this.#line;
    this.#clock.after(LINE_MS, () => {
      if (line === this.#line) this.#break();
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
    this.#line.closed();
    this.#line = openFaultLine(this.#faults, this, this.#codec.name);
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
