/**
 * The suite `hostile`: the latency of terminals at a steady rate while HTTP clients send what costs the server most. Each round
 * measures, one after another: the terminals undisturbed; while the clients send to the server; and while they send the same
 * bytes at the same instants to a process that only reads them (the control). Last, how long each turn of the server's event
 * loop is.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { attack } from './attacker.ts';
import { HOSTILE, type Hostile } from './hostile-requests.ts';
import type { LoopBlocksFound, LoopDelay } from './loop-blocks.ts';
import { median, type Running, start } from './measure.ts';
import { PacedTerminals } from './paced-terminals.ts';
import type { PacedLatencies } from './paced-terminals-worker.ts';

const RATE_PER_SECOND = 500;
const CARDS = 200_000;
/** The p99 of the terminals meanwhile, divided by the undisturbed one. */
const GOAL_RATIO = 2;
/** The longest that a request may hold the event loop. */
const GOAL_BLOCK_US = 1_000;

interface Round {
  readonly quiet: PacedLatencies;
  readonly control: PacedLatencies;
  readonly disturbed: PacedLatencies;
  readonly delay: LoopDelay;
  readonly sent: number;
}

interface Measured {
  readonly hostile: Hostile;
  readonly rounds: readonly Round[];
  readonly quietBlocks: LoopBlocksFound;
  readonly blocks: LoopBlocksFound;
}

/** The server, the control, and how both are asked. */
class Target {
  readonly #server: Running;
  readonly #sink: Running;
  readonly #ports: { readonly protobuf: number; readonly http: number };
  readonly #terminals: PacedTerminals;
  readonly #hostile: Hostile;
  readonly #seconds: number;

  private constructor(server: Running, sink: Running, hostile: Hostile, seconds: number) {
    this.#server = server;
    this.#sink = sink;
    this.#ports = JSON.parse(server.firstLine);
    this.#terminals = new PacedTerminals({ port: this.#ports.protobuf, ratePerSecond: RATE_PER_SECOND });
    this.#hostile = hostile;
    this.#seconds = seconds;
  }

  static async start(hostile: Hostile, seconds: number): Promise<Target> {
    const [server, sink] = await Promise.all([start('hostile-server-process', [CARDS]), start('sink-process', [])]);
    return new Target(server, sink, hostile, seconds);
  }

  async measure(rounds: number): Promise<Measured> {
    // Code that runs for the first time is slow, whoever sends it.
    await this.#attack();
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await this.#round());
    const quietBlocks = await this.#blocks(() => delay(this.#seconds * 1_000));
    const blocks = await this.#blocks(() => this.#attack());
    return { hostile: this.#hostile, rounds: measured, quietBlocks, blocks };
  }

  async stop(): Promise<void> {
    await this.#terminals.stop();
    await Promise.all([this.#server.stop(), this.#sink.stop()]);
  }

  async #ask<T>(what: string): Promise<T> {
    return JSON.parse(await this.#server.ask(what));
  }

  #attack() {
    return attack(this.#hostile, this.#ports.http, this.#seconds);
  }

  async #round(): Promise<Round> {
    await this.#ask('settle');
    const { latencies: quiet } = await this.#terminals.measure(() => delay(this.#seconds * 1_000));
    await this.#ask('delays');
    const { latencies: disturbed, done } = await this.#terminals.measure(() => this.#attack());
    const loopDelay = await this.#ask<LoopDelay>('delays');
    await this.#ask('settle');
    await this.#sink.ask(String(Math.max(1, Math.floor(done.bytesPerRequest))));
    const { latencies: control } = await this.#terminals.measure(() =>
      attack(this.#hostile, Number(this.#sink.firstLine), this.#seconds, done.schedule),
    );
    return { quiet, control, disturbed, delay: loopDelay, sent: done.sent };
  }

  async #blocks(work: () => Promise<unknown>): Promise<LoopBlocksFound> {
    await this.#ask('settle');
    await this.#ask('startBlocks');
    await work();
    return this.#ask('stopBlocks');
  }
}

const COLUMNS = [
  'HTTP meanwhile',
  'clients',
  'sent',
  'p99 undisturbed',
  'p99 control',
  'p99 meanwhile',
  'ratio to undisturbed',
  'ratio to control',
  'max meanwhile',
  'loop late p99',
  'loop late max',
  'wait p99, undisturbed',
  'wait p99',
  'block max, undisturbed',
  'block max',
] as const;

function row({ hostile, rounds, quietBlocks, blocks }: Measured): string {
  const middle = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const ms = (us: number): string => (us / 1_000).toFixed(2);
  const marked = (text: string, isBad: boolean): string => `**${text}${isBad ? ' !' : ''}**`;
  const toQuiet = middle(({ quiet, disturbed }) => disturbed.p99Us / quiet.p99Us);
  const toControl = middle(({ control, disturbed }) => disturbed.p99Us / control.p99Us);
  const cells = [
    hostile.name,
    hostile.clients,
    Math.round(middle(({ sent }) => sent)),
    ms(middle(({ quiet }) => quiet.p99Us)),
    ms(middle(({ control }) => control.p99Us)),
    ms(middle(({ disturbed }) => disturbed.p99Us)),
    marked(toQuiet.toFixed(2), toQuiet > GOAL_RATIO),
    toControl.toFixed(2),
    ms(middle(({ disturbed }) => disturbed.maxUs)),
    ms(middle(({ delay }) => delay.p99Us)),
    ms(middle(({ delay }) => delay.maxUs)),
    ms(quietBlocks.waitP99Us),
    ms(blocks.waitP99Us),
    ms(quietBlocks.maxUs),
    marked(ms(blocks.maxUs), blocks.maxUs > GOAL_BLOCK_US),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A table in Markdown. */
export async function hostileReport(rounds: number, seconds: number, match: string): Promise<string> {
  const rows: string[] = [];
  for (const hostile of HOSTILE.filter(({ name }) => name.includes(match))) {
    const target = await Target.start(hostile, seconds);
    try {
      rows.push(row(await target.measure(rounds)));
    } finally {
      await target.stop();
    }
    process.stderr.write(`${rows.at(-1)}\n`);
  }
  const head = `Terminals: ${RATE_PER_SECOND} a second over protobuf, ${CARDS} cards, embedded store; medians of ${rounds} rounds of ${seconds} s, in ms. Control: the same bytes, sent to a process that only reads them. Block: processor time of one turn of the server's event loop. Goals: a ratio of at most ${GOAL_RATIO}, no block longer than ${GOAL_BLOCK_US / 1_000} ms.`;
  const line = ['---', ...COLUMNS.slice(1).map(() => '---:')];
  return `${head}\n\n| ${COLUMNS.join(' | ')} |\n|${line.join('|')}|\n${rows.join('\n')}\n`;
}
