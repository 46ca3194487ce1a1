/**
 * The benchmark suite. `node scripts/bench.mjs [--only codec,iso8583,pin,decide,memory,echo,iso,generator,redis,http,open-loop] [--rounds 5] [--seconds 3] [--write]`
 * `--write` puts the figures into bench/BASELINE.md. Everything runs on loopback and stops by itself.
 * `node scripts/bench.mjs --only hostile [--match words]` measures terminals while HTTP clients send what costs most: some minutes.
 * `node scripts/bench.mjs --only mutations [--messages 10000000] [--seed x]` spoils messages of ISO 8583 instead; exit 1 when one crashes.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchEcho, benchGenerator, benchIso, benchMemory, benchRedis } from './end-to-end.ts';
import { hostileReport } from './hostile.ts';
import { benchHttp } from './http.ts';
import { benchCodec, benchDecide, benchPin } from './in-process.ts';
import { benchIso8583 } from './iso8583.ts';
import type { Figure } from './measure.ts';
import { mutationReport, runMutations } from './mutations.ts';
import { benchOpenLoop, openLoopTable } from './open-loop.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'codec,iso8583,pin,decide,memory,echo,iso,generator,redis,http,open-loop' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    messages: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: String(Date.now()) },
    match: { type: 'string', default: '' },
  },
});
if (values.only === 'mutations') {
  const startedMs = performance.now();
  const run = runMutations(values.seed, Number(values.messages));
  process.stdout.write(`${mutationReport(run, (performance.now() - startedMs) / 1_000)}\n`);
  process.exit(run.crashes.length === 0 ? 0 : 1);
}
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
if (values.only === 'hostile') {
  process.stdout.write(`${await hostileReport(rounds, seconds, values.match)}`);
  process.exit(0);
}

const SUITES: Record<string, () => Promise<Figure | Figure[]>> = {
  codec: () => benchCodec(rounds),
  pin: () => benchPin(rounds),
  decide: () => benchDecide(rounds),
  memory: () => benchMemory(rounds, seconds),
  echo: () => benchEcho(rounds, seconds),
  iso: () => benchIso(rounds, seconds),
  iso8583: () => benchIso8583(rounds),
  generator: () => benchGenerator(rounds, seconds),
  redis: () => benchRedis(rounds, seconds),
  http: () => benchHttp(rounds, seconds),
};

function versionLine(): string {
  let redis = 'no redis-server on PATH';
  try {
    redis = /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1] ?? redis;
  } catch {
    // Found another way, or not needed for the suites chosen.
  }
  const [cpu] = cpus();
  return `Node ${process.version}, Redis ${redis}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}`;
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, what, ours, ceilingWhat, ceiling, ratio, ratioMin, ratioMax }) => {
    const number = (value: number): string => value.toLocaleString('en-US');
    return `| ${id} | ${what} | ${number(ours)} | ${ceilingWhat} | ${number(ceiling)} | **${ratio.toFixed(2)}** | ${ratioMin.toFixed(2)}–${ratioMax.toFixed(2)} |`;
  });
  return ['| id | what | per second | ceiling | per second | ratio | min–max |', '|---|---|---:|---|---:|---:|---|', ...rows].join('\n');
}

/** Latencies, which have a table of their own. */
const OPEN_LOOP = 'open-loop';
const figures: Figure[] = [];
const tables: string[] = [];
for (const name of values.only.split(',')) {
  if (name === OPEN_LOOP) {
    tables.push(openLoopTable(await benchOpenLoop(rounds, seconds)));
    continue;
  }
  const suite = SUITES[name];
  if (suite === undefined) {
    process.stderr.write(
      `There is no benchmark "${name}"; there are ${[...Object.keys(SUITES), OPEN_LOOP, 'hostile', 'mutations'].join(', ')}.\n`,
    );
    process.exit(2);
  }
  figures.push(...[await suite()].flat());
}

if (figures.length > 0) tables.unshift(table(figures));
const command = `npm run bench -- --only ${values.only} --rounds ${rounds} --seconds ${seconds}`;
const text = `# Baseline

Each figure is measured side by side in one run, the median of ${rounds} rounds; absolute rates vary with the machine.
Server, store and generator share the machine's cores. Connections × in flight: 16 × 16.

- command: \`${command}\`
- versions: ${versionLine()}
- date: ${new Date().toISOString().slice(0, 10)}

${tables.join('\n\n')}
`;
process.stdout.write(`${text}\n`);
if (values.write) writeFileSync('bench/BASELINE.md', text);
