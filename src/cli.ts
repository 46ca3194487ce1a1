#!/usr/bin/env node
/** argv in, exit code out; the only reader of process.argv. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { CommandError, EXIT_CODES, note } from './commands/output.ts';
import { ConfigError } from './config/config-error.ts';

const INTRODUCTION = [
  'A card-authorization simulator and limits engine: terminals ask over TCP; aksept checks PIN, coverage and rolling limits in one atomic step, and answers.',
  'New here? Run aksept demo: it starts everything, sends 20 seconds of card traffic and prints a report.',
].join('\n\n');

const EXAMPLES = `
Examples:
  $ aksept demo                                        see it work, nothing to set up
  $ aksept cards issue --count 100 --balance 20000 --out cards.json --store memory:
  $ aksept serve --cards cards.json                    run the server with these cards
  $ aksept cards list                                  look at them from another terminal

Exit codes: 0 fine, 1 failed, 2 wrong usage, 99 a threshold broke.`;

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

function createProgram(): Command {
  const program = new Command('aksept');
  program
    .description(INTRODUCTION)
    .version(version())
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(aksept --help explains the commands)');
  program.exitOverride();
  return program;
}

/** In the order of the help. Each is loaded when it is asked for: a server's modules take their time. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  demo: async () => (await import('./commands/demo/demo.ts')).registerDemo,
  serve: async () => (await import('./commands/serve/serve.ts')).registerServe,
  cards: async () => (await import('./commands/cards/cards.ts')).registerCards,
  verify: async () => (await import('./commands/verify/verify.ts')).registerVerify,
  faults: async () => (await import('./commands/faults/faults.ts')).registerFaults,
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

/** Errors that are the caller's to correct carry a sentence; anything else is a bug and shows its stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.usage;
  if (!(error instanceof Error)) {
    note(`aksept: ${String(error)}`);
    return EXIT_CODES.failed;
  }
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  note(isBug ? (error.stack ?? error.message) : `aksept: ${error.message}`);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? EXIT_CODES.usage : EXIT_CODES.failed;
}

// What reads the output may have seen enough, as head does: then there is nobody left to tell.
process.stdout.on('error', () => process.exit(EXIT_CODES.fine));

try {
  const program = createProgram();
  await registerCommands(program, process.argv[2] ?? '');
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
