import type { FaultClock } from '../../../src/authorizer/faults/clock.ts';
import { VirtualClock } from '../../terminal-sim/support/virtual-clock.ts';

/** A clock that passes when it is told to. */
export class FaultTime implements FaultClock {
  readonly clock: VirtualClock;
  /** Timers that have neither run nor been taken back. */
  waiting = 0;

  constructor(clock: VirtualClock = new VirtualClock()) {
    this.clock = clock;
  }

  nowMs(): number {
    return this.clock.nowMs();
  }

  after(delayMs: number, callback: () => void): () => void {
    let live = true;
    this.waiting += 1;
    const end = (): void => {
      if (live) this.waiting -= 1;
      live = false;
    };
    this.clock.after(delayMs, () => {
      if (!live) return;
      end();
      callback();
    });
    return end;
  }
}
