/** `aksept serve` as strangers start it: dist/cli.js in a process of its own, with keys and cards of its own, on free ports. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../support/sources.ts';

const CLI = join(ROOT, 'dist/cli.js');

export interface Card {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
}

export interface Host {
  /** Of the listeners of ISO 8583, in the order they were asked for. */
  readonly ports: readonly number[];
  readonly cards: readonly Card[];
  /** The ring's TDES key for PIN blocks: 16 bytes. */
  readonly pinKey: Buffer;
  /** Where it runs, with cards.json and data/keys.json. */
  readonly folder: string;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** The setting iso8583; its ports are not taken, each gets a free one. */
  readonly iso8583: string;
  /** Other options of `aksept serve`. */
  readonly options?: readonly string[];
  readonly cardCount?: number;
  /** Of each card. */
  readonly balanceNok?: number;
  /** Files by name, for dialects: they stand in the folder that the server runs in. */
  readonly files?: Readonly<Record<string, string>>;
}

function cardsOf(path: string): readonly Card[] {
  const { cards }: { readonly cards: readonly Card[] } = JSON.parse(readFileSync(path, 'utf8'));
  return cards;
}

function pinKeyOf(path: string): Buffer {
  const { keys }: { readonly keys: readonly { readonly use: string; readonly algorithm: string; readonly key: string }[] } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const found = keys.find(({ use, algorithm }) => use === 'terminalPin' && algorithm === 'TDES');
  if (found === undefined) throw new Error('The key ring has no TDES key for PIN blocks.');
  return Buffer.from(found.key, 'hex');
}

/** 60,000 NOK are more than the limit for shops. */
export async function startHost({ iso8583, options = [], cardCount = 12, balanceNok = 60_000, files = {} }: HostOptions): Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-strangers-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const issue = ['cards', 'issue', '--count', String(cardCount), '--balance', String(balanceNok)];
  execFileSync(process.execPath, [CLI, ...issue, '--store', 'memory:', '--out', 'cards.json'], { cwd: folder, stdio: 'pipe' });
  const ports = ['--protobuf-port', '0', '--http-port', '0', '--iso8583', iso8583.replaceAll(/(^|,)\d+:/g, '$10:')];
  const child = spawn(process.execPath, [CLI, 'serve', '--cards', 'cards.json', '--log-level', 'silent', ...ports, ...options], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true });
  };
  const found: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^Terminals \S+:(\d+) \(ISO 8583 /.exec(line)?.[1];
    if (port !== undefined) found.push(Number(port));
    if (!line.startsWith('HTTP')) continue;
    const [cards, pinKey] = [cardsOf(join(folder, 'cards.json')), pinKeyOf(join(folder, 'data/keys.json'))];
    return { ports: found, cards, pinKey, folder, stop };
  }
  throw new Error('The server ended before it said where it listens.');
}
