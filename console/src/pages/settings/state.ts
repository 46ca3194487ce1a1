/** What the settings page holds. */
import { signal } from '@preact/signals';
import { ApiError, get } from '../../api/http.ts';
import type { Profiles, ServerInfo } from '../../api/types.ts';

export const info = signal<ServerInfo | undefined>(undefined);
export const profiles = signal<Profiles['profiles']>([]);
export const problem = signal('');
export const onlyChanged = signal(false);

export async function loadSettings(): Promise<void> {
  try {
    [info.value, { profiles: profiles.value }] = await Promise.all([get<ServerInfo>('/v1/settings'), get<Profiles>('/v1/profiles')]);
    problem.value = '';
  } catch (error) {
    problem.value = error instanceof ApiError ? error.message : String(error);
  }
}
