/**
 * Real PostgreSQL servers for tests, spawned privately in a temporary folder, on a Unix socket and a free port of
 * 127.0.0.1. They die with the process that started them, however that ends.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findPostgres } from './postgres-binary.ts';
import { becomesReady, giveFolder, initCluster, launchPostgres } from './postgres-process.ts';

const START_ATTEMPTS_MAX = 5;

export interface PostgresOptions {
  /** fsync on: what was committed survives a crash of the machine. */
  readonly durable?: boolean;
  /** Settings, e.g. `['max_connections=5']`. */
  readonly settings?: readonly string[];
}

export interface PostgresServer {
  /** `postgres://postgres@127.0.0.1:<port>/postgres` */
  readonly url: string;
  /** The same server by its socket. */
  readonly socketUrl: string;
  readonly port: number;
  /** Of the process running now. */
  readonly pid: number;
  /** Immediate shutdown, as after a crash; resolves when the process is gone. The folder stays for `restart`. */
  kill(): Promise<void>;
  /** Starts the killed server again on the same port, socket and folder. */
  restart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

function argumentsFor(folder: string, port: number, options: PostgresOptions): readonly string[] {
  const durability = options.durable === true ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'shared_buffers=32MB',
    ...durability,
    ...(options.settings ?? []),
  ];
  return ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
}

function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return 'it wrote no log';
  }
}

/** Spawns a server and waits until it answers. Throws one sentence when none is found or it does not start. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const binary = findPostgres();
  if (typeof binary === 'string') throw new Error(binary);
  const folder = mkdtempSync(join(tmpdir(), 'aksept-postgres-'));
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  giveFolder(folder);
  giveFolder(join(folder, 'data'));
  const complaint = initCluster(binary, join(folder, 'data'));
  if (complaint !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${binary.folder}/initdb failed: ${complaint}`);
  }
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt += 1) {
    const port = await freePort();
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const args = argumentsFor(folder, port, options);
    let server = launchPostgres(binary, folder, args);
    const kill = async (): Promise<void> => {
      server.signal('SIGQUIT');
      await server.exited;
    };
    const start = async (): Promise<boolean> => {
      const ready = await becomesReady(server, url);
      if (!ready) await kill();
      return ready;
    };
    if (!(await start())) continue;
    return {
      url,
      socketUrl: `postgres:///postgres?host=${folder}&port=${port}&user=postgres`,
      port,
      get pid() {
        return server.pid;
      },
      kill,
      async restart() {
        await kill();
        server = launchPostgres(binary, folder, args);
        if (!(await start())) throw new Error(`The postgres in ${folder} did not start again; its log ends with:\n${logOf(folder)}`);
      },
      async stop() {
        await kill();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
  const log = logOf(folder);
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`${binary.folder}/postgres did not start in ${START_ATTEMPTS_MAX} attempts; its log ends with:\n${log}`);
}
