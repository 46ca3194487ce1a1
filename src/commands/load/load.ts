/** `aksept load`: simulated terminals send traffic to a server and measure it. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { flagOf } from '../../config/settings-table.ts';
import type { Language } from '../../protocol/language.ts';
import { LOAD_DEFAULTS, type LoadOptions } from '../../terminal-sim/run/plan/options.ts';
import { type LoadPlan, planLoad } from '../../terminal-sim/run/plan/plan.ts';
import type { Arrivals } from '../../terminal-sim/workload/arrivals.ts';
import { loadWorkload } from '../../terminal-sim/workload/workload-file.ts';
import { workloadText } from '../../terminal-sim/workload/workload-print.ts';
import { cardsReadProgress } from '../card-progress.ts';
import { addTokenOption, readClientToken, type TokenOptions } from '../client-token.ts';
import { languageOption } from '../language-option.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { checkOutputPaths } from '../output-path.ts';
import { addTlsOptions, type ClientTlsOptions } from '../tls-options.ts';
import { exitCodeOf, readOther, wasCutShort, writeReport } from './output.ts';
import { runWatched } from './run.ts';

const EXAMPLES = `
Examples:
  $ aksept cards issue --count 1000 --mix usual --out cards.json
  $ aksept load --target 127.0.0.1:7583 --cards cards.json
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --rate 2000/s --arrivals poisson \\
      --duration 1m --warmup 5s --threshold 'p99<5ms' --threshold 'declined{formatError}==0'
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --http http://127.0.0.1:8080 \\
      --json load.json --html load.html
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --rate 100/s..2000/s --workers 2 --compare load.json
  $ aksept load --print-workload > workload.yaml
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --workload workload.yaml
  $ aksept load --target 127.0.0.1:8583 --codec iso8583 --cards cards.json
  $ aksept load --target 127.0.0.1:8593 --codec iso8583:1993-bcd+mac --cards cards.json
  $ aksept load --target 127.0.0.1:7583 --cards cards.json --tls --tls-ca data/tls/ca.pem

--codec iso8583:DIALECT takes a dialect name (default 1987-ascii) or the path of a dialect file, and options as in the
setting iso8583 of aksept serve: +4a or +2le (another length header), +inclusive, +tpdu, +notpdu, +pre12 (12 zero bytes
in front of the MTI), +mac (sends MACs).

Thresholds: p50 p90 p95 p99 p99.9 p99.99 min mean max (us, ms, s), rate (/s), answered, approved, declined,
declined{outcome}, outcome{name}, errors, errors{reason}, notSent, findings, books (a count or %); with < <= > >= == !=;
p99<5ms,abort ends the run as soon as it is not met. docs/load.md describes all of them.
Books are reconciled only with --http. Exit codes: 0 success, 1 failed, 2 wrong usage, 99 a threshold was not met.`;

interface LoadFlags extends ClientTlsOptions, TokenOptions {
  readonly target?: string;
  readonly codec?: string;
  readonly cards: string;
  readonly keys: string;
  readonly rate?: string;
  readonly day?: boolean;
  readonly arrivals?: Arrivals;
  readonly concurrency?: string;
  readonly duration?: string;
  readonly warmup?: string;
  readonly connections?: string;
  readonly workers?: string;
  readonly inFlight?: string;
  readonly timeout?: string;
  readonly echo?: boolean;
  readonly echoTimeout?: string;
  readonly workload?: string;
  readonly mix?: string;
  readonly printWorkload?: boolean;
  readonly seed?: string;
  readonly threshold?: readonly string[];
  readonly abort?: boolean;
  readonly json?: string;
  readonly html?: string;
  readonly hdr?: string;
  readonly compare?: string;
  readonly lang: Language;
  readonly http?: string;
  readonly allowRemote?: boolean;
}

/** Errors in flags and files give exit code 2. */
function refusedForUsage<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error) || error instanceof TypeError) throw error;
    throw new CommandError(error.message, EXIT_CODES.usage);
  }
}

/** `--mix` is the older name of `--workload`. */
function workloadOf({ workload, mix }: LoadFlags): Pick<LoadOptions, 'workload'> {
  const path = workload ?? mix;
  return path === undefined ? {} : { workload: path };
}

function planOf(flags: LoadFlags): LoadPlan {
  const { target, threshold = [], workload: _workload, mix: _mix, printWorkload: _print, lang, ...rest } = flags;
  if (target === undefined) {
    throw new CommandError('--target is missing; say where the server listens for terminals, such as 127.0.0.1:7583.', EXIT_CODES.usage);
  }
  const httpToken = rest.http === undefined ? undefined : readClientToken(flags);
  const token = httpToken === undefined ? {} : { httpToken };
  return planLoad({ ...rest, ...token, target, ...workloadOf(flags), thresholds: threshold }, flagOf, cardsReadProgress(lang));
}

/** Not a default of commander: a given flag overrides the workload file, a default must not. */
function usually(option: keyof typeof LOAD_DEFAULTS): string {
  return ` (default ${LOAD_DEFAULTS[option]})`;
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  if (value.trim() === '') throw new InvalidArgumentError('A threshold is something like p99<5ms.');
  return [...earlier, value];
}

export function registerLoad(program: Command): void {
  const command = program
    .command('load')
    .description('send traffic of simulated terminals to a server and measure it')
    .option('--target <host:port>', 'where the server listens for terminals, such as 127.0.0.1:7583');
  addTokenOption(addTlsOptions(command))
    .option('--codec <name>', `wire of that port: protobuf, or iso8583:DIALECT with options such as +4a or +mac${usually('codec')}`)
    .option('--cards <file>', 'cards to use, as made by: aksept cards issue --out', 'data/cards.json')
    .option('--keys <file>', 'key ring file of the server', 'data/keys.json')
    .option('--workload <file>', 'YAML or JSON file: which flows, how often, where, for how much, and how to run them')
    .addOption(new Option('--mix <file>', 'the older name of --workload').hideHelp())
    .option('--print-workload', 'print the workload as a file to edit, and exit')
    .option('--rate <n/s>', 'open loop: messages per second, independent of the server; 100/s..2000/s is a ramp, 100/s@10s,500/s are steps')
    .option('--day', 'open loop: the measured time represents a day; --rate is the rate of its busiest hour')
    .option('--arrivals <kind>', `open loop: constant or poisson${usually('arrivals')}`)
    .option('--concurrency <n>', `closed loop: messages outstanding at a time${usually('concurrency')}`)
    .option('--duration <time>', `measured time${usually('duration')}`)
    .option('--warmup <time>', `time before the measured time${usually('warmup')}`)
    .option('--connections <n>', `TCP connections, shared by all terminals${usually('connections')}`)
    .option('--in-flight <n>', `open loop: maximum of unanswered requests; further requests wait${usually('inFlight')}`)
    .option('--workers <n>', `threads; terminals, cards and rate are divided among them${usually('workers')}`)
    .option('--timeout <time>', `how long a terminal waits before it reverses${usually('timeout')}`)
    .option('--no-echo', 'start without asking the server for an answer first; for hosts that answer no echo and no balance inquiry')
    .option('--echo-timeout <time>', `how long that check waits for an answer${usually('echoTimeout')}`)
    .option('--seed <text>', `the same seed, cards, workload and workers give the same messages${usually('seed')}`)
    .option('--threshold <condition>', 'exit with code 99 unless it is met; can be repeated', collect)
    .option('--abort', 'end the run as soon as a threshold can no longer be met; for one threshold write p99<5ms,abort')
    .option('--json <file>', 'write the report as JSON; - for standard output')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--hdr <file>', 'write the latencies as an HDR histogram log')
    .option('--compare <file>', 'earlier JSON report to compare this run with, in text and HTML')
    .addOption(languageOption('language of the report and the progress'))
    .option('--http <url>', 'HTTP address of the server, to reconcile the books, such as http://127.0.0.1:8080')
    .option('--allow-remote', 'allow a target that is not this machine')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: LoadFlags) => {
      if (flags.printWorkload === true) {
        const { mix, run } = refusedForUsage(() => loadWorkload(workloadOf(flags).workload));
        process.stdout.write(workloadText(mix, run));
        return;
      }
      checkOutputPaths({ '--json': flags.json, '--html': flags.html, '--hdr': flags.hdr }, true);
      const other = readOther(flags.compare);
      const plan = refusedForUsage(() => planOf(flags));
      const outcome = await runWatched(flags.lang, plan, 'load', program.version() ?? '');
      const { lang: language, json = '', html = '', hdr = '' } = flags;
      writeReport(outcome, { language, json, html, hdr, other });
      process.exitCode = wasCutShort(outcome.report) ? EXIT_CODES.failed : exitCodeOf(outcome.report);
    });
}
