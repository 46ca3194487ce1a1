/**
 * The suite `hostile`: the latency of terminals at a steady rate while HTTP clients send what costs the server most. Each
 * request is measured beside the undisturbed latency, which is measured just before it.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { HOSTILE, type Hostile } from './hostile-requests.ts';
import { median, start } from './measure.ts';
import type { PacedData, PacedLatencies } from './paced-terminals-worker.ts';

const RATE_PER_SECOND = 500;
const CARDS = 200_000;
/** The p99 of the terminals meanwhile, divided by the undisturbed one. */
const GOAL_RATIO = 2;

interface Round {
  readonly quiet: PacedLatencies;
  readonly disturbed: PacedLatencies;
  readonly turns: TurnTimes;
  readonly quietTurns: TurnTimes;
  readonly sent: number;
}

/** Processor time of the server between two turns of its event loop. */
interface TurnTimes {
  readonly p99Us: number;
  readonly maxUs: number;
}

class Terminals {
  readonly #worker: Worker;

  constructor(data: PacedData) {
    this.#worker = new Worker(new URL('./paced-terminals-worker.js', import.meta.url), { workerData: data });
  }

  async measure(work: () => Promise<void>): Promise<PacedLatencies> {
    this.#worker.postMessage('start');
    await work();
    this.#worker.postMessage('stop');
    const [latencies]: PacedLatencies[] = await once(this.#worker, 'message');
    if (latencies === undefined) throw new Error('The terminals gave no latencies.');
    return latencies;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** All clients send again and again until the time is over, and finish what they have begun. */
async function disturb({ clients, send }: Hostile, port: number, seconds: number): Promise<number> {
  const endMs = performance.now() + seconds * 1_000;
  let sent = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await send(port);
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return sent;
}

function row({ name, clients }: Hostile, rounds: readonly Round[]): string {
  const middle = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const ms = (pick: (round: Round) => number): string => (middle(pick) / 1_000).toFixed(2);
  const ratio = middle(({ quiet, disturbed }) => disturbed.p99Us / quiet.p99Us);
  const sent = Math.round(middle((round) => round.sent));
  const marked = `${ratio.toFixed(2)}${ratio > GOAL_RATIO ? ' !' : ''}`;
  return `| ${name} | ${clients} | ${sent} | ${ms((r) => r.quiet.p99Us)} | ${ms((r) => r.disturbed.p99Us)} | **${marked}** | ${ms((r) => r.disturbed.p50Us)} | ${ms((r) => r.disturbed.maxUs)} | ${ms((r) => r.quietTurns.p99Us)} | ${ms((r) => r.turns.p99Us)} | ${ms((r) => r.turns.maxUs)} |`;
}

/** A table in Markdown. */
export async function hostileReport(rounds: number, seconds: number, match: string): Promise<string> {
  const chosen = HOSTILE.filter(({ name }) => name.includes(match));
  const rows: string[] = [];
  for (const hostile of chosen) {
    const server = await start('hostile-server-process', [CARDS]);
    const { protobuf, http }: { readonly protobuf: number; readonly http: number } = JSON.parse(server.firstLine);
    const terminals = new Terminals({ port: protobuf, ratePerSecond: RATE_PER_SECOND });
    const measured: Round[] = [];
    try {
      // Code that runs for the first time is slow, whoever sends it.
      await disturb(hostile, http, seconds);
      for (let round = 0; round < rounds; round += 1) {
        await server.ask('turns');
        const quiet = await terminals.measure(() => delay(seconds * 1_000));
        const quietTurns: TurnTimes = JSON.parse(await server.ask('turns'));
        let sent = 0;
        const disturbed = await terminals.measure(async () => {
          sent = await disturb(hostile, http, seconds);
        });
        const turns: TurnTimes = JSON.parse(await server.ask('turns'));
        measured.push({ quiet, quietTurns, disturbed, turns, sent });
      }
    } finally {
      await terminals.stop();
      await server.stop();
    }
    rows.push(row(hostile, measured));
    process.stderr.write(`${rows.at(-1)}\n`);
  }
  const head = `Terminals: ${RATE_PER_SECOND} a second over protobuf, ${CARDS} cards, embedded store; medians of ${rounds} rounds of ${seconds} s, in ms. A turn is the processor time of the server between two turns of its event loop. Goal: a ratio of at most ${GOAL_RATIO}.`;
  return `${head}\n\n| HTTP meanwhile | clients | sent | p99 undisturbed | p99 meanwhile | ratio | p50 meanwhile | max meanwhile | turn p99 undisturbed | turn p99 | turn max |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n${rows.join('\n')}\n`;
}
