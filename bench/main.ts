/**
 * The benchmark suite. `node scripts/bench.mjs [--only codec,iso8583,pin,decide,memory,echo,iso,generator,redis,http,open-loop,durable] [--rounds 5] [--seconds 3] [--write]`
 * `--write` puts the figures into bench/BASELINE.md. Everything runs on loopback and stops by itself.
 * `node scripts/bench.mjs --only growth [--messages 5000000] [--stores memory,file] [--fsync everysec] [--folder DIR] [--json FILE] [--picture FILE]`
 * fills stores: some minutes. With `--from FILE` it draws the picture from the JSON of an earlier run instead.
 * `node scripts/bench.mjs --only profile [--messages 2000000] [--stores memory,file] [--fsync everysec] [--wire 1987-ascii]` says where the time of a message goes.
 * `node scripts/bench.mjs --only hostile [--match words]` measures terminals while HTTP clients send what costs most: 3 to 4 minutes with its defaults, 3 rounds of 0.6 s.
 * `node scripts/bench.mjs --only beside [--match words]` measures terminals beside the console, a load run, replays and inspections: 1 to 2 minutes with its defaults, 3 rounds of 2 s.
 * `node scripts/bench.mjs --only mutations [--messages 10000000] [--seed x]` spoils messages of ISO 8583 instead; exit 1 when one crashes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { besideReport } from './beside.ts';
import { benchDurable, refuseMemoryFileSystem } from './durable.ts';
import { benchEcho, benchGenerator, benchIso, benchMemory, benchRedis } from './end-to-end.ts';
import { growthSvg, readRun } from './growth-picture.ts';
import { growthOptionsOf, growthText, runGrowth } from './growth-suite.ts';
import { hostileReport } from './hostile.ts';
import { benchHttp } from './http.ts';
import { benchCodec, benchDecide, benchPin } from './in-process.ts';
import { benchIso8583 } from './iso8583.ts';
import { type Figure, figureTable } from './measure.ts';
import { mutationReport, runMutations } from './mutations.ts';
import { benchOpenLoop, openLoopTable } from './open-loop.ts';
import { benchProfile, profileTable } from './profile.ts';

const MUTATION_MESSAGES = '10000000';
const GROWTH_MESSAGES = '5000000';
const PROFILE_MESSAGES = '2000000';
/** On the disk of the checkout; the system's temporary folder is often in memory. */
const FOLDER = 'node_modules/.cache/aksept';

function refuse(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}

/** Ends the process with the sentence of an error. */
function orRefuse<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    return refuse(error);
  }
}

const { values } = orRefuse(() =>
  parseArgs({
    options: {
      only: { type: 'string', default: 'codec,iso8583,pin,decide,memory,echo,iso,generator,redis,http,open-loop,durable' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      write: { type: 'boolean', default: false },
      messages: { type: 'string' },
      seed: { type: 'string', default: String(Date.now()) },
      match: { type: 'string', default: '' },
      stores: { type: 'string', default: 'memory,file' },
      fsync: { type: 'string', default: 'everysec' },
      folder: { type: 'string', default: FOLDER },
      json: { type: 'string' },
      picture: { type: 'string' },
      from: { type: 'string' },
      wire: { type: 'string', default: '1987-ascii' },
    },
  }),
);
if (values.only === 'mutations') {
  const startedMs = performance.now();
  const run = runMutations(values.seed, Number(values.messages ?? MUTATION_MESSAGES));
  process.stdout.write(`${mutationReport(run, (performance.now() - startedMs) / 1_000)}\n`);
  process.exit(run.crashes.length === 0 ? 0 : 1);
}
/** Those that measure terminals while something else goes on, each with its usual length of a round. */
const DISTURBED = {
  hostile: { report: hostileReport, seconds: 0.6 },
  beside: { report: besideReport, seconds: 2 },
} as const;
const disturbed = Object.entries(DISTURBED).find(([name]) => name === values.only)?.[1];
const rounds = Number(values.rounds ?? (disturbed === undefined ? 5 : 3));
const seconds = Number(values.seconds ?? disturbed?.seconds ?? 3);
if (disturbed !== undefined) {
  process.stdout.write(await disturbed.report(rounds, seconds, values.match));
  process.exit(0);
}
if (values.from !== undefined) {
  const { from, picture } = values;
  if (picture === undefined) refuse('--from reads the JSON of a growth run to draw it; add --picture FILE.');
  orRefuse(() => writeFileSync(picture, growthSvg(readRun(readFileSync(from, 'utf8'), from))));
  process.exit(0);
}

async function growthTables(): Promise<string> {
  const { stores, fsync, folder, json, picture } = values;
  const options = orRefuse(() => growthOptionsOf({ messages: Number(values.messages ?? GROWTH_MESSAGES), stores, fsync, folder }));
  const report = await runGrowth(options, rounds, versionLine());
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (picture !== undefined) writeFileSync(picture, growthSvg(report));
  return growthText(report);
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
  durable: () => benchDurable(rounds, seconds, values.folder),
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

/** Those that have tables of their own. */
const TABLES: Record<string, () => Promise<string>> = {
  'open-loop': async () => openLoopTable(await benchOpenLoop(rounds, seconds)),
  growth: growthTables,
  profile: async () => {
    const { stores, fsync, folder, wire } = values;
    const options = orRefuse(() => growthOptionsOf({ messages: Number(values.messages ?? PROFILE_MESSAGES), stores, fsync, folder }));
    return profileTable(await benchProfile({ ...options, wire }));
  },
};

const figures: Figure[] = [];
const tables: string[] = [];
if (values.only.split(',').includes('durable')) orRefuse(() => refuseMemoryFileSystem(values.folder));
for (const name of values.only.split(',')) {
  const suite = SUITES[name];
  const table = TABLES[name];
  if (suite !== undefined) figures.push(...[await suite()].flat());
  else if (table !== undefined) tables.push(await table());
  else
    refuse(
      `There is no benchmark "${name}"; there are ${[...Object.keys(SUITES), ...Object.keys(TABLES), ...Object.keys(DISTURBED), 'mutations'].join(', ')}.`,
    );
}

if (figures.length > 0) tables.unshift(figureTable(figures));
const others = (['messages', 'stores', 'fsync', 'folder', 'json', 'picture', 'wire'] as const)
  .filter((name) => process.argv.some((argument) => argument.startsWith(`--${name}`)))
  .map((name) => ` --${name} ${values[name]}`);
const command = `npm run bench -- --only ${values.only} --rounds ${rounds} --seconds ${seconds}${others.join('')}`;
const text = `# Baseline

Each figure is measured side by side in one run, the median of ${rounds} rounds; absolute rates vary with the machine.
Server, store and generator share the machine's cores. Connections × in flight: 16 × 16, unless a row says otherwise.

- command: \`${command}\`
- versions: ${versionLine()}
- date: ${new Date().toISOString().slice(0, 10)}

${tables.join('\n\n')}
`;
process.stdout.write(`${text}\n`);
if (values.write) writeFileSync('bench/BASELINE.md', text);
