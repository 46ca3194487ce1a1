/**
 * The suite `beside`: the latency of terminals at a steady rate with and without what runs beside them on the same server: the
 * console with its activity stream, a load run, replays, inspections. Each round measures the terminals undisturbed, then with
 * it. Last, how long each turn of the server's event loop is.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { COMPANIONS, type Companion } from './companions.ts';
import type { LoopBlocksFound, LoopDelay } from './loop-blocks.ts';
import { median, type Running, start } from './measure.ts';
import { PacedTerminals } from './paced-terminals.ts';
import type { PacedLatencies } from './paced-terminals-worker.ts';

const RATE_PER_SECOND = 500;
/** The p99 of the terminals meanwhile, divided by the undisturbed one. */
const GOAL_RATIO = 2;
const GOAL_BLOCK_US = 1_000;

interface Round {
  readonly quiet: PacedLatencies;
  readonly disturbed: PacedLatencies;
  readonly delay: LoopDelay;
  readonly done: number;
}

interface Measured {
  readonly companion: Companion;
  readonly rounds: readonly Round[];
  readonly quietBlocks: LoopBlocksFound;
  readonly blocks: LoopBlocksFound;
}

class Target {
  readonly #server: Running;
  readonly #http: string;
  readonly #terminals: PacedTerminals;
  readonly #companion: Companion;
  readonly #seconds: number;

  private constructor(server: Running, companion: Companion, seconds: number) {
    this.#server = server;
    const ports: { readonly protobuf: number; readonly http: number } = JSON.parse(server.firstLine);
    this.#http = `http://127.0.0.1:${ports.http}`;
    this.#terminals = new PacedTerminals({ port: ports.protobuf, ratePerSecond: RATE_PER_SECOND });
    this.#companion = companion;
    this.#seconds = seconds;
  }

  static async start(companion: Companion, seconds: number): Promise<Target> {
    return new Target(await start('hostile-server-process', [0]), companion, seconds);
  }

  async measure(rounds: number): Promise<Measured> {
    // Code that runs for the first time is slow.
    await this.#beside(() => this.#wait());
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await this.#round());
    const quietBlocks = await this.#blocks();
    const { found: blocks } = await this.#beside(() => this.#blocks());
    return { companion: this.#companion, rounds: measured, quietBlocks, blocks };
  }

  async stop(): Promise<void> {
    await this.#terminals.stop();
    await this.#server.stop();
  }

  #wait(): Promise<void> {
    return delay(this.#seconds * 1_000);
  }

  async #ask<T>(what: string): Promise<T> {
    return JSON.parse(await this.#server.ask(what));
  }

  /** While the companion goes on. */
  async #beside<T>(work: () => Promise<T>): Promise<{ readonly found: T; readonly done: number }> {
    const end = await this.#companion.begin(this.#http);
    const found = await work();
    return { found, done: await end() };
  }

  async #round(): Promise<Round> {
    await this.#ask('settle');
    const { latencies: quiet } = await this.#terminals.measure(() => this.#wait());
    const { found, done } = await this.#beside(async () => {
      await this.#ask('delays');
      const { latencies } = await this.#terminals.measure(() => this.#wait());
      return { latencies, delay: await this.#ask<LoopDelay>('delays') };
    });
    return { quiet, disturbed: found.latencies, delay: found.delay, done };
  }

  async #blocks(): Promise<LoopBlocksFound> {
    await this.#ask('startBlocks');
    await this.#wait();
    return this.#ask('stopBlocks');
  }
}

const COLUMNS = [
  'beside the terminals',
  'done',
  'p99 undisturbed',
  'p99 meanwhile',
  'ratio',
  'max undisturbed',
  'max meanwhile',
  'loop late p99',
  'loop late max',
  'block max, undisturbed',
  'block max',
] as const;

function row({ companion, rounds, quietBlocks, blocks }: Measured): string {
  const middle = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const ms = (us: number): string => (us / 1_000).toFixed(2);
  const marked = (text: string, isBad: boolean): string => `**${text}${isBad ? ' !' : ''}**`;
  const ratio = middle(({ quiet, disturbed }) => disturbed.p99Us / quiet.p99Us);
  const cells = [
    companion.name,
    Math.round(middle(({ done }) => done)),
    ms(middle(({ quiet }) => quiet.p99Us)),
    ms(middle(({ disturbed }) => disturbed.p99Us)),
    marked(ratio.toFixed(2), ratio > GOAL_RATIO),
    ms(middle(({ quiet }) => quiet.maxUs)),
    ms(middle(({ disturbed }) => disturbed.maxUs)),
    ms(middle(({ delay }) => delay.p99Us)),
    ms(middle(({ delay }) => delay.maxUs)),
    ms(quietBlocks.maxUs),
    marked(ms(blocks.maxUs), blocks.maxUs > GOAL_BLOCK_US),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A table in Markdown. */
export async function besideReport(rounds: number, seconds: number, match: string): Promise<string> {
  const rows: string[] = [];
  for (const companion of COMPANIONS.filter(({ name }) => name.includes(match))) {
    const target = await Target.start(companion, seconds);
    try {
      rows.push(row(await target.measure(rounds)));
    } finally {
      await target.stop();
    }
    process.stderr.write(`${rows.at(-1)}\n`);
  }
  const head = `Terminals: ${RATE_PER_SECOND} a second over protobuf, embedded store; medians of ${rounds} rounds of ${seconds} s, in ms. Block: processor time of one turn of the server's event loop. Goals: a ratio of at most ${GOAL_RATIO}, no block longer than ${GOAL_BLOCK_US / 1_000} ms.`;
  const line = ['---', ...COLUMNS.slice(1).map(() => '---:')];
  return `${head}\n\n| ${COLUMNS.join(' | ')} |\n|${line.join('|')}|\n${rows.join('\n')}\n`;
}
