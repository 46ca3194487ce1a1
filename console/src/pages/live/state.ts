/** What happens on the server now: the newest entries, a rate and the latency, from one stream of events. */
import { signal } from '@preact/signals';
import type { z } from 'zod';
import type { ACTIVITY_EVENTS } from '../../../../src/http/schema/activity.ts';
import { followEvents } from '../../api/events.ts';
import type { ChartData } from '../../parts/chart-data.ts';
import { Seconds } from './seconds.ts';

export type Entry = z.infer<typeof ACTIVITY_EVENTS.entry>;
type Sampled = z.infer<typeof ACTIVITY_EVENTS.sampled>;
type Gap = z.infer<typeof ACTIVITY_EVENTS.gap>;
type Latency = z.infer<typeof ACTIVITY_EVENTS.latency>;

export const ROWS_MAX = 100;
/** The page is drawn so often at most, however much flows. */
const DRAW_EVERY_MS = 250;
/** It is said so long after the last one that a sample is shown. */
const SAMPLE_SAID_MS = 5_000;

/** By the names of the query of GET /v1/activity; empty: all. */
export interface Filter {
  readonly outcome: string;
  readonly type: string;
  readonly terminal: string;
  /** A token. */
  readonly card: string;
}

const NO_POINTS: ChartData = [[], []];

export const filter = signal<Filter>({ outcome: '', type: '', terminal: '', card: '' });
export const isPaused = signal(false);
/** Newest first. */
export const entries = signal<readonly Entry[]>([]);
/** How many entries there were in each second. */
export const rates = signal<ChartData>(NO_POINTS);
/** p50 and p99 of each second in milliseconds. */
export const latencies = signal<ChartData>([[], [], []]);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');
/** More flowed than was sent; the numbers of the last second that was so. */
export const sampled = signal<Sampled | undefined>(undefined);
export const missed = signal<Gap | undefined>(undefined);

function urlOf(wanted: Filter): string {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));
  return query.size === 0 ? '/v1/activity' : `/v1/activity?${query}`;
}

/** Follows the stream of a filter; returns what ends it. */
export function follow(wanted: Filter): () => void {
  const counts = new Seconds<number>();
  const times = new Seconds<Latency>();
  let fresh: Entry[] = [];
  let sampledAtMs = 0;
  entries.value = [];
  missed.value = undefined;
  sampled.value = undefined;
  connection.value = 'connecting';
  const takes: Readonly<Record<string, (data: unknown) => void>> = {
    entry: (data) => {
      counts.now = (counts.now ?? 0) + 1;
      fresh.push(data as Entry);
      if (fresh.length > ROWS_MAX) fresh = fresh.slice(-ROWS_MAX);
    },
    sampled: (data) => {
      const numbers = data as Sampled;
      counts.now = (counts.now ?? 0) + numbers.of - numbers.shown;
      sampled.value = numbers;
      sampledAtMs = performance.now();
    },
    gap: (data) => {
      missed.value = data as Gap;
    },
    latency: (data) => {
      times.now = data as Latency;
    },
  };
  const end = followEvents(urlOf(wanted), {
    onOpen: () => {
      connection.value = 'open';
    },
    onLost: () => {
      connection.value = 'lost';
    },
    onEvent: (name, data) => takes[name]?.(data),
  });
  const timer = setInterval(() => {
    const rate = counts.points();
    rates.value = [rate.map(([second]) => second), rate.map(([, count]) => count ?? 0)];
    const latency = times.points();
    const of = (name: 'p50Ms' | 'p99Ms') => latency.map(([, told]) => told?.[name] ?? null);
    latencies.value = [latency.map(([second]) => second), of('p50Ms'), of('p99Ms')];
    if (performance.now() - sampledAtMs > SAMPLE_SAID_MS) sampled.value = undefined;
    if (fresh.length === 0 || isPaused.value) return;
    entries.value = [...fresh.reverse(), ...entries.value].slice(0, ROWS_MAX);
    fresh = [];
  }, DRAW_EVERY_MS);
  return () => {
    clearInterval(timer);
    end();
  };
}
