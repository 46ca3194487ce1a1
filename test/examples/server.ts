/** A server of dist/cli.js with its own keys and cards, on free ports. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../support/sources.ts';

const CLI = join(ROOT, 'dist/cli.js');

export interface ExampleServer {
  readonly port: number;
  readonly httpUrl: string;
  readonly cards: string;
  readonly keys: string;
  stop(): Promise<void>;
}

/** Cards with 60,000 NOK: a large purchase meets the limit, not the coverage. */
export async function startExampleServer(): Promise<ExampleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-example-'));
  const [cards, keys] = [join(folder, 'cards.json'), join(folder, 'keys.json')];
  const issue = ['cards', 'issue', '--count', '3', '--balance', '60000', '--store', 'memory:', '--keys', keys, '--out', cards];
  execFileSync(process.execPath, [CLI, ...issue], { stdio: 'pipe' });
  const ports = ['--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none'];
  const child = spawn(process.execPath, [CLI, 'serve', '--cards', cards, '--keys', keys, '--log-level', 'silent', ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let port = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    port = Number(/^Terminals \S+:(\d+)/.exec(line)?.[1] ?? port);
    const httpUrl = /^HTTP\s+(http:\S+)/.exec(line)?.[1];
    if (httpUrl === undefined) continue;
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true });
    };
    return { port, httpUrl, cards, keys, stop };
  }
  throw new Error('The server of the example ended before it said where it listens.');
}
