/**
 * The spends of one card with a running sum for each limit, so that a decision costs the same
 * whatever the window holds. Spends lie in two typed arrays, 24 bytes each: a column for each field
 * would take more room for its objects than most cards have spends.
 */
import { TRANSACTION_TYPES, type TransactionType } from '../../protocol/message.ts';
import { CHANNELS, type Limit, limitMatches } from '../rules/profile.ts';
import { type RunningUse, type Spend, type Usage, windowCutoffMs } from '../rules/window.ts';
import { Kept } from './kept.ts';

/** Running sum of one limit: everything from `first` on in the log counts. */
interface Running {
  readonly limit: Limit;
  first: number;
  amountMinor: number;
  count: number;
}

/** Aged-out spends that may stay at the head of the log before it is cut. */
const TRIM_SLACK = 64;
const START_SPENDS = 4;
/** Numbers of a spend in each of the two arrays. */
const STRIDE = 2;
const SPEND_BYTES = STRIDE * (Float64Array.BYTES_PER_ELEMENT + Uint32Array.BYTES_PER_ELEMENT);
/** A spend's use as one number: its MCC, and below it type and channel. */
const KIND_BITS = 8;
const KIND_MASK = 255;
const TYPES: readonly TransactionType[] = TRANSACTION_TYPES.map(({ name }) => name);
const NO_USAGE: Usage = { amountMinor: 0, count: 0 };

export class SpendLog {
  #kept: Kept;
  #count = 0;
  /** Instant and amount of each spend. */
  #values = new Float64Array(STRIDE * START_SPENDS);
  /** Id and use of each spend. */
  #words = new Uint32Array(STRIDE * START_SPENDS);
  #running: Running[] = [];
  #limits: readonly Limit[] = [];

  /** `kept`: where the spends are counted. */
  constructor(kept: Kept = new Kept()) {
    this.#kept = kept;
    kept.spendBytes += this.#bytes;
  }

  /** Copies, oldest first. */
  get spends(): readonly Spend[] {
    const spends: Spend[] = [];
    for (let at = 0; at < this.#count; at += 1) spends.push(this.#spendAt(at));
    return spends;
  }

  get count(): number {
    return this.#count;
  }

  /** The instant of the oldest spend; infinity when there is none. */
  get oldestMs(): number {
    return this.#count === 0 ? Number.POSITIVE_INFINITY : this.#instantMs(0);
  }

  /** From now on the spends are counted elsewhere. */
  countIn(kept: Kept): void {
    this.#kept.spends -= this.#count;
    this.#kept.spendBytes -= this.#bytes;
    kept.spends += this.#count;
    kept.spendBytes += this.#bytes;
    this.#kept = kept;
  }

  /** What counts against a limit of `limits` (the card's profile now) at an instant. */
  usage(limits: readonly Limit[], index: number, nowMs: number): Usage {
    this.#useLimits(limits);
    const running = this.#running[index];
    if (running === undefined) return NO_USAGE;
    this.#advance(running, windowCutoffMs(running.limit.window, nowMs));
    return running;
  }

  /** `spend.instantMs` and `spend.id` are never before those of an earlier spend. */
  add(spend: Spend, retentionMs: number): void {
    const at = this.#count;
    if (STRIDE * at === this.#words.length) this.#resize(2 * at);
    this.#count += 1;
    this.#kept.spends += 1;
    this.#values[STRIDE * at] = spend.instantMs;
    this.#values[STRIDE * at + 1] = spend.amountMinor;
    const kind = TYPES.indexOf(spend.type) * CHANNELS.length + CHANNELS.indexOf(spend.channel);
    this.#words[STRIDE * at] = spend.id;
    this.#words[STRIDE * at + 1] = (spend.mcc << KIND_BITS) | kind;
    for (const running of this.#running) this.#sum(running, spend, 1);
    if (this.#count > TRIM_SLACK && this.#instantMs(TRIM_SLACK) <= spend.instantMs - retentionMs) this.trim(spend.instantMs, retentionMs);
  }

  /** Forgets the spends that are older than what is kept at an instant. */
  trim(nowMs: number, retentionMs: number): void {
    const keptAfterMs = nowMs - retentionMs;
    if (this.oldestMs > keptAfterMs) return;
    for (const running of this.#running) this.#advance(running, windowCutoffMs(running.limit.window, nowMs));
    let aged = 0;
    while (aged < this.#count && this.#instantMs(aged) <= keptAfterMs) aged += 1;
    this.#cut(0, aged);
    for (const running of this.#running) running.first -= aged;
    let spends = this.#words.length / STRIDE;
    while (spends > START_SPENDS && this.#count < spends / 4) spends /= 2;
    if (STRIDE * spends < this.#words.length) this.#resize(spends);
  }

  /** Calls with each spend, oldest first. */
  each(onSpend: (spend: Spend) => void): void {
    for (let at = 0; at < this.#count; at += 1) onSpend(this.#spendAt(at));
  }

  amountOf(id: number): number {
    return this.#values[STRIDE * this.#find(id) + 1] ?? 0;
  }

  /**
   * Corrects a spend at its own instant, in every window it is still in; with 0 it is taken out.
   */
  correct(id: number, amountMinor: number): void {
    const at = this.#find(id);
    if (at < 0) return;
    const spend = this.#spendAt(at);
    const isRemoved = amountMinor === 0;
    if (isRemoved) this.#cut(at, 1);
    else this.#values[STRIDE * at + 1] = amountMinor;
    for (const running of this.#running) {
      if (at >= running.first) {
        this.#sum(running, spend, -1);
        if (!isRemoved) this.#sum(running, { ...spend, amountMinor }, 1);
      } else if (isRemoved) running.first -= 1;
    }
  }

  /** The running sums, for verification. */
  running(nowMs: number): readonly RunningUse[] {
    return this.#running.map((running) => {
      const cutoffMs = windowCutoffMs(running.limit.window, nowMs);
      this.#advance(running, cutoffMs);
      return { limit: running.limit.name, cutoffMs, amountMinor: running.amountMinor, count: running.count };
    });
  }

  get #bytes(): number {
    return (this.#words.length / STRIDE) * SPEND_BYTES;
  }

  #instantMs(at: number): number {
    return this.#values[STRIDE * at] ?? 0;
  }

  #spendAt(at: number): Spend {
    const use = this.#words[STRIDE * at + 1] ?? 0;
    const kind = use & KIND_MASK;
    return {
      id: this.#words[STRIDE * at] ?? 0,
      instantMs: this.#instantMs(at),
      amountMinor: this.#values[STRIDE * at + 1] ?? 0,
      type: TYPES[Math.floor(kind / CHANNELS.length)] ?? 'purchase',
      channel: CHANNELS[kind % CHANNELS.length] ?? 'pos',
      mcc: use >>> KIND_BITS,
    };
  }

  /** Ids increase: −1 when it is not there. */
  #find(id: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#words[STRIDE * middle] ?? 0;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #useLimits(limits: readonly Limit[]): void {
    if (limits === this.#limits) return;
    this.#limits = limits;
    this.#running = limits.map((limit) => {
      const running = { limit, first: 0, amountMinor: 0, count: 0 };
      for (let at = 0; at < this.#count; at += 1) this.#sum(running, this.#spendAt(at), 1);
      return running;
    });
  }

  #sum(running: Running, spend: Spend, sign: 1 | -1): void {
    if (!limitMatches(running.limit.filter, spend)) return;
    running.amountMinor += sign * spend.amountMinor;
    running.count += sign;
  }

  /**
   * Moves both ways: on a message clock an attempt may be earlier than a declined one before it.
   */
  #advance(running: Running, cutoffMs: number): void {
    while (running.first < this.#count && this.#instantMs(running.first) <= cutoffMs) {
      this.#sum(running, this.#spendAt(running.first), -1);
      running.first += 1;
    }
    while (running.first > 0 && this.#instantMs(running.first - 1) > cutoffMs) {
      running.first -= 1;
      this.#sum(running, this.#spendAt(running.first), 1);
    }
  }

  /** Removes spends; the later ones move up. */
  #cut(at: number, removed: number): void {
    const end = STRIDE * this.#count;
    this.#values.copyWithin(STRIDE * at, STRIDE * (at + removed), end);
    this.#words.copyWithin(STRIDE * at, STRIDE * (at + removed), end);
    this.#count -= removed;
    this.#kept.spends -= removed;
  }

  #resize(spends: number): void {
    const before = this.#bytes;
    const values = new Float64Array(STRIDE * spends);
    const words = new Uint32Array(STRIDE * spends);
    values.set(this.#values.subarray(0, STRIDE * this.#count));
    words.set(this.#words.subarray(0, STRIDE * this.#count));
    this.#values = values;
    this.#words = words;
    this.#kept.spendBytes += this.#bytes - before;
  }
}
