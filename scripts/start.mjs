// `npm start`: installs and builds when needed, then runs `aksept demo` with the arguments given.
// Only node builtins: runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { distIsStale, ROOT } from './freshness.mjs';

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The first package that is missing or of another version than package.json pins. */
function missingPackage(pinned) {
  return Object.keys(pinned).find((name) => {
    const manifest = join(ROOT, 'node_modules', name, 'package.json');
    return !existsSync(manifest) || readJson(manifest).version !== pinned[name];
  });
}

function install() {
  console.error('Installing the dependencies (once, some 15 seconds) …');
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const args = [...first, 'ci', '--include=dev', '--no-progress', '--loglevel=error'];
  // Standard output belongs to the demo.
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) stop('The dependencies could not be installed; see what npm says above, and check the network.');
}

function build() {
  console.error('Building …');
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function demo(args) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'demo', ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // Ctrl-C on a terminal reaches the child by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => stop(`The demo could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const { dependencies, devDependencies, engines } = readJson(join(ROOT, 'package.json'));
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) stop(`aksept needs Node ${engines.node}, this is ${process.versions.node}; install a newer Node.`);
const stale = distIsStale();
const needed = stale ? { ...dependencies, typescript: devDependencies.typescript, vite: devDependencies.vite } : dependencies;
if (missingPackage(needed) !== undefined) install();
if (stale) build();
demo(process.argv.slice(2));
