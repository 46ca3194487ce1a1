/**
 * Measures how much of a processor core this process used during the measured time: all of its
 * threads, and a host too if it runs in the same process.
 */
import type { Clock } from '../clock.ts';

/** CPU time of the process so far, in microseconds, as `process.cpuUsage` gives it. */
export type CpuUsage = () => { readonly user: number; readonly system: number };

export interface CpuUsed {
  readonly seconds: number;
  /** CPU seconds for each second; 1 is one core. */
  readonly cores: number;
}

interface Reading {
  readonly cpuUs: number;
  readonly atMs: number;
}

export class CpuMeter {
  readonly #clock: Clock;
  readonly #usage: CpuUsage;
  #from: Reading;
  #to: Reading;

  /** Measures from now on, and again from the end of the warm-up. */
  constructor(warmupMs: number, clock: Clock, usage: CpuUsage = () => process.cpuUsage()) {
    this.#clock = clock;
    this.#usage = usage;
    this.#from = this.#read();
    this.#to = this.#from;
    if (warmupMs > 0) {
      clock.after(warmupMs, () => {
        this.#from = this.#read();
        this.#to = this.#from;
      });
    }
  }

  /** Call it at the end of each interval of the measured time. */
  measure(): void {
    this.#to = this.#read();
  }

  get used(): CpuUsed {
    const seconds = (this.#to.cpuUs - this.#from.cpuUs) / 1e6;
    const ms = this.#to.atMs - this.#from.atMs;
    return { seconds, cores: ms > 0 ? (seconds * 1_000) / ms : 0 };
  }

  #read(): Reading {
    const { user, system } = this.#usage();
    return { cpuUs: user + system, atMs: this.#clock.nowMs() };
  }
}
