/**
 * How long the event loop of this process is held, in two ways. `monitorEventLoopDelay` is the time by which a timer is late:
 * what a terminal feels, other programs on the machine included. The blocks are the processor time between two turns of the
 * loop: what the process itself did, whatever else the machine does. They are looked at in every turn, which takes a whole
 * core, so they are measured apart from latencies.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const TIMER_MS = 1;
const NS_PER_US = 1_000;

export interface LoopDelay {
  readonly p99Us: number;
  readonly maxUs: number;
}

export interface LoopBlocksFound {
  readonly waitP99Us: number;
  readonly maxUs: number;
}

export class LoopBlocks {
  readonly #delays = monitorEventLoopDelay({ resolution: TIMER_MS });
  /** How many turns were that long. */
  readonly #turns = new Map<number, number>();
  #isLooking = false;

  constructor() {
    this.#delays.enable();
  }

  /** Since the call before. */
  takeDelays(): LoopDelay {
    const us = (ns: number): number => Math.max(0, Math.round(ns / NS_PER_US) - TIMER_MS * 1_000);
    const delays = { p99Us: us(this.#delays.percentile(99)), maxUs: us(this.#delays.max) };
    this.#delays.reset();
    return delays;
  }

  startBlocks(): void {
    this.#turns.clear();
    this.#isLooking = true;
    this.#look(process.cpuUsage(), performance.now());
  }

  /** Of the turns since the start. */
  stopBlocks(): LoopBlocksFound {
    this.#isLooking = false;
    return { waitP99Us: this.#waitUs(0.01), maxUs: Math.max(0, ...this.#turns.keys()) };
  }

  /**
   * What that share of all frames would wait for the turn in which they arrive to end, or longer, had each thread a core of its
   * own: frames arrive at any time, so long turns catch more of them than short ones.
   */
  #waitUs(share: number): number {
    const turns = [...this.#turns];
    const beyond = (waitUs: number): number => turns.reduce((sum, [us, count]) => sum + count * Math.max(0, us - waitUs), 0);
    const wanted = share * beyond(0);
    let [low, high] = [0, Math.max(0, ...this.#turns.keys())];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (beyond(middle) > wanted) low = middle;
      else high = middle;
    }
    return high;
  }

  /** One look a turn: what it allocates, the garbage collector must take away in the turns that it measures. */
  #look(cpuBefore: NodeJS.CpuUsage, beforeMs: number): void {
    setImmediate(() => {
      if (!this.#isLooking) return;
      const cpu = process.cpuUsage();
      const nowMs = performance.now();
      const cpuUs = cpu.user - cpuBefore.user + cpu.system - cpuBefore.system;
      // Processor time counts the threads of the garbage collector, too; wall time counts other programs. The lesser is the better bound.
      const us = Math.min(cpuUs, Math.round((nowMs - beforeMs) * 1_000));
      this.#turns.set(us, (this.#turns.get(us) ?? 0) + 1);
      this.#look(cpu, nowMs);
    });
  }
}
