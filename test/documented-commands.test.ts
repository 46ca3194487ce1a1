/**
 * Every command of README.md, docs/, deploy/ and examples/ is one that works: aksept takes its words, npm has the
 * script, the server has the path, a test runs the example. What no test can run is listed, with the reason.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram, registerCommands } from '../src/commands/program.ts';
import { OPERATIONS } from '../src/http/openapi/operations/operations.ts';
import { filesUnder, read } from './support/sources.ts';

interface Documented {
  readonly page: string;
  readonly line: string;
  /** As a shell would pass them. */
  readonly words: readonly string[];
}

/** Programs and scripts that another test runs. */
const RUN_BY: Readonly<Record<string, string>> = {
  'examples/first-authorization.sh': 'test/examples/first-authorization.e2e.test.ts',
  'examples/fuel-pump.sh': 'test/examples/fuel-pump.e2e.test.ts',
  'examples/python-terminal/terminal.py': 'test/examples/python-terminal.e2e.test.ts',
  'examples/iso8583-terminal/terminal.mjs': 'test/interop/iso8583-terminal.e2e.test.ts',
  promtool: 'test/deploy/monitoring.e2e.test.ts',
};

/** What is not run, by the first word. */
const NOT_RUN: Readonly<Record<string, string>> = {
  docker: 'It needs a container engine; test/deploy runs what the containers run.',
  systemctl: 'It changes the system; systemd-analyze checks the unit.',
  journalctl: 'It needs the service of systemctl.',
  cp: 'It writes into /etc.',
  'apt-get': 'It installs packages of the system.',
  'redis-cli': 'It shows or sets what the tests of the Redis store look at by their own client.',
  jq: 'It is software of the reader.',
  sed: 'It changes a file of the page, and is no part of aksept.',
  pbpaste: 'It is a program of macOS.',
  cat: 'It prints a file of the page.',
};

/** Software of the reader, started by node. */
const READERS_SCRIPTS: readonly string[] = ['socketQueue.js'];

function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, spaces = '', quoted, double, plain] of line.matchAll(/(\s*)(?:'([^']*)'?|"([^"]*)"|([^\s'"]+))/g)) {
    const piece = quoted ?? double ?? plain ?? '';
    if (spaces === '' && words.length > 0) words[words.length - 1] += piece;
    else words.push(piece);
  }
  return words;
}

/** The commands of a page, each part of a pipe for itself, without what it redirects. */
function documentedOn(page: string): readonly Documented[] {
  return [...read(page).matchAll(/^ *\$ ((?:.*\\\n)*.*)$/gm)].flatMap(([, text = '']) => {
    const whole = text.replaceAll('\\\n', ' ').replace(/\s#.*$/, '');
    return whole.split(' | ').map((part) => {
      // A variable before the program, and what is redirected, are the shell's.
      const words = wordsOf(part.replace(/ > \S+/, '').replace(/^[A-Z_]+=(?:\$\([^)]*\)|\S+) /, ''));
      return { page, line: part.trim(), words };
    });
  });
}

const PAGES = ['README.md', 'CONTRIBUTING.md', ...['docs', 'deploy', 'examples'].flatMap((folder) => filesUnder(folder, '.md'))];
const documented = PAGES.flatMap(documentedOn);

/** The words after `aksept`, or after `node dist/cli.js`. */
function argumentsOf({ words }: Documented): readonly string[] | undefined {
  if (words[0] === 'aksept') return words.slice(1);
  return words[0] === 'node' && words[1] === 'dist/cli.js' ? words.slice(2) : undefined;
}

function neutralize(command: Command): void {
  command.action(() => {});
  for (const each of command.commands) neutralize(each);
}

/** Empty, or why aksept does not take the words. */
async function mistakeIn(args: readonly string[]): Promise<string> {
  let said = '';
  const program = createProgram({ columns: 200, out: () => {}, err: (text) => (said += text) });
  await registerCommands(program, args[0] ?? '');
  for (const command of program.commands)
    if (command.commands.length === 0) command.action(() => {});
    else for (const each of command.commands) neutralize(each);
  try {
    await program.parseAsync(args, { from: 'user' });
    return '';
  } catch (error) {
    return said || String(error);
  }
}

describe('commands of the documentation', () => {
  const ours = documented.filter((each) => argumentsOf(each) !== undefined);

  test('aksept takes the words of each of its commands', async () => {
    expect(ours.length).toBeGreaterThan(80);
    const wrong: string[] = [];
    for (const each of ours) {
      const mistake = await mistakeIn(argumentsOf(each) ?? []);
      if (mistake !== '') wrong.push(`${each.page}: ${each.line}: ${mistake}`);
    }
    expect(wrong).toEqual([]);
  });

  test('npm has the scripts', () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));
    const asked = documented.filter(({ words }) => words[0] === 'npm' && words[1] === 'run').map(({ words }) => words[2] ?? '');
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('the server has the paths that curl asks for', () => {
    const patterns = Object.keys(OPERATIONS).map((key) => new RegExp(`^${key.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
    const asked = documented
      .filter(({ words }) => words[0] === 'curl')
      .map(({ line, words }) => {
        const method = words.includes('-X') ? words[words.indexOf('-X') + 1] : /\s(?:-d|--data-binary)\s/.test(line) ? 'POST' : 'GET';
        const url = words.find((word) => /^https?:\/\/[\w.-]+:8080\//.test(word)) ?? '';
        return `${method} ${new URL(url, 'http://none').pathname}`;
      });
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((each) => !patterns.some((pattern) => pattern.test(each)))).toEqual([]);
  });

  test('every other command is run by a test, or is listed with the reason why not', () => {
    const left = documented.filter((each) => {
      const [first = '', second = ''] = each.words;
      if (argumentsOf(each) !== undefined || first === 'curl' || (first === 'npm' && second === 'run')) return false;
      if (first === 'npm' && ['install', 'start'].includes(second)) return false;
      const script = ['bash', 'node', '/usr/bin/python3'].includes(first) ? second : first;
      return RUN_BY[script] === undefined && NOT_RUN[script] === undefined && !READERS_SCRIPTS.includes(script);
    });
    expect(left.map(({ page, line }) => `${page}: ${line}`)).toEqual([]);
    expect(Object.values(RUN_BY).filter((path) => !existsSync(path))).toEqual([]);
    for (const [script, path] of Object.entries(RUN_BY)) expect(read(path), path).toContain(script.split('/').at(-1));
  });

  test('a command that does not exist, or has an unknown option, is found', async () => {
    expect(await mistakeIn(['serve', '--no-such-option'])).toContain('unknown option');
    expect(await mistakeIn(['cards', 'vanish'])).toContain('unknown command');
    expect(await mistakeIn(['trace', 'capture', 'line.pcap'])).toContain('required option');
  });
});
