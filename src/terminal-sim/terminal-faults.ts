/**
 * Faults on the terminals' side of the line: a request or an answer is lost, a message is sent
 * twice, a customer does not wait. They act between flows and links, and the terminals react as
 * usual, with reversals and repeats. Off unless a workload asks for them.
 */
import type { Request, Response } from '../protocol/message.ts';
import type { Clock } from './clock.ts';
import type { FaultableTransport, NoAnswerReason, Transport, Waiter } from './link/transport.ts';
import { Random } from './random.ts';

/** Shares of the messages, 0 to 1, together at most 1. */
export interface TerminalFaults {
  /** Never sent; the terminal waits for its time-out. */
  readonly requestLost: number;
  /** Sent and answered; the answer does not reach the terminal, which waits for its time-out. */
  readonly answerLost: number;
  /** Sent twice in a row, the same bytes. */
  readonly sentTwice: number;
  /**
   * Requests that the terminal abandons within `IMPATIENT_MS_MAX`; its reversal follows at once.
   */
  readonly givenUpEarly: number;
}

export const TERMINAL_FAULT_NAMES = [
  'requestLost',
  'answerLost',
  'sentTwice',
  'givenUpEarly',
] as const satisfies readonly (keyof TerminalFaults)[];
export const NO_TERMINAL_FAULTS: TerminalFaults = { requestLost: 0, answerLost: 0, sentTwice: 0, givenUpEarly: 0 };
export const IMPATIENT_MS_MAX = 5;
/** The number of messages whose sendings are counted; the oldest are dropped first. */
const SEEN_MAX = 65_536;

type FaultName = (typeof TERMINAL_FAULT_NAMES)[number];

export interface FaultOptions {
  readonly faults: TerminalFaults;
  readonly seed: string;
  readonly clock: Clock;
  /** How long a terminal waits for an answer. */
  readonly timeoutMs: number;
}

export class FaultyTransport implements Transport {
  readonly #transport: FaultableTransport;
  readonly #faults: TerminalFaults;
  readonly #seed: string;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #seen = new Map<string, number>();

  constructor(transport: FaultableTransport, { faults, seed, clock, timeoutMs }: FaultOptions) {
    this.#transport = transport;
    this.#faults = faults;
    this.#seed = seed;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  send(request: Request, waiter: Waiter): void {
    const random = this.#randomOf(request);
    const fault = this.#faultOf(request, random);
    switch (fault) {
      case 'requestLost':
        this.#clock.after(this.#timeoutMs, () => waiter.unanswered('timeout'));
        break;
      case 'answerLost':
        this.#transport.send(request, new DroppedAnswer(waiter, this.#clock, this.#timeoutMs));
        break;
      case 'sentTwice':
        this.#transport.send(request, waiter);
        this.#transport.sendCopy(request);
        break;
      case 'givenUpEarly':
        this.#transport.send(request, waiter);
        this.#clock.after(1 + random.int(IMPATIENT_MS_MAX), () => {
          if (this.#transport.abandon(request)) waiter.unanswered('timeout');
        });
        break;
      case undefined:
        this.#transport.send(request, waiter);
        break;
    }
  }

  #faultOf(request: Request, random: Random): FaultName | undefined {
    let point = random.next();
    for (const name of TERMINAL_FAULT_NAMES) {
      point -= this.#faults[name];
      if (point < 0) return name === 'givenUpEarly' && !isRequest(request) ? undefined : name;
    }
    return undefined;
  }

  /**
   * Seeded by the message and how often it was sent, so that the order of the answers changes
   * nothing.
   */
  #randomOf({ class: messageClass, terminalId, stan }: Request): Random {
    const key = `${messageClass}/${terminalId}/${stan}`;
    const times = (this.#seen.get(key) ?? 0) + 1;
    if (times === 1 && this.#seen.size >= SEEN_MAX) {
      const [oldest = ''] = this.#seen.keys();
      this.#seen.delete(oldest);
    }
    this.#seen.set(key, times);
    return new Random(`${this.#seed}/faults/${key}/${times}`);
  }
}

/**
 * Messages that follow a transaction are sent until they are answered, and so are never abandoned.
 */
function isRequest(request: Request): boolean {
  return request.class === 'financial' || request.class === 'authorization';
}

/** Drops the answer: its terminal gives up at its time-out. */
class DroppedAnswer implements Waiter {
  readonly #waiter: Waiter;
  readonly #clock: Clock;
  readonly #untilMs: number;

  constructor(waiter: Waiter, clock: Clock, timeoutMs: number) {
    this.#waiter = waiter;
    this.#clock = clock;
    this.#untilMs = clock.nowMs() + timeoutMs;
  }

  answered(_response: Response): void {
    this.#clock.after(Math.max(0, this.#untilMs - this.#clock.nowMs()), () => this.#waiter.unanswered('timeout'));
  }

  unanswered(reason: NoAnswerReason): void {
    this.#waiter.unanswered(reason);
  }
}
