/**
 * Finds a real redis-server (7.0 or later) or valkey-server, without root and without anything installed:
 * PATH, then an earlier extraction, then the distribution's packages extracted into node_modules/.cache, then Docker.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type DebianProgram, extractedLibraryPath, extractionOf, extractProgram } from './debian-packages.ts';

const MAJOR_MIN = 7;
const DOCKER_IMAGE = 'redis:7.4-bookworm';
const REDIS: DebianProgram = { name: 'redis', packages: ['redis-server', 'redis-tools'], needsLibraries: true };
const NAMES = ['redis-server', 'valkey-server'];

export interface RedisBinary {
  readonly kind: 'path' | 'extracted' | 'docker';
  /** The executable; of `docker`, the image. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/** True when a missing Redis has to fail the tests rather than skip them. */
export function redisRequired(): boolean {
  return process.env['CI'] === 'true' || process.env['REQUIRE_REDIS'] === '1';
}

function usable(command: string, env: Readonly<Record<string, string>>): boolean {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } });
  const major = /\bv=(\d+)\./.exec(stdout ?? '')?.[1];
  return major !== undefined && Number(major) >= MAJOR_MIN;
}

function onPath(): RedisBinary | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of NAMES) {
    for (const folder of folders) {
      const command = join(folder, name);
      if (existsSync(command) && usable(command, {})) return { kind: 'path', command, env: {} };
    }
  }
  return undefined;
}

function extracted(): RedisBinary | undefined {
  const env = { LD_LIBRARY_PATH: extractedLibraryPath(REDIS) };
  const command = join(extractionOf(REDIS), 'usr/bin/redis-server');
  return existsSync(command) && usable(command, env) ? { kind: 'extracted', command, env } : undefined;
}

function inDocker(): RedisBinary | undefined {
  const { status } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 5000 });
  return status === 0 ? { kind: 'docker', command: DOCKER_IMAGE, env: {} } : undefined;
}

/** The server to spawn, or one sentence on why there is none. */
export function findRedis(): RedisBinary | string {
  const present = onPath() ?? extracted();
  if (present !== undefined) return present;
  const refusal = extractProgram(REDIS);
  const found = extracted() ?? inDocker();
  if (found !== undefined) return found;
  return `No Redis ${MAJOR_MIN}.0 or later was found: ${refusal}; there is no Docker engine either. Install redis-server or set REDIS_URL.`;
}
