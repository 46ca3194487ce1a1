/**
 * Debian and Ubuntu: downloads packages of the distribution, such as redis-server, with the libraries this
 * machine lacks, and extracts them into node_modules/.cache. Nothing is installed; it works without root.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const CACHE_PARENT = join(import.meta.dirname, '../../node_modules/.cache/aksept');
const LISTS_FOLDER = '/var/lib/apt/lists';
const TIMEOUT_MS = 180_000;

/** What is extracted together, into a folder of its own. */
export interface DebianProgram {
  /** The program that is started from it. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Whether it needs shared libraries beyond those of every system. */
  readonly needsLibraries: boolean;
}

/** Where the packages of a program are extracted. */
export function extractionOf({ name }: DebianProgram): string {
  return join(CACHE_PARENT, name);
}

interface Ran {
  readonly ok: boolean;
  readonly output: string;
  readonly errors: string;
}

function run(command: string, args: readonly string[], cwd = '/'): Ran {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env, timeout: TIMEOUT_MS });
  return { ok: status === 0, output: stdout ?? '', errors: error?.message ?? stderr ?? '' };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** The folders of shared libraries in the extraction, for LD_LIBRARY_PATH. */
export function extractedLibraryPath(program: DebianProgram): string {
  const folders: string[] = [];
  for (const top of ['usr/lib', 'lib']) {
    const folder = join(extractionOf(program), top);
    if (!existsSync(folder)) continue;
    folders.push(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name.includes('-linux-')) folders.push(join(folder, entry.name));
    }
  }
  return folders.join(':');
}

function listsAreEmpty(): boolean {
  return !existsSync(LISTS_FOLDER) || !readdirSync(LISTS_FOLDER).some((name) => name.includes('_Packages'));
}

/** The names among them that are not installed here. */
function notInstalled(names: readonly string[]): readonly string[] {
  const { output } = run('dpkg-query', ['-W', '-f', `\${Package} \${db:Status-Status}\n`, ...names]);
  const lines = new Set(output.split('\n'));
  return names.filter((name) => !lines.has(`${name} installed`));
}

/** The libraries that packages need and that are not installed here; their names differ between releases. */
function missingLibraries(packages: readonly string[]): readonly string[] {
  const missing = new Set<string>();
  let level = packages;
  // What an installed library needs is installed too.
  while (level.length > 0) {
    const { output } = run('apt-cache', ['depends', ...level]);
    const libraries = [...output.matchAll(/^ [ |](?:Pre)?Depends: (lib[a-z0-9.+-]+)$/gm)].flatMap((match) => match[1] ?? []);
    const fresh = [...new Set(libraries)].filter((name) => !missing.has(name));
    level = fresh.length === 0 ? [] : notInstalled(fresh);
    for (const name of level) missing.add(name);
  }
  return [...missing];
}

function download(folder: string, { packages, needsLibraries }: DebianProgram): Ran {
  // As root apt would change to a user that may not write here.
  const sandbox = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [];
  return run('apt-get', [...sandbox, '-q', 'download', ...packages, ...(needsLibraries ? missingLibraries(packages) : [])], folder);
}

function fetchInto(folder: string, program: DebianProgram): string {
  const root = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get')) return 'this system has no apt-get to fetch one with';
  if (listsAreEmpty()) {
    if (!root) return "the package lists are empty, and only root can fill them with 'apt-get update'";
    run('apt-get', ['-q', 'update']);
  }
  let fetched = download(folder, program);
  if (!fetched.ok && root) {
    // Lists of yesterday can name versions the mirror no longer has.
    run('apt-get', ['-q', 'update']);
    fetched = download(folder, program);
  }
  if (!fetched.ok) return `apt-get download failed (${lastLine(fetched.errors)})`;
  const tree = join(folder, 'tree');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
    const { ok, errors } = run('dpkg-deb', ['-x', join(folder, name), tree]);
    if (!ok) return `dpkg-deb could not extract ${name} (${lastLine(errors)})`;
  }
  rmSync(extractionOf(program), { recursive: true, force: true });
  renameSync(tree, extractionOf(program));
  return `the extracted ${program.name} does not start`;
}

/** Fills the program's folder. Returns half a sentence that holds if it cannot be started from it afterwards. */
export function extractProgram(program: DebianProgram): string {
  mkdirSync(CACHE_PARENT, { recursive: true });
  const folder = mkdtempSync(join(CACHE_PARENT, 'download-'));
  try {
    return fetchInto(folder, program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
