/**
 * Framed purchases on any number of cards: one is encoded for each card before the run, and a copy gets its own
 * terminal, STAN and RRN, so that a message costs the generator next to nothing and each is a new one.
 */
import { encodeFrame } from '../src/protocol/framing/frame.ts';
import { panOf, purchase } from './fixtures.ts';
import { setDigits, type Wire } from './wire.ts';

/** From 16384 on a STAN takes three bytes in protobuf. Each digit and byte of these two differs. */
export const STAN_MIN = 111_111;
export const STAN_MAX = 999_999;
const TERMINAL = 'BE000000';
const TERMINAL_HEAD = 'BE';
/** The last six digits of an RRN are those of the STAN: as in the field, no two messages share an RRN. */
const RRN_HEAD_MIN = 612_000;
const RRN = `${RRN_HEAD_MIN}000000`;
const RRN_STAN_OFFSET = 6;
/** Prime: neighbours in time are no neighbours in memory, and every card has its turn. */
const CARD_STRIDE = 7_919;

export interface NextMessage {
  readonly card: number;
  readonly terminal: number;
  readonly stan: number;
}

export class Messages {
  readonly frameBytes: number;
  readonly #templates: Buffer;
  readonly #stanOffset: number;
  readonly #terminalOffset: number;
  readonly #rrnOffset: number;
  readonly #setStan: Wire['setStan'];

  constructor(cards: number, timeMs: number, wire: Wire) {
    this.#setStan = wire.setStan;
    const frame = (card: number, stan: number): Buffer =>
      encodeFrame(wire.header, wire.codec.encodeRequest({ ...purchase(panOf(card), TERMINAL, stan, timeMs), rrn: RRN }));
    const first = frame(0, STAN_MIN);
    const other = frame(0, STAN_MAX);
    this.frameBytes = first.length;
    this.#stanOffset = first.findIndex((byte, at) => byte !== other[at]);
    this.#terminalOffset = first.indexOf(TERMINAL) + TERMINAL_HEAD.length;
    this.#rrnOffset = first.indexOf(RRN);
    this.#templates = Buffer.allocUnsafe(cards * this.frameBytes);
    for (let card = 0; card < cards; card += 1) {
      const bytes = frame(card, STAN_MIN);
      if (bytes.length !== this.frameBytes) throw new Error(`The message of card ${card} has another length than that of card 0.`);
      this.#templates.set(bytes, card * this.frameBytes);
    }
  }

  write(into: Buffer, offset: number, { card, terminal, stan }: NextMessage): void {
    this.#templates.copy(into, offset, card * this.frameBytes, (card + 1) * this.frameBytes);
    this.#setStan(into, offset + this.#stanOffset, stan);
    setDigits(into, offset + this.#terminalOffset, terminal);
    setDigits(into, offset + this.#rrnOffset, RRN_HEAD_MIN + terminal);
    setDigits(into, offset + this.#rrnOffset + RRN_STAN_OFFSET, stan);
  }
}

/** The card of the n-th message of a run on `cards` cards: each has had its turn before one comes again. */
export function cardOfTurn(n: number, cards: number): number {
  return (n * CARD_STRIDE) % cards;
}
