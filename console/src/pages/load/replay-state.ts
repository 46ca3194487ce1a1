/** The traces of the server, and the replay that is looked at. */
import { signal } from '@preact/signals';
import { get, post, upload } from '../../api/http.ts';
import type { Replay, Trace, Traces } from '../../api/types.ts';
import { attempt } from './state.ts';

const LOOK_EVERY_MS = 500;
/** Of the name of a file, what a trace may be called. */
const NOT_IN_NAMES = /[^\p{L}\p{N} ._-]/gu;
const NAME_LENGTH_MAX = 60;

export const traces = signal<readonly Trace[]>([]);
export const replay = signal<Replay | undefined>(undefined);
/** `host`: the messages are sent to a listener of the server, which decides. */
export const profiles = signal<Replay['profiles']>('recorded');

let timer: ReturnType<typeof setTimeout> | undefined;

async function list(): Promise<void> {
  traces.value = (await get<Traces>('/v1/traces')).traces;
}

/** Asks for a replay until it has ended. */
async function follow(id: string): Promise<void> {
  const now = await get<Replay>(`/v1/replays/${id}`);
  replay.value = now;
  if (now.state === 'running') timer = setTimeout(() => void attempt(() => follow(id)), LOOK_EVERY_MS);
}

export async function uploadFile(file: File): Promise<void> {
  const name = file.name
    .replace(/\.\w+$/, '')
    .replaceAll(NOT_IN_NAMES, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH_MAX);
  await upload(`/v1/traces?${new URLSearchParams({ name: name === '' ? 'trace' : name })}`, file, 'application/x-ndjson');
  await list();
}

export async function exportJournal(name: string): Promise<void> {
  await post('/v1/traces/export', { name });
  await list();
}

export async function remove({ id }: Trace): Promise<void> {
  traces.value = (await post<Traces>(`/v1/traces/${id}`, {}, 'DELETE')).traces;
}

export async function start({ id }: Trace): Promise<void> {
  clearTimeout(timer);
  const started = await post<Replay>(
    `/v1/traces/${id}/replay`,
    profiles.value === 'host' ? { codec: 'protobuf' } : { profiles: profiles.value },
  );
  replay.value = started;
  await follow(started.id);
}

export async function stopReplay({ id }: Replay): Promise<void> {
  replay.value = await post<Replay>(`/v1/replays/${id}/stop`, {});
}

/** Reads what there is; returns what ends it. */
export function openTraces(): () => void {
  void attempt(async () => {
    await list();
    const { replays } = await get<{ readonly replays: readonly Replay[] }>('/v1/replays');
    if (replays[0] !== undefined) await follow(replays[0].id);
  });
  return () => clearTimeout(timer);
}
