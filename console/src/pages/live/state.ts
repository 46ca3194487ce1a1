/** What happens on the server now: the newest entries and a rate, from one stream of events. */
import { signal } from '@preact/signals';
import type { z } from 'zod';
import type { ACTIVITY_EVENTS } from '../../../../src/http/schema/activity.ts';

export type Entry = z.infer<typeof ACTIVITY_EVENTS.entry>;
type Sampled = z.infer<typeof ACTIVITY_EVENTS.sampled>;
type Gap = z.infer<typeof ACTIVITY_EVENTS.gap>;

const ROWS_MAX = 100;
const SECONDS_SHOWN = 120;
/** The page is drawn so often at most, however much flows. */
const DRAW_EVERY_MS = 250;
const SECOND_MS = 1_000;

export interface Filter {
  readonly outcome: string;
  readonly terminal: string;
}

export const filter = signal<Filter>({ outcome: '', terminal: '' });
export const isPaused = signal(false);
/** Newest first. */
export const entries = signal<readonly Entry[]>([]);
/** A point for each second of the last two minutes: Unix seconds, and how many there were. */
export const rates = signal<{ readonly seconds: readonly number[]; readonly counts: readonly number[] }>({ seconds: [], counts: [] });
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');
/** More flowed than was sent; the numbers of the last second that was so. */
export const sampled = signal<Sampled | undefined>(undefined);
export const missed = signal<Gap | undefined>(undefined);

function urlOf({ outcome, terminal }: Filter): string {
  const query = new URLSearchParams({ ...(outcome === '' ? {} : { outcome }), ...(terminal === '' ? {} : { terminal }) });
  return query.size === 0 ? '/v1/activity' : `/v1/activity?${query}`;
}

/** Counts by second. A second without entries is a second with 0. */
class RateCounter {
  readonly #bySecond = new Map<number, number>();

  add(count: number): void {
    const second = Math.floor(Date.now() / SECOND_MS);
    this.#bySecond.set(second, (this.#bySecond.get(second) ?? 0) + count);
  }

  /** Without the second that is not over. */
  points(): { readonly seconds: readonly number[]; readonly counts: readonly number[] } {
    const now = Math.floor(Date.now() / SECOND_MS);
    for (const second of this.#bySecond.keys()) if (second < now - SECONDS_SHOWN) this.#bySecond.delete(second);
    const seconds = Array.from({ length: SECONDS_SHOWN }, (_none, at) => now - SECONDS_SHOWN + at);
    return { seconds, counts: seconds.map((second) => this.#bySecond.get(second) ?? 0) };
  }
}

/** Follows the stream of a filter; returns what ends it. */
export function follow(wanted: Filter): () => void {
  const counter = new RateCounter();
  let fresh: Entry[] = [];
  entries.value = [];
  missed.value = undefined;
  sampled.value = undefined;
  connection.value = 'connecting';
  const source = new EventSource(urlOf(wanted));
  const on = <Data>(name: string, take: (data: Data) => void): void =>
    source.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as Data));
  source.addEventListener('open', () => {
    connection.value = 'open';
  });
  source.addEventListener('error', () => {
    connection.value = 'lost';
  });
  on<Entry>('entry', (entry) => {
    counter.add(1);
    fresh.push(entry);
    if (fresh.length > ROWS_MAX) fresh = fresh.slice(-ROWS_MAX);
  });
  on<Sampled>('sampled', (data) => {
    counter.add(data.of - data.shown);
    sampled.value = data;
  });
  on<Gap>('gap', (data) => {
    missed.value = data;
  });
  const timer = setInterval(() => {
    rates.value = counter.points();
    if (fresh.length === 0 || isPaused.value) return;
    entries.value = [...fresh.reverse(), ...entries.value].slice(0, ROWS_MAX);
    fresh = [];
  }, DRAW_EVERY_MS);
  return () => {
    clearInterval(timer);
    source.close();
  };
}
