/**
 * Random numbers that depend on seed, rule and message alone, not on what else came before: the same seed gives the same
 * faults for the same messages, whatever the order in which terminals are heard.
 */
import type { Known } from '../../protocol/codec.ts';
import { DELAY_MS_MAX, type Delay } from './rule.ts';

/** Messages whose sendings are counted; the oldest are forgotten first. */
const SEEN_MAX = 65_536;

/** FNV-1a, 32 bits. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One after the other, 0 ≤ x < 1. */
export class Draws {
  #state: number;

  constructor(text: string) {
    this.#state = mixed(hash32(text));
  }

  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    return mixed(this.#state) / 4_294_967_296;
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let index = 0; index < length; index += 1) bytes[index] = Math.floor(this.next() * 256);
    return bytes;
  }
}

/** Names a sending: class, terminal, STAN (not the time, which differs from run to run), and how often they were seen. */
export class Sendings {
  readonly #seen = new Map<string, number>();

  nameOf(message: Known): string {
    const key = `${message.class ?? ''}/${message.terminalId ?? ''}/${message.stan}`;
    const times = (this.#seen.get(key) ?? 0) + 1;
    if (times === 1 && this.#seen.size >= SEEN_MAX) this.#forgetOldest();
    this.#seen.set(key, times);
    return `${key}/${times}`;
  }

  #forgetOldest(): void {
    for (const key of this.#seen.keys()) {
      this.#seen.delete(key);
      return;
    }
  }
}

/** Whole milliseconds from 0 to the cap. */
export function drawDelayMs(delay: Delay, draws: Draws): number {
  return Math.round(Math.min(Math.max(0, drawn(delay, draws)), delay.capMs, DELAY_MS_MAX));
}

function drawn(delay: Delay, draws: Draws): number {
  switch (delay.kind) {
    case 'fixed':
      return delay.ms;
    case 'uniform':
      return delay.fromMs + (delay.toMs - delay.fromMs) * draws.next();
    case 'exponential':
      return -Math.log(1 - draws.next()) * delay.meanMs;
    case 'normal': {
      // Box and Muller.
      const radius = Math.sqrt(-2 * Math.log(1 - draws.next()));
      return delay.meanMs + delay.deviationMs * radius * Math.cos(2 * Math.PI * draws.next());
    }
  }
}
