/**
 * The requests that wait for an answer on one connection. Answers are matched on terminal, STAN and
 * transmission time, as far as the host returns them.
 */
import type { Request, Response } from '../../protocol/message.ts';
import { AbandonedRequests } from './abandoned-requests.ts';
import type { Waiter } from './transport.ts';

/**
 * Terminals are numbered in the order of their first message, so that a key is one small integer.
 */
const STANS = 1_000_000;

interface Pending {
  readonly waiter: Waiter;
  readonly class: Request['class'];
  readonly rrn: string;
  /** In time units of the codec. */
  readonly transmissionTime: number;
  readonly deadlineMs: number;
  /** Position among all requests of the connection. */
  readonly position: number;
}

function rrnOf(message: Request | Response): string {
  return message.class === 'networkManagement' ? '' : message.rrn;
}

export class PendingRequests {
  /** Terminals keep milliseconds; a wire format may carry whole seconds only. */
  readonly #timeUnitMs: number;
  readonly #terminalNumbers = new Map<string, number>();
  /** In the order of their deadlines, because all wait equally long. */
  readonly #pending = new Map<number, Pending>();
  readonly #abandoned = new AbandonedRequests();
  /** Of these, an answer that comes now is late. */
  readonly #timedOut = new AbandonedRequests();
  #added = 0;
  /** Requests up to this position have been sent. */
  #sent = 0;

  constructor(timeUnitMs: number) {
    this.#timeUnitMs = timeUnitMs;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** False when another request of the same terminal and STAN waits already. */
  add(request: Request, waiter: Waiter, deadlineMs: number): boolean {
    const key = this.#keyOf(request.terminalId, request.stan);
    if (this.#pending.has(key)) return false;
    const transmissionTime = this.#timeOf(request);
    this.#added += 1;
    this.#pending.set(key, { waiter, class: request.class, rrn: rrnOf(request), transmissionTime, deadlineMs, position: this.#added });
    return true;
  }

  /** Every request so far has been sent. */
  markSent(): void {
    this.#sent = this.#added;
  }

  /** True when this request itself waits, not only one with the same terminal and STAN. */
  has(request: Request): boolean {
    return this.#find(this.#knownKeyOf(request), request) !== undefined;
  }

  /** From now on, an answer to this request matches only with all its fields. */
  abandon(request: Request): void {
    this.#abandoned.add(this.#keyOf(request.terminalId, request.stan), this.#timeOf(request));
  }

  /** Stops waiting for the answer. False when the request does not wait. */
  remove(request: Request): boolean {
    const key = this.#knownKeyOf(request);
    this.#giveUp(key, this.#timeOf(request));
    return this.#pending.delete(key);
  }

  /** Removes and returns the waiter for this response. */
  take(response: Response): Waiter | undefined {
    const key = this.#knownKeyOf(response);
    const pending = this.#find(key, response);
    if (pending !== undefined) this.#pending.delete(key);
    return pending?.waiter;
  }

  /**
   * Like `take`, for hosts that put their own time into DE7 or do not return the terminal id. Never
   * finds an abandoned request.
   */
  takeLoosely(response: Response): Waiter | undefined {
    const key = this.#looseKeyOf(response);
    const pending = key === undefined ? undefined : this.#pending.get(key);
    if (key === undefined || pending?.class !== response.class) return undefined;
    if (this.#abandoned.has(key, this.#timeOf(response))) return undefined;
    this.#pending.delete(key);
    return pending.waiter;
  }

  /** Fails the requests whose deadline has passed. `beforeEach` runs before each that was sent. */
  expire(nowMs: number, beforeEach: () => void): void {
    for (const [key, pending] of this.#pending) {
      if (pending.deadlineMs > nowMs) return;
      const wasSent = pending.position <= this.#sent;
      if (wasSent) beforeEach();
      this.#pending.delete(key);
      this.#giveUp(key, pending.transmissionTime);
      pending.waiter.unanswered(wasSent ? 'timeout' : 'notConnected');
    }
  }

  /** The connection is lost: no answer to any request will come. */
  failAll(): void {
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { waiter, position } of lost) waiter.unanswered(position <= this.#sent ? 'connectionLost' : 'notConnected');
  }

  /** True once for a response to a request whose time-out has passed. */
  takeLate(response: Response): boolean {
    return this.#timedOut.take(this.#knownKeyOf(response), this.#timeOf(response));
  }

  #giveUp(key: number, transmissionTime: number): void {
    this.#abandoned.add(key, transmissionTime);
    this.#timedOut.add(key, transmissionTime);
  }

  #find(key: number, message: Request | Response): Pending | undefined {
    const pending = this.#pending.get(key);
    const matches = pending?.transmissionTime === this.#timeOf(message) && pending.class === message.class;
    return matches ? pending : undefined;
  }

  /** Negative for a terminal that has sent nothing on this connection. */
  #knownKeyOf(message: Request | Response): number {
    const number = this.#terminalNumbers.get(message.terminalId);
    return number === undefined ? -1 : number * STANS + message.stan;
  }

  #keyOf(terminalId: string, stan: number): number {
    let number = this.#terminalNumbers.get(terminalId);
    if (number === undefined) {
      number = this.#terminalNumbers.size;
      this.#terminalNumbers.set(terminalId, number);
    }
    return number * STANS + stan;
  }

  #timeOf({ transmissionTimeMs }: Request | Response): number {
    return Math.floor(transmissionTimeMs / this.#timeUnitMs);
  }

  /**
   * By terminal and STAN. Without a terminal: by STAN if only one terminal waits with it, else by
   * STAN and RRN if that leaves only one.
   */
  #looseKeyOf(response: Response): number | undefined {
    const { terminalId, stan, class: messageClass } = response;
    const number = this.#terminalNumbers.get(terminalId);
    if (number !== undefined) return number * STANS + stan;
    if (terminalId !== '') return undefined;
    const keys: number[] = [];
    for (let key = stan; key < this.#terminalNumbers.size * STANS; key += STANS) {
      if (this.#pending.get(key)?.class === messageClass) keys.push(key);
    }
    const rrn = rrnOf(response);
    const found = keys.length > 1 && rrn !== '' ? keys.filter((key) => this.#pending.get(key)?.rrn === rrn) : keys;
    return found.length === 1 ? found[0] : undefined;
  }
}
