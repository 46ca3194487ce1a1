/** Runs dist/cli.js, and servers of it, in a folder of their own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCliHere } from './cli-here.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Resolves with the standard output so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
  /** The same for standard error. */
  noted(pattern: RegExp): Promise<string>;
  ended(): Promise<CliResult>;
  /** The standard error so far. */
  log(): string;
  stop(): void;
  /** SIGHUP. */
  hangUp(): void;
  /** SIGKILL: it has no time for anything. */
  kill(): void;
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'aksept-sim-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** In the locale that is said, whatever this machine's own is. */
export function startCli(args: readonly string[], cwd: string, locale = 'C', env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: locale, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of watchers) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of watchers) look();
  });
  const ended = new Promise<CliResult>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const once = (said: () => string, pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(said())) return;
        watchers.delete(look);
        resolve(said());
      };
      watchers.add(look);
      void ended.then(() => reject(new Error(`It ended without printing ${pattern}: ${stderr}`)));
      look();
    });
  return {
    printed: (pattern) => once(() => stdout, pattern),
    noted: (pattern) => once(() => stderr, pattern),
    ended: () => ended,
    log: () => stderr,
    stop: () => child.kill('SIGTERM'),
    hangUp: () => child.kill('SIGHUP'),
    kill: () => child.kill('SIGKILL'),
  };
}

export function runCli(args: readonly string[], cwd: string, locale = 'C'): Promise<CliResult> {
  return startCli(args, cwd, locale).ended();
}

/** An `aksept serve` that runs. */
export interface Served {
  /** Addresses, as host:port. */
  readonly protobuf: string;
  readonly iso8583: readonly string[];
  /** URL of the HTTP side. */
  readonly http: string;
  /** The lines of its log so far, from level warn on. */
  log(): string;
  stop(): Promise<CliResult>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
}

/**
 * Starts `aksept serve` and waits until it listens. The store is in memory unless `args` name one: most tests are not about
 * what is kept, and a busy disk must not decide how fast they are. Ports are free ones,
 * listeners of ISO 8583 only those that are asked for.
 */
export async function serve(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const ports = ['--protobuf-port', '0', '--http-port', '0', ...(args.includes('--iso8583') ? [] : ['--iso8583', 'none'])];
  const store = args.includes('--store') ? [] : ['--store', 'memory:'];
  const running = startCli(['serve', '--log-level', 'warn', ...store, ...ports, ...args], cwd, 'C', env);
  const printed = await running.printed(/^HTTP .*$/m);
  const listeners = [...printed.matchAll(/^Terminals (\S+) \((protobuf|ISO 8583)/gm)];
  const addressesOf = (wire: string): readonly string[] => listeners.flatMap(([, address = '', of]) => (of === wire ? [address] : []));
  return {
    protobuf: addressesOf('protobuf')[0] ?? '',
    iso8583: addressesOf('ISO 8583'),
    http: /^HTTP\s+(\S+)/m.exec(printed)?.[1] ?? '',
    log: () => running.log(),
    stop: () => {
      running.stop();
      return running.ended();
    },
    kill: async () => {
      running.kill();
      await running.ended();
    },
  };
}

/** Issues cards into cards.json of the folder. `args`: where the store is, or its keys. */
export async function issueCards(
  cards: { readonly count: number; readonly balanceNok: number },
  args: readonly string[],
  cwd: string,
): Promise<void> {
  const issue = ['cards', 'issue', '--count', String(cards.count), '--balance', String(cards.balanceNok), '--out', 'cards.json'];
  const { code, stderr } = await runCliHere([...issue, ...args], cwd);
  if (code !== 0) throw new Error(`No cards were issued: ${stderr}`);
}
