/** What is shipped, and with what: the npm package, the lock file, the container files. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { envOf, SETTINGS } from '../src/config/settings-table.ts';
import { filesUnder, ROOT, read } from './support/sources.ts';

const ALWAYS = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'package.json', 'proto/aksept/v1/authorization.proto'];
/** All that lies in these folders. */
const FOLDERS = ['deploy', 'docs', 'examples', 'schema'];
const KINDS = ['.json', '.md', '.mjs', '.png', '.py', '.service', '.sh', '.svg', '.webp', '.yaml', '.yml'];
const BLOCKS = ['dependencies', 'devDependencies'] as const;

interface Manifest {
  readonly license: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean; readonly optional?: boolean }>>;
}

const manifest: Manifest = JSON.parse(read('package.json'));
const lock: Lock = JSON.parse(read('package-lock.json'));

/** Paths in the package, as npm itself says. */
function packedPaths(): readonly string[] {
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const args = [...first, 'pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync(command ?? 'npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [packed]: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(output);
  return (packed?.files ?? []).map(({ path }) => path);
}

describe('the npm package', () => {
  test('ships dist, proto, the schemas, documentation, examples and files for deploying, and nothing else', () => {
    const paths = packedPaths();
    const shipped = [...ALWAYS, ...FOLDERS.flatMap((folder) => filesUnder(folder, ...KINDS))];
    expect(paths).toEqual(expect.arrayContaining(shipped));
    expect(paths.filter((path) => !shipped.includes(path) && !path.startsWith('dist/'))).toEqual([]);
    // Compiled: no source, no test.
    expect(paths.filter((path) => path.startsWith('dist/') && !/(?:\.js|\.d\.ts|\.lua|\.html|\.css|\.svg|\.json)$/.test(path))).toEqual([]);
  });

  test('is Apache-2.0, and LICENSE holds that text', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toMatch(/Apache License\s+Version 2\.0, January 2004/);
  });

  test('runs nothing at its installation', () => {
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });
});

describe('dependencies', () => {
  test.each(BLOCKS)('%s are pinned exactly', (block) => {
    expect(Object.entries(manifest[block]).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  // The next one brings a cookie that needs Node 22. An override would not reach those who install the package; a
  // dependency does, because npm shares it with Fastify.
  test("Fastify's light-my-request is the last one for Node 20", () => {
    expect(manifest.dependencies['light-my-request']).toBe('6.6.0');
  });

  test('the lock file names no download address', () => {
    expect(read('package-lock.json').match(/"resolved": "http/g)).toBeNull();
  });

  test('no dependency wants to run a script when it is installed', () => {
    // fsevents is for macOS only and ships its binary.
    const scripted = Object.entries(lock.packages).filter(
      ([, { hasInstallScript, optional }]) => hasInstallScript === true && optional !== true,
    );
    expect(scripted.map(([path]) => path)).toEqual([]);
  });
});

describe('the container files', () => {
  const dockerfile = read('Dockerfile');
  const compose = read('docker-compose.yml');

  /** The lines of a service, without the comments. */
  function service(name: string): string {
    const body = new RegExp(`^ {2}${name}:\\n((?: {4}.*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';
    return body.replace(/^\s*#.*\n/gm, '');
  }

  test('docker-compose.yml is indented by twos, with spaces', () => {
    const wrong = compose
      .split('\n')
      .filter((line) => line.includes('\t') || (/^ */.exec(line)?.[0].length ?? 0) % 2 !== 0 || /\s$/.test(line));
    expect(wrong).toEqual([]);
    expect(compose.split('\n').filter((line) => /^\w/.test(line))).toEqual(['services:', 'volumes:']);
  });

  test.each(['redis', 'aksept'])('service %s has a health check and a volume that is declared', (name) => {
    expect(service(name)).toMatch(/\n {4}healthcheck:\n {6}test: \["CMD", .*\]\n/);
    const volume = / {6}- ([\w-]+):\/data\n/.exec(service(name))?.[1] ?? 'none';
    expect(compose).toMatch(new RegExp(`^volumes:\\n(?: {2}[\\w-]+:\\n)*? {2}${volume}:\\n`, 'm'));
  });

  test('Redis appends every command to its file and forgets nothing', () => {
    expect(service('redis')).toMatch(/"--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"/);
  });

  test('the server waits for Redis, uses it, and is reachable from this machine only', () => {
    expect(service('aksept')).toMatch(/depends_on:\n {6}redis:\n {8}condition: service_healthy\n/);
    expect(service('aksept')).toContain('AKSEPT_STORE: redis://redis:6379');
    const ports = [...compose.matchAll(/^ {6}- "([^"]*)"$/gm)].map((match) => match[1]);
    expect(ports).toEqual(['127.0.0.1:7583:7583', '127.0.0.1:8583:8583', '127.0.0.1:8593:8593']);
  });

  test('every variable set for the server is a setting', () => {
    const names = [...`${dockerfile}${compose}`.matchAll(/\b(AKSEPT_\w+)/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(0);
    const known = SETTINGS.map(({ name }) => envOf(name));
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('without Redis, all that the server keeps is in the volume', () => {
    const variables = new Map([...dockerfile.matchAll(/\b(AKSEPT_\w+)=(\S+)/g)].map((match) => [match[1], match[2]]));
    expect([...variables]).toEqual([
      ['AKSEPT_HOST', '0.0.0.0'],
      ['AKSEPT_STORE', 'file:/data/store'],
      ['AKSEPT_KEYS', '/data/keys.json'],
      ['AKSEPT_TEST_CARDS', '/data/cards.json'],
    ]);
    expect(dockerfile).toMatch(/\nVOLUME \/data\n/);
  });

  test('the image is built apart, and runs as a user without rights', () => {
    const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(stages).toEqual(['node:22-bookworm-slim', 'node:22-bookworm-slim']);
    expect(dockerfile.indexOf('\nUSER node\n')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
    expect(dockerfile).toMatch(/ENTRYPOINT \["aksept"\]\nCMD \["serve"\]\n$/);
  });
});
