import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { parseDialectSpec, terminalCodec } from '../iso-listeners.ts';
import { type KeyRing, loadKeyRing } from '../pin/key-ring.ts';
import { ARRIVALS, type Arrivals } from '../terminal-sim/arrivals.ts';
import { readCardFile } from '../terminal-sim/card-file.ts';
import { TIMEOUT_MS_DEFAULT } from '../terminal-sim/link.ts';
import { CONNECTIONS_MAX } from '../terminal-sim/link-pool.ts';
import { IN_FLIGHT_MAX_DEFAULT } from '../terminal-sim/load.ts';
import { readMix, USUAL_MIX } from '../terminal-sim/mix.ts';
import { isLoopback, parseDurationMs, parseRatePerSecond, parseTarget, parseWhole } from '../terminal-sim/quantity.ts';
import { parseThreshold } from '../terminal-sim/threshold.ts';
import { HttpClient } from './http-client.ts';
import { exitCodeOf, writeReport } from './load-output.ts';
import { PROTOBUF_WIRE, type RunPlan, runPlan, type TerminalWire } from './load-run.ts';
import { CommandError, EXIT_CODES } from './output.ts';

const EXAMPLES = `
Examples:
  $ aksept cards issue --count 1000 --balance 20000 --out cards.json
  $ aksept load --target 127.0.0.1:7583 --cards cards.json
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --rate 2000/s --arrivals poisson \\
      --duration 1m --warmup 5s --threshold 'p99<5ms' --threshold 'declined{formatError}==0'
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --http http://127.0.0.1:8080 \\
      --json load.json --html load.html
  $ aksept load --target 127.0.0.1:8583 --codec iso8583 --cards cards.json
  $ aksept load --target 127.0.0.1:8593 --codec iso8583:1993-bcd+mac --cards cards.json

ISO 8583 is iso8583:DIALECT (1987-ascii when none is given; or the path of a file) and options, as in the setting iso8583 of
aksept serve: +4a (another length header), +inclusive, +tpdu, +notpdu, +mac (each message with a MAC, under a key of --keys).

Thresholds: p50 p90 p95 p99 p99.9 p99.99 min mean max (us, ms, s), rate (/s), answered, approved, declined,
declined{outcome}, errors, errors{reason}, notSent (a count or %); with < <= > >= == !=.
Without --http nothing is reconciled. Exit codes: 0 fine, 1 failed, 2 wrong usage, 99 a threshold broke.`;

interface LoadFlags {
  readonly target: string;
  readonly codec: string;
  readonly cards: string;
  readonly keys: string;
  readonly rate?: string;
  readonly arrivals: string;
  readonly concurrency?: string;
  readonly duration: string;
  readonly warmup: string;
  readonly connections: string;
  readonly timeout: string;
  readonly mix?: string;
  readonly seed: string;
  readonly threshold: readonly string[];
  readonly json?: string;
  readonly html?: string;
  readonly http?: string;
  readonly allowRemote?: boolean;
}

const DIALECT_DEFAULT = '1987-ascii';
const CONCURRENCY_DEFAULT = '64';
const DURATION_MS_MAX = 7 * 24 * 3_600_000;

function readText(path: string, flag: string, advice: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`${flag} ${path} can not be read (${code}); ${advice}.`, EXIT_CODES.usage);
  }
}

function readKeys(path: string): KeyRing {
  return loadKeyRing(readText(path, '--keys', 'give the key ring file of the server, which "aksept serve" names'), path);
}

function arrivalsOf(text: string): Arrivals {
  const found = ARRIVALS.find((name) => name === text);
  if (found === undefined) throw new CommandError(`--arrivals must be ${ARRIVALS.join(' or ')}.`, EXIT_CODES.usage);
  return found;
}

function durationOf(text: string, flag: string, minMs: number): number {
  const ms = parseDurationMs(text, flag);
  if (ms >= minMs && ms <= DURATION_MS_MAX) return ms;
  throw new CommandError(`${flag} must be from ${minMs}ms to 168h.`, EXIT_CODES.usage);
}

/** `protobuf`; or `iso8583`, of which `iso8583:1987-ascii` is the long form; options come last. */
function wireOf({ codec, keys }: LoadFlags, ring: KeyRing): TerminalWire {
  if (codec === PROTOBUF_WIRE.name) return PROTOBUF_WIRE;
  const given = /^iso8583(?=$|[:+])(.*)$/.exec(codec)?.[1];
  if (given === undefined) {
    throw new CommandError(
      `--codec ${codec} is not known; take protobuf, or iso8583:DIALECT such as iso8583:1987-ascii+4a.`,
      EXIT_CODES.usage,
    );
  }
  const spec = parseDialectSpec(given.startsWith(':') ? given.slice(1) : `${DIALECT_DEFAULT}${given}`, `--codec ${codec}`);
  return { name: `iso8583:${spec.text}`, codec: terminalCodec(spec, ring, keys), header: spec.header };
}

function planOf(flags: LoadFlags, version: string): RunPlan {
  const target = parseTarget(flags.target);
  if (!isLoopback(target.host) && flags.allowRemote !== true) {
    throw new CommandError(
      `${target.host} is another machine; add --allow-remote when its owner knows that load comes, or use 127.0.0.1.`,
      EXIT_CODES.usage,
    );
  }
  if (flags.rate !== undefined && flags.concurrency !== undefined) {
    throw new CommandError('--rate and --concurrency are two ways to drive a load; give one of them.', EXIT_CODES.usage);
  }
  const concurrency =
    flags.rate === undefined ? parseWhole(flags.concurrency ?? CONCURRENCY_DEFAULT, '--concurrency', 1, IN_FLIGHT_MAX_DEFAULT) : 0;
  const ring = readKeys(flags.keys);
  return {
    command: 'load',
    version,
    target,
    wire: wireOf(flags, ring),
    cards: readCardFile(readText(flags.cards, '--cards', 'make one with "aksept cards issue --out cards.json"'), flags.cards),
    ring,
    mix: flags.mix === undefined ? USUAL_MIX : readMix(readText(flags.mix, '--mix', 'give a JSON file of weights'), flags.mix),
    seed: flags.seed,
    concurrency,
    ratePerSecond: flags.rate === undefined ? 0 : parseRatePerSecond(flags.rate, '--rate'),
    arrivals: arrivalsOf(flags.arrivals),
    connections: parseWhole(flags.connections, '--connections', 1, CONNECTIONS_MAX),
    warmupMs: durationOf(flags.warmup, '--warmup', 0),
    durationMs: durationOf(flags.duration, '--duration', 100),
    timeoutMs: durationOf(flags.timeout, '--timeout', 10),
    thresholds: flags.threshold.map(parseThreshold),
    http: flags.http === undefined ? undefined : new HttpClient(flags.http),
    showPanel: true,
  };
}

/** What can't be run is the caller's to correct: exit code 2. */
function plannedOrRefused(flags: LoadFlags, version: string): RunPlan {
  try {
    return planOf(flags, version);
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error) || error instanceof TypeError) throw error;
    throw new CommandError(error.message, EXIT_CODES.usage);
  }
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  if (value.trim() === '') throw new InvalidArgumentError('A threshold is something like p99<5ms.');
  return [...earlier, value];
}

export function registerLoad(program: Command): void {
  program
    .command('load')
    .description('drive simulated terminals against a server and measure')
    .requiredOption('--target <host:port>', 'where the server listens for terminals, such as 127.0.0.1:7583')
    .option('--codec <name>', 'what is spoken there: protobuf, or iso8583:DIALECT with options such as +4a or +mac', 'protobuf')
    .option('--cards <file>', 'cards to use, as made by: aksept cards issue --out', 'data/cards.json')
    .option('--keys <file>', 'key ring file of the server', 'data/keys.json')
    .option('--rate <n/s>', 'open loop: messages per second, whatever the server does')
    .option('--arrivals <kind>', 'open loop: constant or poisson', 'constant')
    .option('--concurrency <n>', `closed loop: so many errands at a time (default ${CONCURRENCY_DEFAULT})`)
    .option('--duration <time>', 'measured time', '30s')
    .option('--warmup <time>', 'time before it that is not measured', '5s')
    .option('--connections <n>', 'TCP connections, shared by all terminals', '16')
    .option('--timeout <time>', 'how long a terminal waits before it reverses', `${TIMEOUT_MS_DEFAULT}ms`)
    .option('--mix <file>', 'JSON: what people do how often')
    .option('--seed <text>', 'the same seed, cards and mix give the same messages', '1')
    .option('--threshold <condition>', 'fail with exit code 99 unless it holds; may be given more than once', collect, [])
    .option('--json <file>', 'write the report as JSON; - for standard output')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--http <url>', "the server's HTTP side, to reconcile with, such as http://127.0.0.1:8080")
    .option('--allow-remote', 'permit a target that is not this machine')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: LoadFlags) => {
      const report = await runPlan(plannedOrRefused(flags, program.version() ?? ''));
      writeReport(report, { json: flags.json ?? '', html: flags.html ?? '' });
      process.exitCode = exitCodeOf(report);
    });
}
