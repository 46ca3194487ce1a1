// Builds dist/ from src/ and console/: tsc, then the files tsc does not copy, the bundle of the command, the web console, and the documentation of the HTTP routes. `--if-stale`: only when a source is newer.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { distIsStale, ROOT } from './freshness.mjs';
import { newDatabaseFile } from './new-database.mjs';

const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** What is shipped beside the compiled files: generated files, scripts for Redis, tables of the database, dialects, files the console serves. */
const COPIED = [
  { folder: 'protocol/protobuf/gen', extensions: ['.js', '.d.ts', '.json'] },
  { folder: 'protocol/iso8583/dialect/dialects', extensions: ['.json'] },
  { folder: 'limits/stores/redis/scripts', extensions: ['.lua'] },
  { folder: 'database/migrations', extensions: ['.sql'] },
  { folder: 'http', extensions: ['.html', '.css', '.svg', '.json'] },
];

function fail(sentence) {
  // A half-built dist/ must not pass for a fresh one.
  rmSync(DIST, { recursive: true, force: true });
  console.error(sentence);
  process.exit(1);
}

function compile() {
  if (!existsSync(TSC) || !existsSync(VITE)) fail('The build needs TypeScript and Vite, which are not installed; run `npm ci` first.');
  const args = [TSC, '-p', join(ROOT, 'tsconfig.build.json'), '--rootDir', SRC, '--outDir', DIST];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail('The build stopped because the TypeScript compiler reports the errors above; correct them and build again.');
}

function copyRest() {
  for (const { folder, extensions } of COPIED) {
    if (!existsSync(join(SRC, folder))) continue;
    for (const name of readdirSync(join(SRC, folder), { recursive: true })) {
      if (extensions.some((extension) => name.endsWith(extension))) cpSync(join(SRC, folder, name), join(DIST, folder, name));
    }
  }
}

function bundle() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/bundle.mjs')], { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail('The build stopped because the modules of the command cannot be bundled, as said above; correct them and build again.');
}

function buildConsole() {
  const args = [VITE, 'build', '-c', join(ROOT, 'console/vite.config.ts')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail('The build stopped because the web console cannot be built, as said above; correct it and build again.');
}

function writeDocumentation() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/documentation.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail('The build stopped because the documentation of the HTTP routes cannot be made, as said above; correct it and build again.');
}

/** It takes some seconds the first time, in a process beside the others. */
async function makeNewDatabase() {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/new-database.mjs')], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) fail('The build stopped because the files of a new database cannot be made, as said above; correct it and build again.');
}

if (!process.argv.includes('--if-stale') || distIsStale()) {
  const newDatabase = makeNewDatabase();
  rmSync(DIST, { recursive: true, force: true });
  compile();
  copyRest();
  if (!existsSync(join(DIST, 'cli.js'))) fail('The build wrote no dist/cli.js; src/cli.ts is missing.');
  bundle();
  buildConsole();
  writeDocumentation();
  await newDatabase;
  cpSync(newDatabaseFile(), join(DIST, 'database/pglite/new-database.tar.gz'));
  chmodSync(join(DIST, 'cli.js'), 0o755);
}
