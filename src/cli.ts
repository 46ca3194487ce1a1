#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { errorText, quotable } from './cards/card-data/card-data.ts';
import { CommandError, EXIT_CODES, note } from './commands/output.ts';
import { ConfigError } from './config/config-error.ts';
/** The entry point: reads process.argv, runs a command, sets the exit code. */
import { packageVersion } from './config/package-version.ts';

const INTRODUCTION = [
  'A card-authorization simulator and limits engine. Terminals send messages over TCP; aksept checks PIN, balance and rolling limits in one atomic step, and responds.',
  'New here? Run aksept demo: it starts a server, sends 20 seconds of card traffic and prints a report.',
].join('\n\n');

const EXAMPLES = `
Examples:
  $ aksept demo                                        see how it works; needs no setup
  $ aksept cards issue --count 100 --balance 20000 --out cards.json --store memory:
  $ aksept serve --cards cards.json                    run the server with these cards
  $ aksept cards list                                  list the cards from another window

Exit codes: 0 success, 1 failed, 2 wrong usage, 99 a threshold was not met.`;

function createProgram(): Command {
  const program = new Command('aksept');
  program
    .description(INTRODUCTION)
    .version(packageVersion())
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(aksept --help explains the commands)');
  program.configureOutput({ outputError: (text, write) => write(shownError(text)) });
  program.exitOverride();
  return program;
}

/**
 * In the order of the help. Each command is loaded only when it is used, so that it starts fast.
 */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  demo: async () => (await import('./commands/demo/demo.ts')).registerDemo,
  serve: async () => (await import('./commands/serve/serve.ts')).registerServe,
  cards: async () => (await import('./commands/cards/cards.ts')).registerCards,
  journal: async () => (await import('./commands/journal/journal.ts')).registerJournal,
  verify: async () => (await import('./commands/verify/verify.ts')).registerVerify,
  config: async () => (await import('./commands/config/config.ts')).registerConfig,
  faults: async () => (await import('./commands/faults/faults.ts')).registerFaults,
  certs: async () => (await import('./commands/certs/certs.ts')).registerCerts,
  load: async () => (await import('./commands/load/load.ts')).registerLoad,
  replay: async () => (await import('./commands/replay/replay.ts')).registerReplay,
  trace: async () => (await import('./commands/trace/trace.ts')).registerTrace,
  scenario: async () => (await import('./commands/scenario/scenario.ts')).registerScenario,
  inspect: async () => (await import('./commands/inspect/inspect.ts')).registerInspect,
  bench: async () => (await import('./commands/bench/bench.ts')).registerBench,
};

async function registerCommands(program: Command, asked: string): Promise<void> {
  const only = Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]] : Object.values(COMMANDS);
  for (const load of only) (await load?.())?.(program);
}

/**
 * The text of an error without card data. Words of the command line that are long numbers count as
 * mistyped card numbers.
 */
function shownError(text: string): string {
  const typed = process.argv.slice(2).flatMap((word) => [word, ...word.split('=')]);
  return errorText(typed.reduce((shown, word) => (word === '' ? shown : shown.replaceAll(word, () => quotable(word))), text));
}

/** Errors that the caller can correct print one sentence; bugs print their stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.usage;
  if (!(error instanceof Error)) {
    note(shownError(`aksept: ${String(error)}`));
    return EXIT_CODES.failed;
  }
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  note(shownError(isBug ? (error.stack ?? error.message) : `aksept: ${error.message}`));
  if (error instanceof CommandError) return error.exitCode;
  // A file that is not there is wrong usage in every command; wrong content is a failure.
  const isUnreadable = 'isUnreadable' in error && error.isUnreadable === true;
  return error instanceof ConfigError || isUnreadable ? EXIT_CODES.usage : EXIT_CODES.failed;
}

// The reader of the output may close it early, as `head` does.
process.stdout.on('error', () => process.exit(EXIT_CODES.fine));

try {
  const program = createProgram();
  await registerCommands(program, process.argv[2] ?? '');
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
