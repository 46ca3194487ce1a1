/**
 * S4: latencies of an open loop, Poisson, from the intended instant, on the embedded store and on Redis. The ceiling is
 * the same generator against a host that approves everything: what no server could be better than on this machine.
 */
import { startRedis } from '../test/support/redis.ts';
import { median, start } from './measure.ts';
import { PROTOBUF } from './wire.ts';

const RATE_PER_SECOND = 5_000;
const IN_FLIGHT_MAX = 10_000;
const CONNECTIONS = 16;
/** The ceiling comes first in each round. */
const HOSTS = [
  ['yes', 'a host that approves everything'],
  ['memory', 'embedded store'],
  ['redis', 'Redis'],
] as const;

type HostKind = (typeof HOSTS)[number][0];

/** What `terminals-process` prints of one run. Times in milliseconds. */
interface OpenLoopRun {
  readonly perSecond: number;
  readonly unanswered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly lateP50Ms: number;
  readonly lateP99Ms: number;
  readonly cores: number;
}

/** The medians of the rounds, and the ratio of the p99 to that of the ceiling in the same round. */
export interface OpenLoopFigure extends OpenLoopRun {
  readonly host: string;
  readonly p99Ratio: number;
}

async function runOn(kind: HostKind, url: string, seconds: number): Promise<OpenLoopRun> {
  const server = await start('server-process', [kind, url, PROTOBUF]);
  try {
    const terminals = await start('terminals-process', [server.firstLine, seconds, 1, RATE_PER_SECOND, IN_FLIGHT_MAX, CONNECTIONS]);
    await terminals.stop();
    return JSON.parse(terminals.firstLine) as OpenLoopRun;
  } finally {
    await server.stop();
  }
}

function medianOf(runs: readonly OpenLoopRun[], ceilings: readonly OpenLoopRun[], host: string): OpenLoopFigure {
  const of = (name: keyof OpenLoopRun): number => median(runs.map((run) => run[name]));
  return {
    host,
    perSecond: of('perSecond'),
    unanswered: of('unanswered'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    p999Ms: of('p999Ms'),
    lateP50Ms: of('lateP50Ms'),
    lateP99Ms: of('lateP99Ms'),
    cores: of('cores'),
    p99Ratio: median(runs.map((run, round) => run.p99Ms / (ceilings[round]?.p99Ms ?? Number.NaN))),
  };
}

export async function benchOpenLoop(rounds: number, seconds: number): Promise<readonly OpenLoopFigure[]> {
  const redis = await startRedis();
  try {
    const runs: Record<HostKind, OpenLoopRun[]> = { yes: [], memory: [], redis: [] };
    for (let round = 1; round <= rounds; round += 1) {
      for (const [kind] of HOSTS) {
        const run = await runOn(kind, kind === 'redis' ? `unix:${redis.socketPath}` : '', seconds);
        runs[kind].push(run);
        process.stderr.write(`  S4 round ${round}/${rounds}, ${kind}: p99 ${run.p99Ms} ms, late ${run.lateP99Ms} ms, ${run.cores} cores\n`);
      }
    }
    return HOSTS.map(([kind, host]) => medianOf(runs[kind], runs.yes, host));
  } finally {
    await redis.stop();
  }
}

/** Markdown; the medians of the rounds. */
export function openLoopTable(figures: readonly OpenLoopFigure[]): string {
  const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
  const rows = figures.map(({ host, perSecond, unanswered, p50Ms, p99Ms, p999Ms, lateP50Ms, lateP99Ms, cores, p99Ratio }) => {
    const latencies = [p50Ms, p99Ms, p999Ms, lateP50Ms, lateP99Ms].map(ms).join(' | ');
    return `| S4 | ${host} | ${Math.round(perSecond)} | ${unanswered} | ${latencies} | ${cores.toFixed(2)} | ${p99Ratio.toFixed(2)} |`;
  });
  return [
    `Open loop: ${RATE_PER_SECOND.toLocaleString('en-US')}/s intended, Poisson. Latencies count from the intended instant, in ms; "late" is the generator's own lateness.`,
    '',
    '| id | host | answered/s | unanswered | p50 | p99 | p99.9 | late p50 | late p99 | generator cores | p99 ÷ ceiling |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
