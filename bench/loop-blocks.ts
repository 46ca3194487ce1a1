/**
 * How long the event loop of this process is held, in two ways. `monitorEventLoopDelay` is the time by which a timer is late:
 * what a terminal feels, other programs on the machine included. The blocks are the processor time between two turns of the
 * loop: what the process itself did, whatever else the machine does. They are looked at in every turn, which takes a whole
 * core, so they are measured apart from latencies.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { build } from 'hdr-histogram-js';

const TIMER_MS = 1;
const NS_PER_US = 1_000;

export interface LoopDelay {
  readonly p99Us: number;
  readonly maxUs: number;
}

export class LoopBlocks {
  readonly #delays = monitorEventLoopDelay({ resolution: TIMER_MS });
  readonly #blocksUs = build({ highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });
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
    this.#blocksUs.reset();
    this.#isLooking = true;
    this.#look(process.cpuUsage(), performance.now());
  }

  /** Of the turns since the start. */
  stopBlocks(): LoopDelay {
    this.#isLooking = false;
    return { p99Us: this.#blocksUs.getValueAtPercentile(99), maxUs: this.#blocksUs.maxValue };
  }

  #look(cpuBefore: NodeJS.CpuUsage, beforeMs: number): void {
    setImmediate(() => {
      if (!this.#isLooking) return;
      const { user, system } = process.cpuUsage(cpuBefore);
      // Processor time counts the threads of the garbage collector, too; wall time counts other programs. The lesser is the better bound.
      this.#blocksUs.recordValue(Math.max(1, Math.min(user + system, Math.round((performance.now() - beforeMs) * 1_000))));
      this.#look(process.cpuUsage(), performance.now());
    });
  }
}
