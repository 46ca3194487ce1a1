/** The package as npm installs it into an empty project: without a warning, with its types, its command and its pages. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canTest } from './support/needs.ts';
import { filesUnder, ROOT, read } from './support/sources.ts';

/** What npm says when it can reach no registry and has not kept what it needs. */
const NO_REGISTRY = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED|network/;
const CONSUMER = `import * as aksept from 'aksept';
import { settingsWith, startApp, type App } from 'aksept';
const app: App = await startApp(settingsWith({ store: 'memory:', protobufPort: 0, httpPort: 0, iso8583: 'none', logLevel: 'silent' }));
const port: number = app.ports.http;
console.log(\`\${Object.keys(aksept).length > 10} \${port > 0}\`);
await app.stop();
`;
const TSCONFIG = {
  compilerOptions: {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
    ...{ module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', types: ['node'] },
  },
  files: ['program.mts'],
};
const { devDependencies, version }: { readonly devDependencies: Readonly<Record<string, string>>; readonly version: string } = JSON.parse(
  read('package.json'),
);

const folder = mkdtempSync(join(tmpdir(), 'aksept-installed-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules/aksept');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const path = process.env['npm_execpath'];
  const [command, ...first] = path === undefined ? ['npm'] : [process.execPath, path];
  // Settings of the `npm test` that runs this would come with its environment.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?:config_|package_|lifecycle_|command)/i.test(name)),
  );
  return spawnSync(command ?? 'npm', [...first, ...args], { cwd, encoding: 'utf8', env: { ...env, npm_config_update_notifier: 'false' } });
}

/** npm's packing, then its installation into an empty project, as strict about versions of Node as it can be. */
function install(): SpawnSyncReturns<string> {
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "version": "1.0.0", "private": true, "type": "module" }');
  const packed = npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], ROOT);
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr}`);
  const types = `@types/node@${devDependencies['@types/node']}`;
  return npm(['install', '--engine-strict', '--prefer-offline', `../aksept-${version}.tgz`, types], project);
}

const installation = install();
const said = installation.stdout + installation.stderr;
const isOffline = installation.status !== 0 && NO_REGISTRY.test(said);
const runs = canTest('THE INSTALLED PACKAGE', isOffline ? 'npm reaches no registry; connect to the network.' : undefined);

describe.skipIf(!runs)('npm install of the package', () => {
  test('gives no warning', () => {
    expect({ status: installation.status, said }).toEqual({ status: 0, said: expect.stringMatching(/added \d+ packages/) });
    expect(said).not.toMatch(/\bwarn\b|deprecated|EBADENGINE/i);
  });

  test('gives types that compile under the strictest options, and a program that runs', () => {
    writeFileSync(join(project, 'program.mts'), CONSUMER);
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    const compiled = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect({ status: compiled.status, output: compiled.stdout }).toEqual({ status: 0, output: '' });
    const ran = spawnSync(process.execPath, ['program.mjs'], { cwd: project, encoding: 'utf8' });
    expect({ output: ran.stdout, errors: ran.stderr }).toEqual({ output: 'true true\n', errors: '' });
  });

  test('gives the command', () => {
    const ran = spawnSync(join(project, 'node_modules/.bin/aksept'), ['--version'], { cwd: project, encoding: 'utf8' });
    expect(ran.stdout.trim()).toBe(version);
  });

  test('has every page, example and file that its pages link to', () => {
    const pages = [
      'README.md',
      'CHANGELOG.md',
      ...filesUnder('docs', '.md'),
      ...filesUnder('deploy', '.md'),
      ...filesUnder('examples', '.md'),
    ];
    const missing = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => ({ page, target }))
        .filter(({ target }) => !/^[a-z]+:/.test(target))
        .filter(({ target }) => !existsSync(join(installed, normalize(join(dirname(page), target))))),
    );
    expect(missing).toEqual([]);
    expect(pages.filter((page) => !existsSync(join(installed, page)))).toEqual([]);
  });
});
