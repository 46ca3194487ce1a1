/**
 * The spends of one card with a running sum for each limit, so that a decision costs the same
 * whatever the window holds. Spends lie in typed arrays, 24 bytes each.
 */
import { TRANSACTION_TYPES, type TransactionType } from '../../protocol/message.ts';
import { CHANNELS, type Limit, limitMatches } from '../rules/profile.ts';
import { type RunningUse, type Spend, type Usage, windowCutoffMs } from '../rules/window.ts';

/** Running sum of one limit: everything from `first` on in the log counts. */
interface Running {
  readonly limit: Limit;
  first: number;
  amountMinor: number;
  count: number;
}

/** Aged-out spends that may stay at the head of the log before it is cut. */
const TRIM_SLACK = 64;
const START_SPENDS = 8;
const TYPES: readonly TransactionType[] = TRANSACTION_TYPES.map(({ name }) => name);
const NO_USAGE: Usage = { amountMinor: 0, count: 0 };

export class SpendLog {
  #count = 0;
  #ids = new Uint32Array(START_SPENDS);
  #instantsMs = new Float64Array(START_SPENDS);
  #amountsMinor = new Float64Array(START_SPENDS);
  #mccs = new Uint16Array(START_SPENDS);
  /** Type and channel of a spend, as one number. */
  #kinds = new Uint8Array(START_SPENDS);
  #running: Running[] = [];
  #limits: readonly Limit[] = [];

  /** Copies, oldest first. */
  get spends(): readonly Spend[] {
    const spends: Spend[] = [];
    for (let at = 0; at < this.#count; at += 1) spends.push(this.#spendAt(at));
    return spends;
  }

  get count(): number {
    return this.#count;
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
    if (at === this.#ids.length) this.#resize(2 * at);
    this.#count += 1;
    this.#ids[at] = spend.id;
    this.#instantsMs[at] = spend.instantMs;
    this.#amountsMinor[at] = spend.amountMinor;
    this.#mccs[at] = spend.mcc;
    this.#kinds[at] = TYPES.indexOf(spend.type) * CHANNELS.length + CHANNELS.indexOf(spend.channel);
    for (const running of this.#running) this.#sum(running, spend, 1);
    this.#trim(spend.instantMs, retentionMs);
  }

  /** Calls with each spend, oldest first. */
  each(onSpend: (spend: Spend) => void): void {
    for (let at = 0; at < this.#count; at += 1) onSpend(this.#spendAt(at));
  }

  amountOf(id: number): number {
    return this.#amountsMinor[this.#find(id)] ?? 0;
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
    else this.#amountsMinor[at] = amountMinor;
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

  #spendAt(at: number): Spend {
    const kind = this.#kinds[at] ?? 0;
    return {
      id: this.#ids[at] ?? 0,
      instantMs: this.#instantsMs[at] ?? 0,
      amountMinor: this.#amountsMinor[at] ?? 0,
      type: TYPES[Math.floor(kind / CHANNELS.length)] ?? 'purchase',
      channel: CHANNELS[kind % CHANNELS.length] ?? 'pos',
      mcc: this.#mccs[at] ?? 0,
    };
  }

  /** Ids increase: −1 when it is not there. */
  #find(id: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ids[middle] ?? 0;
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
    const instantsMs = this.#instantsMs;
    while (running.first < this.#count && (instantsMs[running.first] ?? 0) <= cutoffMs) {
      this.#sum(running, this.#spendAt(running.first), -1);
      running.first += 1;
    }
    while (running.first > 0 && (instantsMs[running.first - 1] ?? 0) > cutoffMs) {
      running.first -= 1;
      this.#sum(running, this.#spendAt(running.first), 1);
    }
  }

  #trim(nowMs: number, retentionMs: number): void {
    const keptAfterMs = nowMs - retentionMs;
    if (this.#count <= TRIM_SLACK || (this.#instantsMs[TRIM_SLACK] ?? 0) > keptAfterMs) return;
    for (const running of this.#running) this.#advance(running, windowCutoffMs(running.limit.window, nowMs));
    let aged = 0;
    while (aged < this.#count && (this.#instantsMs[aged] ?? 0) <= keptAfterMs) aged += 1;
    this.#cut(0, aged);
    for (const running of this.#running) running.first -= aged;
    if (this.#count < this.#ids.length / 4) this.#resize(Math.max(START_SPENDS, this.#ids.length / 2));
  }

  /** Removes spends; the later ones move up. */
  #cut(at: number, removed: number): void {
    for (const column of [this.#ids, this.#instantsMs, this.#amountsMinor, this.#mccs, this.#kinds]) {
      column.copyWithin(at, at + removed, this.#count);
    }
    this.#count -= removed;
  }

  #resize(spends: number): void {
    this.#ids = resized(this.#ids, new Uint32Array(spends), this.#count);
    this.#instantsMs = resized(this.#instantsMs, new Float64Array(spends), this.#count);
    this.#amountsMinor = resized(this.#amountsMinor, new Float64Array(spends), this.#count);
    this.#mccs = resized(this.#mccs, new Uint16Array(spends), this.#count);
    this.#kinds = resized(this.#kinds, new Uint8Array(spends), this.#count);
  }
}

function resized<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: T, to: T, count: number): T {
  to.set(from.subarray(0, count));
  return to;
}
