/** Ratios measured side by side: each round measures both, the ratio of each round counts, the median is quoted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PROTOBUF } from './wire.ts';

export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** Median of the rounds. */
  readonly ours: number;
  readonly ceilingWhat: string;
  readonly ceiling: number;
  readonly ratio: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
  readonly rounds: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export type Measure = () => Promise<number> | number;

export type NamedFigure = Pick<Figure, 'id' | 'what' | 'unit' | 'ceilingWhat'>;

/** Rates per second of one round. */
export interface Pair {
  readonly ours: number;
  readonly ceiling: number;
}

/** Rates per second of both, in turn. */
export async function compare(named: NamedFigure, rounds: number, ours: Measure, ceiling: Measure): Promise<Figure> {
  const pairs: Pair[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const pair = { ceiling: await ceiling(), ours: await ours() };
    pairs.push(pair);
    process.stderr.write(
      `  ${named.id} round ${round}/${rounds}: ${Math.round(pair.ours)} ÷ ${Math.round(pair.ceiling)} = ${(pair.ours / pair.ceiling).toFixed(3)}\n`,
    );
  }
  return figureOf(named, pairs);
}

/** The medians of the rounds. */
export function figureOf(named: NamedFigure, pairs: readonly Pair[]): Figure {
  const ratios = pairs.map((pair) => pair.ours / pair.ceiling);
  return {
    ...named,
    ours: Math.round(median(pairs.map((pair) => pair.ours))),
    ceiling: Math.round(median(pairs.map((pair) => pair.ceiling))),
    ratio: median(ratios),
    ratioMin: Math.min(...ratios),
    ratioMax: Math.max(...ratios),
    rounds: pairs.length,
  };
}

/** Markdown. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, what, ours, ceilingWhat, ceiling, ratio, ratioMin, ratioMax }) => {
    const number = (value: number): string => value.toLocaleString('en-US');
    return `| ${id} | ${what} | ${number(ours)} | ${ceilingWhat} | ${number(ceiling)} | **${ratio.toFixed(2)}** | ${ratioMin.toFixed(2)}–${ratioMax.toFixed(2)} |`;
  });
  return ['| id | what | per second | ceiling | per second | ratio | min–max |', '|---|---|---:|---|---:|---:|---|', ...rows].join('\n');
}

/** Calls per second of a function in this process, measured for about `ms` after as long a warm-up. */
export function callsPerSecond(call: (n: number) => unknown, ms = 400): number {
  let n = 0;
  const runFor = (limitMs: number): number => {
    const from = performance.now();
    const first = n;
    while (performance.now() - from < limitMs) for (let k = 0; k < 1_000; k += 1) call(n++);
    return ((n - first) * 1_000) / (performance.now() - from);
  };
  runFor(ms);
  return runFor(ms);
}

export interface Running {
  readonly firstLine: string;
  /** Writes a line to its standard input, and resolves with the next line of its answer. */
  ask(line: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one of bench/*-process and waits for its first line. */
export async function start(script: string, args: readonly (string | number)[]): Promise<Running> {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url));
  // A server is asked what it holds when garbage is collected.
  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', path, ...args.map(String)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  child.stdin?.on('error', () => {}); // It has ended; whoever waits for its line hears of it.
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const nextLine = async (): Promise<string> => {
    const [line] = (await Promise.race([once(lines, 'line'), exited.then(() => [''])])) as [string];
    if (line === '') throw new Error(`bench/${script} ended without an answer.`);
    return line;
  };
  return {
    firstLine: await nextLine(),
    ask: (line) => {
      const answered = nextLine();
      child.stdin?.write(`${line}\n`);
      return answered;
    },
    stop: async () => {
      child.stdin?.end();
      await exited;
    },
  };
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answered: number;
  readonly wrong: number;
}

export interface LoadOptions {
  readonly seconds: number;
  readonly checked: boolean;
  /** protobuf, or a dialect. */
  readonly wire: string;
  readonly connections?: number;
  /** Requests in flight on each connection. */
  readonly window?: number;
}

/** One generator run against a port. Throws when an answer was not a fresh approval: then the figure means nothing. */
export async function load(port: number, { seconds, checked, wire, connections = 16, window = 16 }: LoadOptions): Promise<number> {
  const generator = await start('generator-process', [port, seconds, connections, window, checked ? 1 : 0, wire]);
  const result: LoadResult = JSON.parse(generator.firstLine);
  await generator.stop();
  if (result.wrong > 0) throw new Error(`${result.wrong} of the answers looked at were no fresh approvals.`);
  return result.perSecond;
}

/** The same against a server of that kind, started for it alone. `wire`: protobuf, or a dialect. */
export async function loadOn(kind: string, url: string, seconds: number, wire: string = PROTOBUF): Promise<number> {
  const server = await start('server-process', [kind, url, wire]);
  try {
    return await load(Number(server.firstLine), { seconds, checked: kind !== 'echo', wire });
  } finally {
    await server.stop();
  }
}

/** Messages a second of `aksept load` in so many threads against a server of that kind. */
export async function terminalsOn(kind: string, seconds: number, workers: number): Promise<number> {
  const server = await start('server-process', [kind, '', PROTOBUF]);
  try {
    const terminals = await start('terminals-process', [server.firstLine, seconds, workers]);
    const { perSecond }: { readonly perSecond: number } = JSON.parse(terminals.firstLine);
    await terminals.stop();
    return perSecond;
  } finally {
    await server.stop();
  }
}
