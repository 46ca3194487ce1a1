/** The load runs of the server: what one can use, which there are, and the one that is looked at. */
import { computed, signal } from '@preact/signals';
import { followEvents } from '../../api/events.ts';
import { ApiError, get, post } from '../../api/http.ts';
import type { LoadOrder, LoadReport, LoadRun, LoadTargets } from '../../api/types.ts';
import type { ChartData } from '../../parts/chart-data.ts';

/** A second of a run, as the charts show it. */
interface Point {
  readonly atMs: number;
  readonly ratePerSecond: number;
  readonly offeredPerSecond: number;
  readonly p50Ms?: number | undefined;
  readonly p90Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
  readonly maxMs: number;
}

export const targets = signal<LoadTargets | undefined>(undefined);
export const runs = signal<readonly LoadRun[]>([]);
/** The one that is looked at. */
export const run = signal<LoadRun | undefined>(undefined);
export const problem = signal('');
export const isBusy = signal(false);

/** It was started on this page: the focus goes with it. */
export const isWatched = signal(false);

const points = signal<readonly Point[]>([]);
const SECOND_MS = 1_000;

function column(of: (point: Point) => number | undefined): readonly (number | null)[] {
  return points.value.map((point) => of(point) ?? null);
}

const times = computed(() => points.value.map(({ atMs }) => atMs / SECOND_MS));
export const rateData = computed<ChartData>(() => [
  times.value,
  column((point) => point.ratePerSecond),
  column((point) => point.offeredPerSecond),
]);
/** In a second there are seldom enough answers for a p99. */
export const tailName = computed(() => (points.value.some(({ p99Ms }) => p99Ms !== undefined) ? 'p99' : 'p90'));
export const latencyData = computed<ChartData>(() => [
  times.value,
  column((point) => point.p50Ms),
  column((point) => (tailName.value === 'p99' ? point.p99Ms : point.p90Ms)),
  column((point) => (point.ratePerSecond > 0 ? point.maxMs : undefined)),
]);
export const lastPoint = computed(() => points.value.at(-1));

export const isActive = computed(() => runs.value.some(({ endedAtMs }) => endedAtMs === null));

let unfollow: () => void = () => {};

/** What is wrong is told. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    problem.value = '';
  } catch (error) {
    problem.value = error instanceof ApiError ? error.message : String(error);
  }
}

/** Carries out what a person asked for, one thing at a time. */
export async function act(work: () => Promise<void>): Promise<void> {
  if (isBusy.value) return;
  isBusy.value = true;
  await attempt(work);
  isBusy.value = false;
}

/** Puts the run in its place of the list. */
function listed(shown: LoadRun): void {
  const isNew = !runs.value.some(({ id }) => id === shown.id);
  runs.value = isNew ? [shown, ...runs.value] : runs.value.map((each) => (each.id === shown.id ? shown : each));
  if (run.value?.id === shown.id) run.value = shown;
}

async function readPoints({ id }: LoadRun): Promise<void> {
  const { series } = await get<LoadReport>(`/v1/load-runs/${id}/report`);
  if (run.value?.id === id) points.value = series;
}

function follow(id: string): void {
  const progressed = (progress: NonNullable<LoadRun['progress']>): void => {
    const shown = runs.value.find((each) => each.id === id);
    if (shown !== undefined) listed({ ...shown, progress });
    if (progress.point !== null) points.value = [...points.value, progress.point];
  };
  const ended = (shown: LoadRun): void => {
    unfollow();
    listed(shown);
    if (shown.result !== null) void attempt(() => readPoints(shown));
  };
  unfollow = followEvents(`/v1/load-runs/${id}/events`, {
    onOpen: () => {},
    // A server that was started again knows nothing of the run.
    onLost: () => void attempt(list),
    onEvent: (name, data) => {
      if (name === 'start') listed(data as LoadRun);
      else if (name === 'progress') progressed(data as NonNullable<LoadRun['progress']>);
      else if (name === 'end') ended(data as LoadRun);
    },
  });
}

async function list(): Promise<void> {
  runs.value = (await get<{ readonly runs: readonly LoadRun[] }>('/v1/load-runs')).runs;
  if (runs.value.some(({ id }) => id === run.value?.id)) return;
  unfollow();
  run.value = undefined;
  points.value = [];
}

/** Looks at a run: follows it, or shows how it ended. */
export async function choose(shown: LoadRun): Promise<void> {
  unfollow();
  if (shown.endedAtMs !== null) isWatched.value = false;
  run.value = shown;
  points.value = [];
  if (shown.endedAtMs === null) follow(shown.id);
  else if (shown.result !== null) await readPoints(shown);
}

export async function start(order: LoadOrder): Promise<void> {
  const started = await post<LoadRun>('/v1/load-runs', order);
  isWatched.value = true;
  listed(started);
  await choose(started);
}

export async function stop(): Promise<void> {
  if (run.value !== undefined) listed(await post<LoadRun>(`/v1/load-runs/${run.value.id}/stop`, {}));
}

/** Reads what there is, and goes on with the run that is looked at; returns what ends it. */
export function open(): () => void {
  void attempt(async () => {
    targets.value = await get<LoadTargets>('/v1/load-targets');
    await list();
    const wanted = runs.value.find(({ id }) => id === run.value?.id) ?? runs.value[0];
    if (wanted !== undefined) await choose(wanted);
  });
  return () => {
    isWatched.value = false;
    unfollow();
  };
}
