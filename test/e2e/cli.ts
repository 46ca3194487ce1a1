/** Runs dist/cli.js in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Resolves with the standard output so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
  ended(): Promise<CliResult>;
  stop(): void;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'aksept-sim-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** In the locale that is said, whatever this machine's own is. */
export function startCli(args: readonly string[], cwd: string, locale = 'C'): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: locale },
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
  });
  const ended = new Promise<CliResult>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(stdout)) return;
          watchers.delete(look);
          resolve(stdout);
        };
        watchers.add(look);
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}: ${stderr}`)));
        look();
      }),
    ended: () => ended,
    stop: () => child.kill('SIGTERM'),
  };
}

export function runCli(args: readonly string[], cwd: string, locale = 'C'): Promise<CliResult> {
  return startCli(args, cwd, locale).ended();
}
