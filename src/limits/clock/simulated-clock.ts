/**
 * A clock that stands still until it is moved, forward only: two years pass in a second. Its instant
 * is kept with the store, and a start goes on from there.
 */
import { ConfigError } from '../../config/config-error.ts';
import { SECOND_MS } from '../../config/duration.ts';
import { INSTANT_MAX_MS } from '../../config/instant-text.ts';
import { type Clock, ClockError, type MoveWork } from './clock.ts';
import { afterStep, type ClockStep } from './clock-step.ts';
import { isoOf } from './iso-of.ts';
import type { KeptInstant } from './kept-instant.ts';
import { hopTo, type NextStop } from './stops.ts';

/** How often a server looks whether another one that shares its store moved the clock. */
const FOLLOW_MS = SECOND_MS;

export interface SimulatedClockOptions {
  /** Undefined: where the store stands, or now. */
  readonly startMs: number | undefined;
  readonly wallMs?: () => number;
}

export class SimulatedClock implements Clock {
  readonly kind = 'simulated';
  readonly #startMs: number | undefined;
  readonly #wallMs: () => number;
  readonly #before: (() => Promise<void>)[] = [];
  readonly #work: MoveWork[] = [];
  readonly #stops: NextStop[] = [];
  #kept: KeptInstant | undefined;
  #instantMs = Number.NaN;
  #lastMove: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor({ startMs, wallMs = Date.now }: SimulatedClockOptions) {
    this.#startMs = startMs;
    this.#wallMs = wallMs;
  }

  readonly nowMs = (): number => this.#instantMs;

  /**
   * Called once, by the store that keeps the instant, before anything asks for the time. Rejects
   * with a ConfigError when the clock is to start earlier than it stands.
   */
  async begin(kept: KeptInstant): Promise<void> {
    const foundMs = await kept.read();
    const startMs = this.#startMs ?? foundMs ?? this.#wallMs();
    if (foundMs !== undefined && startMs < foundMs) {
      throw new ConfigError(
        `The simulated clock of ${kept.where} stands at ${isoOf(foundMs)} and never goes back to ${isoOf(startMs)}; start with --clock simulated to go on from there.`,
      );
    }
    this.#instantMs = await kept.advance(startMs);
    this.#kept = kept;
    if (kept.isShared) this.#timer = setInterval(() => void this.#follow(kept).catch(() => undefined), FOLLOW_MS).unref();
  }

  moveTo(toMs: number): Promise<number> {
    return this.#inTurn(() => toMs);
  }

  moveBy(step: ClockStep): Promise<number> {
    return this.#inTurn((fromMs) => afterStep(fromMs, step));
  }

  beforeMove(work: () => Promise<void>): void {
    this.#before.push(work);
  }

  onMove(work: MoveWork): void {
    this.#work.push(work);
  }

  stopsAt(next: NextStop): void {
    this.#stops.push(next);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** One move at a time. */
  #inTurn(target: (fromMs: number) => number): Promise<number> {
    const move = this.#lastMove.then(() => this.#move(target));
    this.#lastMove = move.catch(() => undefined);
    return move;
  }

  async #move(target: (fromMs: number) => number): Promise<number> {
    const kept = this.#kept;
    if (kept === undefined) throw new Error('A simulated clock was moved before it began.');
    if (kept.isShared) await this.#follow(kept);
    const fromMs = this.#instantMs;
    const toMs = target(fromMs);
    if (!Number.isInteger(toMs) || toMs > INSTANT_MAX_MS) {
      throw new ClockError('tooFar', `The clock stands at ${isoOf(fromMs)} and can be moved up to ${isoOf(INSTANT_MAX_MS)}.`);
    }
    if (toMs < fromMs) {
      throw new ClockError('backwards', `The clock stands at ${isoOf(fromMs)} and never goes back; move it to a later instant.`);
    }
    await hopTo(toMs, {
      nowMs: this.nowMs,
      beforeHop: async () => {
        for (const work of this.#before) await work();
      },
      nextStop: () => this.#nextStop(),
      hopTo: (stopMs) => this.#hop(kept, stopMs),
    });
    return this.#instantMs;
  }

  async #hop(kept: KeptInstant, toMs: number): Promise<void> {
    const fromMs = this.#instantMs;
    this.#instantMs = Math.max(fromMs, await kept.advance(toMs));
    await this.#runWork(fromMs, toMs);
  }

  async #nextStop(): Promise<number | undefined> {
    let firstMs = Number.POSITIVE_INFINITY;
    for (const next of this.#stops) firstMs = Math.min(firstMs, (await next()) ?? firstMs);
    return Number.isFinite(firstMs) ? firstMs : undefined;
  }

  async #runWork(fromMs: number, toMs: number): Promise<void> {
    const failures: unknown[] = [];
    for (const work of this.#work) await work(fromMs, toMs).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  async #follow(kept: KeptInstant): Promise<void> {
    this.#instantMs = Math.max(this.#instantMs, (await kept.read()) ?? 0);
  }
}
