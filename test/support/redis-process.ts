/** One spawned redis-server process: dies with the process that started it, and says when it answers. */
import { spawn, spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { Redis } from 'ioredis';
import { startGuard } from './process-guard.ts';
import type { RedisBinary } from './redis-binary.ts';

const START_TIMEOUT_MS = 60_000;
const PROBE_INTERVAL_MS = 10;

export type Signal = 'SIGKILL' | 'SIGSTOP' | 'SIGCONT';

export interface RedisProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  signal(name: Signal): void;
}

const alive = new Set<RedisProcess>();
process.on('exit', () => {
  for (const server of alive) server.signal('SIGKILL');
});

export function launchRedis(binary: RedisBinary, folder: string, args: readonly string[]): RedisProcess {
  const docker = binary.kind === 'docker';
  const container = basename(folder);
  const mount = ['--network', 'host', '--volume', `${folder}:${folder}`];
  const child = docker
    ? spawn('docker', ['run', '--rm', '--name', container, ...mount, binary.command, 'redis-server', ...args], { stdio: 'ignore' })
    : spawn(binary.command, args, { stdio: 'ignore', env: { ...process.env, ...binary.env }, cwd: folder });
  const guard = startGuard(docker ? `docker kill ${container}` : `kill -9 ${child.pid ?? ''}`, folder);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const server: RedisProcess = {
    pid: child.pid ?? 0,
    exited,
    signal(name) {
      // A signal to `docker run` would reach the client only.
      if (docker) spawnSync('docker', ['kill', '--signal', name, container], { stdio: 'ignore' });
      else child.kill(name);
    },
  };
  alive.add(server);
  void exited.then(() => {
    alive.delete(server);
    guard.kill('SIGKILL');
  });
  return server;
}

async function takeAllSlots(client: Redis): Promise<void> {
  if (!(await client.cluster('INFO')).includes('cluster_slots_assigned:16384')) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  }
  while (!(await client.cluster('INFO')).includes('cluster_state:ok')) {
    await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS));
  }
}

/**
 * Asks by PING until answered; with `cluster` also gives the node all slots and waits until the cluster is ok.
 * Resolves to false when the process ended first (somebody took the port) or never answered.
 */
export async function becomesReady(server: RedisProcess, folder: string, cluster: boolean): Promise<boolean> {
  const client = new Redis(join(folder, 's'), { retryStrategy: () => PROBE_INTERVAL_MS, maxRetriesPerRequest: null });
  // Refused until the server listens: the retry is the answer to it.
  client.on('error', () => {});
  const asked = client.ping().then(() => (cluster ? takeAllSlots(client) : undefined));
  const answered = asked.then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, START_TIMEOUT_MS, false);
  });
  const ended = server.exited.then(() => false);
  try {
    return await Promise.race([answered, ended, late]);
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
}
