/**
 * Real Redis servers for tests and benchmarks, spawned privately in a temporary folder, on a Unix socket and
 * a free port of 127.0.0.1. They die with the process that started them, however that ends.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findRedis } from './redis-binary.ts';
import { becomesReady, launchRedis } from './redis-process.ts';

const START_ATTEMPTS_MAX = 5;

export interface RedisOptions {
  /** One node that owns all 16384 slots. */
  readonly cluster?: boolean;
  /** Append-only file with fsync on every write: what was answered survives `kill` and `restart`. */
  readonly aof?: boolean;
  /** More redis-server arguments, e.g. `['--maxmemory', '64mb']`. */
  readonly args?: readonly string[];
}

export interface RedisServer {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string;
  readonly socketPath: string;
  readonly port: number;
  /** Of the process running now. */
  readonly pid: number;
  /** SIGKILL; resolves when the process is gone. The folder stays for `restart`. */
  kill(): Promise<void>;
  /** Starts the killed server again on the same port, socket and folder. */
  restart(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

async function argumentsFor(folder: string, port: number, options: RedisOptions): Promise<string[]> {
  const durability = options.aof === true ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  // The default bus port, 10000 above, may lie beyond 65535.
  const bus = options.cluster === true ? ['--cluster-port', String(await freePort()), '--cluster-announce-ip', '127.0.0.1'] : [];
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--unixsocket', join(folder, 's'), '--dir', folder],
    ...['--save', '', '--daemonize', 'no', '--logfile', join(folder, 'log'), ...durability],
    ...['--cluster-enabled', options.cluster === true ? 'yes' : 'no', ...bus, ...(options.args ?? [])],
  ];
}

function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return 'it wrote no log';
  }
}

/** Spawns a server and waits until it answers. Throws one sentence when no binary is found or it does not start. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const binary = findRedis();
  if (typeof binary === 'string') throw new Error(binary);
  const cluster = options.cluster === true;
  const folder = mkdtempSync(join(tmpdir(), 'aksept-redis-'));
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt += 1) {
    const port = await freePort();
    const args = await argumentsFor(folder, port, options);
    let server = launchRedis(binary, folder, args);
    const start = async (): Promise<boolean> => {
      const ready = await becomesReady(server, folder, cluster);
      if (!ready) await kill();
      return ready;
    };
    const kill = async (): Promise<void> => {
      server.signal('SIGKILL');
      await server.exited;
    };
    if (!(await start())) continue;
    return {
      url: `redis://127.0.0.1:${port}`,
      socketPath: join(folder, 's'),
      port,
      get pid() {
        return server.pid;
      },
      kill,
      async restart() {
        await kill();
        server = launchRedis(binary, folder, args);
        if (!(await start())) throw new Error(`The redis-server in ${folder} did not start again; its log ends with:\n${logOf(folder)}`);
      },
      pause: () => server.signal('SIGSTOP'),
      resume: () => server.signal('SIGCONT'),
      async stop() {
        await kill();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
  const log = logOf(folder);
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`${binary.command} did not start in ${START_ATTEMPTS_MAX} attempts; its log ends with:\n${log}`);
}
