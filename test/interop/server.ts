/** `aksept serve` as strangers start it: dist/cli.js in a process of its own, with keys and cards of its own, on free ports. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueCards, serve, temporaryFolder } from '../support/cli.ts';

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
  const { path: folder, remove } = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await issueCards({ count: cardCount, balanceNok }, ['--store', 'memory:'], folder);
  const listeners = iso8583.replaceAll(/(^|,)\d+:/g, '$10:');
  const server = await serve(['--cards', 'cards.json', '--iso8583', listeners, ...options], folder);
  const stop = async (): Promise<void> => {
    await server.stop();
    remove();
  };
  const ports = server.iso8583.map((address) => Number(address.split(':').at(-1)));
  return { ports, cards: cardsOf(join(folder, 'cards.json')), pinKey: pinKeyOf(join(folder, 'data/keys.json')), folder, stop };
}
