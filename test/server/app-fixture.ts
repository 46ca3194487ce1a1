import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsWith } from '../../src/config/settings.ts';
import type { Settings } from '../../src/config/settings-table.ts';
import { type App, type AppOptions, startApp } from '../../src/server/app.ts';
import type { Log } from '../../src/server/log.ts';

/** Every line that was logged, as one would find it in a file. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  level = 'info';
  readonly debug = this.#keep('debug');
  readonly info = this.#keep('info');
  readonly warn = this.#keep('warn');
  readonly error = this.#keep('error');

  #keep(level: string): Log['info'] {
    return (...parts: readonly unknown[]) => {
      this.lines.push(`${level} ${JSON.stringify(parts)}`);
    };
  }
}

export interface TestApp {
  readonly app: App;
  readonly log: KeptLog;
  readonly folder: string;
  readonly http: string;
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>;
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  stop(): Promise<void>;
}

async function bodyOf(response: Response): Promise<{ status: number; body: Record<string, unknown> }> {
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Error('The answer is no JSON object.');
  return { status: response.status, body: { ...body } };
}

/** A whole server on free ports of loopback, with keys of its own in a temporary folder. */
export async function startTestApp(settings: Partial<Settings> = {}, options: Pick<AppOptions, 'show'> = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-app-'));
  const log = new KeptLog();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const keys = join(folder, 'keys.json');
    const chosen = settingsWith({ keys, protobufPort: 0, httpPort: 0, iso8583: 'none', ...settings });
    const app = await startApp(chosen, { ...options, log });
    const http = `http://127.0.0.1:${app.ports.http}`;
    const headers = { 'content-type': 'application/json' };
    return {
      app,
      log,
      folder,
      http,
      get: async (path) => bodyOf(await fetch(http + path)),
      post: async (path, body) => bodyOf(await fetch(http + path, { method: 'POST', headers, body: JSON.stringify(body) })),
      stop: async () => {
        await app.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
