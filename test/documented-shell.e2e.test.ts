/**
 * The shell examples of the documentation, run as a reader would: the commands of a page in their
 * order, in one folder, beside one server. Which cannot run here is listed with the reason. Words,
 * options and paths of all commands are checked in documented-commands.test.ts.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fencedBlocks } from './examples/doc-blocks.ts';
import { type CliResult, type Served, serve, temporaryFolder } from './support/cli.ts';
import { filesUnder, ROOT } from './support/sources.ts';

interface Page {
  /** Flags of its server; undefined: its commands need none. */
  readonly serve?: readonly string[];
  /** Files that the page shows in a block, by the language of the block and a text that it holds. */
  readonly files?: Readonly<Record<string, readonly [language: string, holds: string]>>;
}

const PAGES: Readonly<Record<string, Page>> = {
  'README.md': {},
  'docs/access.md': {},
  'docs/dialects.md': {},
  'docs/faults.md': { serve: [] },
  'docs/iso8583.md': {},
  'docs/journal.md': { serve: ['--store', 'file:./data/store'] },
  'docs/limits.md': { serve: [] },
  'docs/load.md': { serve: [] },
  'docs/operating.md': { serve: ['--clock', 'simulated:2026-01-01'], files: { 'aksept.json': ['console', '"deadlineMs": 1500'] } },
  'docs/scenarios.md': { files: { 'too-many.yaml': ['yaml', 'A withdrawal too many'] } },
  'docs/tls.md': {},
  'docs/traces.md': { serve: [] },
  'docs/workloads.md': { serve: [] },
};

const OWN_SERVER = 'It starts a server, and the page has one already.';
const TIMED = 'It measures, or takes minutes; tests of test/e2e and test/bench run it.';
const OTHER_HOST = 'It is for a host or a file of the reader.';

/** What is not run, and why. */
const NOT_RUN: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^(aksept|node dist\/cli\.js) serve/, OWN_SERVER],
  [/^(npm|bash|node socketQueue|\/usr\/bin\/python3)/, 'Another test runs the script.'],
  [/^(docker|systemctl|journalctl|cp|promtool|redis-cli|pbpaste|cat)/, 'documented-commands.test.ts says why.'],
  [/^aksept load/, TIMED],
  [/load-runs/, TIMED],
  [/cards\.example/, OTHER_HOST],
  [/redis:\/\//, 'It needs a Redis with cards; test/limits/stores/redis has one.'],
  [/aksept inspect|cli\.js inspect/, OTHER_HOST],
  [/^aksept journal repair/, 'It needs a damaged log; test/limits/stores/file damages one.'],
  [/^aksept scenario .*--target/, 'It needs a server with the message clock; test/scenario has one.'],
  [/^aksept replay|^aksept trace|\/v1\/traces|\/v1\/replays/, 'It needs a recorded trace; test/trace and test/http/traces have one.'],
  [/--profile youth|^aksept cards profile/, 'It needs a file of profiles of the reader.'],
  [/<card>|<pan>/, OTHER_HOST],
  [/idempotency-key: import-1/, 'The page breaks a line of the file by hand before.'],
  [/cards explain/, 'examples/readme.e2e.test.ts runs it.'],
  [/^curl -sN/, 'It ends when its reader does.'],
  [/^aksept programme /, 'It needs people, accounts and codes of its own; test/commands/programme runs the same story.'],
  [/tokens add ops-1/, 'It asks for a certificate of the reader.'],
];

/** Whose output is the one that the page shows, but for numbers, dates and the width of columns. */
const SHOWN = /^aksept (clock|config check|faults|scenario|tokens (list|revoke)|verify$|cards lost)/;

/** They take the address of a server, which is another one than that of the page. */
const ASKS_SERVER = /^(?:aksept|node dist\/cli\.js) (?:cards (?!issue .*--store)|faults|clock|verify$)/;

const CARDS = ['9578993548939916', '9578995684572625', '9578990000001235'].map((pan) => ({
  pan,
  expiry: '3012',
  pin: '1234',
  balanceMinor: 2_000_000,
}));
const TOKEN = /\b[0-9a-f]{32}\b/g;

interface Shown {
  readonly command: string;
  readonly output: string;
}

/** A command ends with its line, unless a quote is open or the line is continued. */
function commandsIn(block: string): readonly Shown[] {
  const shown: Shown[] = [];
  for (const text of block.split(/^ *\$ /m).slice(1)) {
    const lines = text.split('\n');
    let count = 1;
    const isOpen = (): boolean => {
      const so = lines.slice(0, count).join('\n');
      return so.endsWith('\\') || (so.match(/'/g)?.length ?? 0) % 2 === 1;
    };
    while (count < lines.length && isOpen()) count += 1;
    shown.push({ command: lines.slice(0, count).join('\n'), output: lines.slice(count).join('\n').trim() });
  }
  return shown;
}

const shownOn = (page: string): readonly Shown[] => fencedBlocks(page, 'console').flatMap(commandsIn);

function reasonOf({ command }: Shown): string | undefined {
  return NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];
}

function shape(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|\b[0-9a-f]{32}\b|\d[\d,.]*/g, '#')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}

function isFailure(output: string): boolean {
  return /^aksept: |^✗/m.test(output);
}

const folders: ReturnType<typeof temporaryFolder>[] = [];
const servers: Served[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  for (const folder of folders) folder.remove();
});

/** A folder with what the reader of a page has: the package, its examples, `aksept` on the path. */
function readersFolder(page: string, files: Page['files'] = {}): string {
  const folder = temporaryFolder();
  folders.push(folder);
  for (const name of ['dist', 'examples', 'deploy', 'node_modules']) symlinkSync(join(ROOT, name), join(folder.path, name));
  mkdirSync(join(folder.path, 'bin'));
  const program = join(folder.path, 'bin/aksept');
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${join(ROOT, 'dist/cli.js')} "$@"\n`);
  chmodSync(program, 0o755);
  for (const [name, [language, holds]] of Object.entries(files)) {
    const block = fencedBlocks(page, language).find((each) => each.includes(holds)) ?? '';
    const output = commandsIn(block).find((each) => each.output.includes(holds))?.output;
    writeFileSync(join(folder.path, name), output ?? block);
  }
  return folder.path;
}

function shell(command: string, cwd: string): Promise<CliResult> {
  const env = { ...process.env, PATH: `${cwd}/bin:${process.env['PATH']}`, LC_ALL: 'C', NO_COLOR: '1' };
  const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** Puts the server of the page and a card of it into a command. */
async function placed(server: Served | undefined): Promise<(command: string) => string> {
  if (server === undefined) return (command) => command;
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch(server.http + path, init)).json()) as Record<string, unknown>;
  };
  expect(await post('/v1/cards/import', { cards: CARDS })).toMatchObject({ count: CARDS.length });
  const { cards } = await post('/v1/cards/query', { pans: CARDS.map(({ pan }) => pan) });
  const [{ token = '' } = {}] = cards as readonly { readonly token?: string }[];
  return (command) => {
    const here = command.replaceAll('http://127.0.0.1:8080', server.http).replaceAll('127.0.0.1:7583', server.protobuf);
    const own = here.replaceAll(TOKEN, token);
    return ASKS_SERVER.test(command) ? `${own.replace(/ +#.*$/, '')} --url ${server.http}` : own;
  };
}

/** Empty: as the page says. */
function differenceOf({ command, output }: Shown, { code, stdout, stderr }: CliResult): string {
  const said = `${stdout}${stderr}`;
  const refused = /"status":[45]\d\d,/;
  if ((code !== 0) !== isFailure(output)) return `${command}\n  exit code ${code}: ${said}`;
  if (refused.test(stdout) !== refused.test(output)) return `${command}\n  refused: ${said}`;
  if (!SHOWN.test(command) || output === '' || output.includes('…')) return '';
  return shape(said) === shape(output) ? '' : `${command}\n  printed: ${said}\n  page: ${output}`;
}

test.each(Object.entries(PAGES))('%s', async (page, { serve: flags, files }) => {
  const folder = readersFolder(page, files);
  const server = flags === undefined ? undefined : await serve(flags, folder);
  if (server !== undefined) servers.push(server);
  const place = await placed(server);
  const wrong: string[] = [];
  for (const shown of shownOn(page)) {
    if (reasonOf(shown) !== undefined) continue;
    const difference = differenceOf(shown, await shell(place(shown.command), folder));
    if (difference !== '') wrong.push(difference);
  }
  expect(wrong.join('\n')).toBe('');
});

test('every page with commands is run, or none of its commands can be', () => {
  const pages = ['README.md', ...filesUnder('docs', '.md'), ...filesUnder('deploy', '.md')];
  const left = pages.filter((page) => PAGES[page] === undefined).flatMap((page) => shownOn(page).map((shown) => ({ page, shown })));
  expect(left.filter(({ shown }) => reasonOf(shown) === undefined).map(({ page, shown }) => `${page}: ${shown.command}`)).toEqual([]);
});

test('no reason is left over', () => {
  const all = ['README.md', ...filesUnder('docs', '.md'), ...filesUnder('deploy', '.md')].flatMap(shownOn);
  expect(NOT_RUN.filter(([pattern]) => !all.some(({ command }) => pattern.test(command))).map(String)).toEqual([]);
  expect(all.filter((shown) => reasonOf(shown) === undefined).length).toBeGreaterThan(30);
});
