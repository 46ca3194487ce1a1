/** `aksept scenario`: runs scenario files and prints their results. */
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { StoreError } from '../../limits/store.ts';
import type { Language } from '../../protocol/language.ts';
import { scenarioFiles } from '../../scenario/find-files.ts';
import { countsOf, type FormatOptions, junitText, prettyText, tapText } from '../../scenario/formats.ts';
import { openInProcessHost, REDIS_PREFIX } from '../../scenario/in-process-host.ts';
import { readScenario } from '../../scenario/read-scenario.ts';
import { runOn, type ScenarioResult } from '../../scenario/run-scenario.ts';
import { type Scenario, ScenarioError } from '../../scenario/scenario.ts';
import { addTokenOption } from '../client-token.ts';
import { languageOption } from '../language-option.ts';
import { CommandError, EXIT_CODES, note, print, printJson } from '../output.ts';
import { addTlsOptions } from '../tls-options.ts';
import { openTarget, type TargetFlags } from './target.ts';

const EXAMPLES = `
Examples:
  $ aksept scenario examples/scenarios                 all files of a folder, in this process, on a virtual clock
  $ aksept scenario my.yaml --store redis://127.0.0.1:6379/0
                                                       with Redis; all keys are removed afterwards
  $ aksept scenario examples/scenarios --target 127.0.0.1:7583
                                                       against: aksept serve --clock message --store memory:
  $ aksept scenario examples/scenarios --format junit > report.xml

A scenario is a file of cards, terminals and steps with expected results; docs/scenarios.md describes the format.
Exit codes: 0 all steps passed, 1 a step failed, 2 a file or an option is wrong.`;

interface ScenarioFlags extends Omit<TargetFlags, 'target'> {
  readonly target?: string;
  readonly store: string;
  readonly redisPrefix: string;
  readonly format: 'pretty' | 'tap' | 'junit';
  readonly json?: boolean;
  readonly timing?: boolean;
  readonly lang: Language;
}

const FORMATTERS = { pretty: prettyText, tap: tapText, junit: junitText } as const;

interface Ran {
  readonly results: readonly ScenarioResult[];
  /** Errors of files that cannot be used, one sentence each. */
  readonly refused: readonly string[];
}

/** Runs the files one after the other, also when one of them cannot be used. */
async function runAll(files: readonly string[], runOne: (file: string) => Promise<ScenarioResult>): Promise<Ran> {
  const results: ScenarioResult[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      results.push(await runOne(file));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      refused.push(error.message);
    }
  }
  return { results, refused };
}

function formatOptions({ lang, timing }: ScenarioFlags): FormatOptions {
  return { norwegian: lang === 'nb', timing: timing === true, paint: { good: pc.green, bad: pc.red, dim: pc.dim } };
}

function show(results: readonly ScenarioResult[], flags: ScenarioFlags): void {
  if (flags.json) printJson({ scenarios: results, ...countsOf(results) });
  else print(FORMATTERS[flags.format](results, formatOptions(flags)));
}

function skipped({ source, title, tittel }: Scenario, reason: string, host: string): ScenarioResult {
  return { source, title, tittel, status: 'skipped', reason, steps: [], host, durationMs: 0 };
}

/** Runs the scenarios on a running server. */
async function runOnTarget(files: readonly string[], flags: TargetFlags): Promise<Ran> {
  const target = await openTarget(flags);
  try {
    return await runAll(files, async (file) => {
      const scenario = readScenario(file, { anyProfile: true, ...(target.start === undefined ? {} : { start: target.start }) });
      const skipReason = target.skipReason(scenario);
      return skipReason === '' ? runOn(scenario, () => target.open(scenario)) : skipped(scenario, skipReason, flags.target);
    });
  } finally {
    target.close();
  }
}

function runHere(files: readonly string[], { store, redisPrefix }: ScenarioFlags): Promise<Ran> {
  return runAll(files, (file) => {
    const scenario = readScenario(file);
    return runOn(scenario, () => openInProcessHost(scenario, store, redisPrefix));
  });
}

async function runScenarios(paths: readonly string[], flags: ScenarioFlags): Promise<void> {
  const { target } = flags;
  const files = scenarioFiles(paths);
  const { results, refused } = await (target === undefined ? runHere(files, flags) : runOnTarget(files, { ...flags, target }));
  if (results.length > 0) show(results, flags);
  for (const sentence of refused) note(`aksept: ${sentence}`);
  const failed = results.some(({ status }) => status === 'failed');
  process.exitCode = refused.length > 0 ? EXIT_CODES.usage : failed ? EXIT_CODES.failed : EXIT_CODES.fine;
}

export function registerScenario(program: Command): void {
  const command = program
    .command('scenario')
    .description('run test scenarios: steps with expected results, on a virtual clock')
    .argument('<file...>', 'scenario files (YAML or JSON), or folders of them')
    .option('--store <where>', 'store of the cards: memory:, file: (a folder that is removed afterwards) or a Redis address', 'memory:')
    .option('--redis-prefix <text>', 'prefix of its keys in Redis', REDIS_PREFIX)
    .option('--target <host:port>', 'run on a server that was started with --clock message');
  addTokenOption(addTlsOptions(command))
    .option('--codec <name>', 'wire of that port: protobuf, or iso8583:DIALECT with options such as +4a or +mac', 'protobuf')
    .option('--keys <file>', 'key ring file of that server', 'data/keys.json')
    .option('--http <url>', 'HTTP address of that server, to issue cards', 'http://127.0.0.1:8080')
    .option('--allow-remote', 'allow a target that is not this machine')
    .addOption(new Option('--format <name>', 'format of the results').choices(['pretty', 'tap', 'junit']).default('pretty'))
    .option('--json', 'print the results as JSON')
    .option('--timing', 'print the duration of each scenario')
    .addOption(languageOption('language of the titles, if a file has both'))
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: ScenarioFlags) => {
      try {
        await runScenarios(paths, flags);
      } catch (error) {
        if (error instanceof ScenarioError) throw new CommandError(error.message, EXIT_CODES.usage);
        throw error instanceof StoreError ? new CommandError(error.message) : error;
      }
    });
}
