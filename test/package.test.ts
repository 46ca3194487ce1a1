/** What is shipped, and with what: the npm package and the lock file. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
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
    // Compiled: no source, no test; and the files of a new database.
    const built = paths.filter((path) => path.startsWith('dist/') && path !== 'dist/database/pglite/new-database.tar.gz');
    expect(built).toHaveLength(paths.filter((path) => path.startsWith('dist/')).length - 1);
    expect(built.filter((path) => !/(?:\.js|\.d\.ts|\.lua|\.sql|\.html|\.css|\.svg|\.json)$/.test(path))).toEqual([]);
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
