/**
 * Finds the programs of an installed PostgreSQL (15 or later): those of Debian and Ubuntu, which are not on the PATH,
 * else those on the PATH.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const MAJOR_MIN = 15;
const DEBIAN_FOLDER = '/usr/lib/postgresql';

export interface PostgresBinary {
  /** Holds `postgres` and `initdb`. */
  readonly folder: string;
}

/** True when a missing PostgreSQL has to fail the tests rather than skip them. */
export function postgresRequired(): boolean {
  return process.env['CI'] === 'true' || process.env['REQUIRE_POSTGRES'] === '1';
}

function debianFolders(): readonly string[] {
  if (!existsSync(DEBIAN_FOLDER)) return [];
  const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(DEBIAN_FOLDER, version, 'bin'));
}

function usable(folder: string): boolean {
  if (!existsSync(join(folder, 'initdb'))) return false;
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
  return major !== undefined && Number(major) >= MAJOR_MIN;
}

/** The programs to run, or one sentence on why there are none. */
export function findPostgres(): PostgresBinary | string {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const folder = [...debianFolders(), ...onPath].find(usable);
  if (folder !== undefined) return { folder };
  return `No PostgreSQL ${MAJOR_MIN} or later was found. Install it (on Debian: apt-get install --no-install-recommends postgresql) or set POSTGRES_URL.`;
}
