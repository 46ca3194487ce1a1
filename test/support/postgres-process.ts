/** One spawned postgres process: dies with the process that started it, and says when it answers. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresBinary } from './postgres-binary.ts';
import { startGuard } from './process-guard.ts';

const START_TIMEOUT_MS = 60_000;
const PROBE_INTERVAL_MS = 20;
/** PostgreSQL refuses to run as root. */
const AS_NOBODY = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];

function asOther(command: readonly string[]): readonly [string, readonly string[]] {
  const [program = '', ...args] = process.getuid?.() === 0 ? [...AS_NOBODY, ...command] : command;
  return [program, args];
}

/** Lets the server's user own the folder. */
export function giveFolder(folder: string): void {
  if (process.getuid?.() === 0) spawnSync('chown', ['nobody:nogroup', folder]);
}

/** Makes an empty cluster in the folder; returns what it complained of when it failed. */
export function initCluster(binary: PostgresBinary, data: string): string | undefined {
  const args = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale', '--no-sync'];
  const [program, all] = asOther([join(binary.folder, 'initdb'), ...args]);
  const { status, stderr, error } = spawnSync(program, all, { encoding: 'utf8', cwd: '/' });
  return status === 0 ? undefined : (error?.message ?? stderr);
}

export interface PostgresProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  signal(name: NodeJS.Signals): void;
}

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  // Immediate shutdown: SIGKILL would leave its children.
  for (const child of alive) child.kill('SIGQUIT');
});

export function launchPostgres(binary: PostgresBinary, folder: string, args: readonly string[]): PostgresProcess {
  const log = openSync(join(folder, 'log'), 'a');
  const [program, all] = asOther([join(binary.folder, 'postgres'), ...args]);
  const child = spawn(program, all, { stdio: ['ignore', log, log], cwd: '/' });
  closeSync(log);
  const pid = child.pid ?? 0;
  // The folder is removed when the server has let go of it.
  const guard = startGuard(`kill -QUIT ${pid}; while kill -0 ${pid}; do sleep 0.1; done`, folder);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  alive.add(child);
  void exited.then(() => {
    alive.delete(child);
    guard.kill('SIGKILL');
  });
  return { pid, exited, signal: (name) => void child.kill(name) };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: START_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Resolves to false when the process ended first (somebody took the port) or never answered. */
export async function becomesReady(server: PostgresProcess, url: string): Promise<boolean> {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!ended && performance.now() < deadline) {
    if (await answers(url)) return !ended;
    await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS));
  }
  return false;
}
