/** Whether the server is ready, asked for every few seconds while the page is seen. */
import { signal } from '@preact/signals';
import { ApiError, get } from './api/http.ts';

interface ServerState {
  readonly state: 'ready' | 'notReady' | 'noServer';
  /** Its description, without credentials. */
  readonly store: string;
  /** Of the back office; undefined on a server that has none. */
  readonly database?: string;
}

const EVERY_MS = 5_000;

export const serverState = signal<ServerState>({ state: 'noServer', store: '' });

async function ask(): Promise<void> {
  try {
    const { store, database } = await get<{ readonly store: string; readonly database?: string }>('/readyz');
    serverState.value = { state: 'ready', store, ...(database === undefined ? {} : { database }) };
  } catch (error) {
    serverState.value = { ...serverState.value, state: error instanceof ApiError && error.status !== 0 ? 'notReady' : 'noServer' };
  }
}

/** Returns what ends it. */
export function watchServer(): () => void {
  void ask();
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void ask();
  }, EVERY_MS);
  return () => clearInterval(timer);
}
