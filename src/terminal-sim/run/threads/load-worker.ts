/**
 * One worker of a run: its own terminals and cards on its own connections. Its plan and its result
 * are plain data, so that it can run in another thread.
 */
import type { CardEntry } from '../../../cards/card-entry.ts';
import type { KeyRing } from '../../../pin/keys/key-ring.ts';
import type { Codec } from '../../../protocol/codec.ts';
import type { HeaderKind } from '../../../protocol/framing/frame.ts';
import type { Target } from '../../../tls/client-tls.ts';
import type { Clock } from '../../clock.ts';
import type { Findings } from '../../findings.ts';
import type { LinkErrors } from '../../link/link-errors.ts';
import { LinkPool } from '../../link/pool.ts';
import type { Transport } from '../../link/transport.ts';
import { rehearseIntervals } from '../../measure/statistics.ts';
import { Random } from '../../random.ts';
import { FaultyTransport, TERMINAL_FAULT_NAMES } from '../../terminal-faults.ts';
import { type Arrivals, arrivalGaps } from '../../workload/arrivals.ts';
import type { Mix } from '../../workload/mix.ts';
import { type RatePlan, warmUpFirst } from '../../workload/rate-plan.ts';
import { Workload } from '../../workload/workload.ts';
import type { LoadMode } from '../engine/load-mode.ts';
import { LoadRun } from '../engine/load-run.ts';
import type { Pacer } from '../pacing/pacer.ts';
import { openPacer } from '../pacing/thread-pacer.ts';
import type { WorkerResult } from './worker-result.ts';

/** How long flows under way may take to end, in time-outs. */
const SETTLE_TIMEOUTS = 3;

export interface WorkerPlan {
  readonly target: Target;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly seed: string;
  readonly cards: readonly CardEntry[];
  readonly mix: Mix;
  /** How many terminal numbers the workers before this one have. */
  readonly terminalsBefore: number;
  /** Above 0: a closed loop. */
  readonly concurrency: number;
  /** For an open loop. Its first rate also applies to the warm-up. */
  readonly rate: RatePlan;
  readonly arrivals: Arrivals;
  /**
   * Share of the first gap that this worker waits, so that workers with constant arrivals do not
   * all send at once.
   */
  readonly phase: number;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly inFlightMax: number;
}

/** What cannot cross threads. */
export interface WorkerTools {
  readonly ring: KeyRing;
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly clock: Clock;
}

export class LoadWorker {
  readonly #plan: WorkerPlan;
  readonly #tools: WorkerTools;
  readonly #workload: Workload;
  readonly #links: LinkPool;
  #pacer: Pacer | undefined;

  /** Throws a MixError when no card fits a flow, or a key is missing. */
  constructor(plan: WorkerPlan, tools: WorkerTools) {
    const { seed, cards, mix, terminalsBefore, target, timeoutMs } = plan;
    const { ring, codec, header, clock } = tools;
    this.#plan = plan;
    this.#tools = tools;
    this.#workload = new Workload({ seed, cards, ring, mix, clock, terminalsBefore });
    this.#links = new LinkPool({ target, codec, header, clock, timeoutMs }, plan.connections);
  }

  /** Resolves when all is connected, or with the error as one sentence. */
  async open(): Promise<string | undefined> {
    rehearseIntervals(this.#plan.concurrency === 0);
    const errorText = await this.#links.open();
    if (errorText === undefined && this.#plan.concurrency === 0) this.#pacer = await openPacer(this.#tools.clock);
    return errorText;
  }

  /** Starts a run. Give its result to `resultOf`. */
  run(): LoadRun {
    const { concurrency, warmupMs, durationMs, inFlightMax, timeoutMs } = this.#plan;
    return new LoadRun({
      mode: concurrency > 0 ? { kind: 'closed', concurrency } : this.#openLoop(),
      warmupMs,
      durationMs,
      inFlightMax,
      settleMaxMs: timeoutMs * SETTLE_TIMEOUTS,
      source: this.#workload,
      transport: this.#transport(),
      clock: this.#tools.clock,
      ...(this.#pacer === undefined ? {} : { pacer: this.#pacer }),
    });
  }

  resultOf(result: Awaited<ReturnType<LoadRun['run']>>): WorkerResult {
    const { statistics: _measured, ...numbers } = result;
    const { cards } = this.#plan;
    const holders = new Map(this.#workload.cards.map((holder) => [holder.card, holder]));
    return {
      ...numbers,
      linkErrors: this.#links.errors(),
      findings: this.findings,
      pinsAstray: this.#workload.pinsAstray,
      skipped: this.#workload.skipped,
      expected: cards.map((card) => {
        const { netMinor = 0, heldMinor = 0, open = 0, openMinor = 0, openHeldMinor = 0 } = holders.get(card) ?? {};
        return { netMinor, heldMinor, open, openMinor, openHeldMinor };
      }),
    };
  }

  get findings(): Findings {
    return this.#workload.findings;
  }

  errors(): LinkErrors {
    return this.#links.errors();
  }

  close(): void {
    this.#pacer?.stop();
    this.#links.close();
  }

  #transport(): Transport {
    const { mix, seed, timeoutMs } = this.#plan;
    const faulty = TERMINAL_FAULT_NAMES.some((name) => mix.faults[name] > 0);
    return faulty ? new FaultyTransport(this.#links, { faults: mix.faults, seed, clock: this.#tools.clock, timeoutMs }) : this.#links;
  }

  #openLoop(): LoadMode {
    const { arrivals, rate, seed, warmupMs, phase } = this.#plan;
    const nextGapMs = arrivalGaps(arrivals, warmUpFirst(rate, warmupMs), new Random(`${seed}/arrivals`));
    return { kind: 'open', nextGapMs, firstMs: phase === 0 ? 0 : this.#firstMs() * phase };
  }

  /** The first gap of constant arrivals. */
  #firstMs(): number {
    const rate = this.#plan.rate[0]?.fromPerSecond ?? 0;
    return this.#plan.arrivals === 'constant' && rate > 0 ? 1000 / rate : 0;
  }
}
