/**
 * Settles moves whenever it is poked: after a use case that added some, at the start, and again with
 * growing pauses while the card store cannot be reached.
 */
import { setTimeout } from 'node:timers/promises';
import { DatabaseError } from '../../database/database.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { type HeldUp, movesLeft, settleMoves } from './settle-moves.ts';

const FIRST_PAUSE_MS = 100;
const PAUSE_MS_MAX = 30_000;

const refuse = refusalsOf({
  movesWait: {
    kind: 'conflict',
    en: '{count} {count:movement|movements} of money could not be carried out yet: {why} Try again when that is mended.',
    nb: '{count} {count:bevegelse|bevegelser} av penger kunne ikke utføres ennå: {why} Prøv igjen når det er rettet.',
  },
} as const);

export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

const timedPause: Pause = async (ms, signal) => {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
};

export class Settler {
  readonly #office: Office;
  readonly #pause: Pause;
  readonly #stopping = new AbortController();
  #asked = false;
  #running: Promise<void> | undefined;
  #rounds: Promise<HeldUp | undefined> = Promise.resolve(undefined);
  /** The last thing that was said, so that it is said once. */
  #said = '';
  /** Ends the pause that is going on. */
  #waking = new AbortController();

  constructor(office: Office, pause: Pause = timedPause) {
    this.#office = office;
    this.#pause = pause;
  }

  /** Call it outside of any transaction. */
  poke(): void {
    if (this.#stopping.signal.aborted) return;
    this.#asked = true;
    this.#waking.abort();
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is being settled any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waking.abort();
    await this.#running;
    await this.#rounds;
  }

  /** Resolves when the outbox is empty. Rejects with a Refusal when it cannot be emptied now. */
  async drained(): Promise<void> {
    for (;;) {
      const held = await this.#round();
      const left = await movesLeft(this.#office);
      if (left === 0) return;
      if (held?.why === 'busy') await this.#pause(FIRST_PAUSE_MS, this.#stopping.signal);
      else if (held !== undefined) throw refuse('movesWait', { count: String(left), why: held.sentence });
    }
  }

  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (this.#asked && !this.#stopping.signal.aborted) {
      this.#asked = false;
      this.#waking = new AbortController();
      const held = await this.#round();
      if (held === undefined) {
        pauseMs = FIRST_PAUSE_MS;
        continue;
      }
      await this.#pause(pauseMs, this.#waking.signal);
      pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2);
      this.#asked = true;
    }
  }

  /** One after the other. */
  #round(): Promise<HeldUp | undefined> {
    this.#rounds = this.#rounds.then(() => this.#settle());
    return this.#rounds;
  }

  async #settle(): Promise<HeldUp | undefined> {
    const held = await settleMoves(this.#office)
      .then((settled) => settled.held)
      .catch((error: unknown): HeldUp => {
        const isOutside = error instanceof DatabaseError && error.code === 'unreachable';
        return { why: isOutside ? 'unreachable' : 'fault', sentence: error instanceof Error ? error.message : 'A fault.' };
      });
    if (held !== undefined && held.why !== 'busy' && held.sentence !== this.#said) this.#office.warn(held.sentence);
    this.#said = held?.sentence ?? '';
    return held;
  }
}
