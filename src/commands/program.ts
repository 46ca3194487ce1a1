/** The program of the command line: its name, its help, and the table of its commands. */
import { Command } from 'commander';
import { packageVersion } from '../config/package-version.ts';
import { fittedText, HELP_CONFIGURATION, helpWidth } from './help-text.ts';

const INTRODUCTION = [
  'A card-authorization simulator and limits engine. Terminals send messages over TCP; aksept checks PIN, balance and rolling limits in one atomic step, and responds.',
  'New here? Run aksept demo: it starts a server, sends 20 seconds of card traffic and prints a report.',
].join('\n\n');

const EXAMPLES = `
Examples:
  $ aksept demo                                        see how it works; needs no setup
  $ aksept cards issue --count 100 --balance 20000 --out cards.json --store memory:
  $ aksept serve --cards cards.json                    run the server with these cards; its console is at http://127.0.0.1:8080/
  $ aksept cards list                                  list the cards from another window

Exit codes: 0 success, 1 failed, 2 wrong usage, 99 a threshold was not met.`;

export interface ProgramOutput {
  /** Of the terminal; undefined: it is none. */
  readonly columns: number | undefined;
  out(text: string): void;
  err(text: string): void;
}

export function createProgram({ columns, out, err }: ProgramOutput): Command {
  const program = new Command('aksept');
  const width = helpWidth(columns);
  program
    .description(INTRODUCTION)
    .version(packageVersion())
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(aksept --help explains the commands)');
  program.configureHelp(HELP_CONFIGURATION).configureOutput({
    getOutHelpWidth: () => width,
    getErrHelpWidth: () => width,
    writeOut: (text) => out(fittedText(text, width)),
    writeErr: (text) => err(fittedText(text, width)),
    outputError: (text) => err(text),
  });
  program.exitOverride();
  return program;
}

/**
 * In the order of the help. Each command is loaded only when it is used, so that it starts fast.
 */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  demo: async () => (await import('./demo/demo.ts')).registerDemo,
  serve: async () => (await import('./serve/serve.ts')).registerServe,
  cards: async () => (await import('./cards/cards.ts')).registerCards,
  journal: async () => (await import('./journal/journal.ts')).registerJournal,
  verify: async () => (await import('./verify/verify.ts')).registerVerify,
  config: async () => (await import('./config/config.ts')).registerConfig,
  clock: async () => (await import('./clock/clock.ts')).registerClock,
  faults: async () => (await import('./faults/faults.ts')).registerFaults,
  programme: async () => (await import('./programme/programme.ts')).registerProgramme,
  tokens: async () => (await import('./tokens/tokens.ts')).registerTokens,
  certs: async () => (await import('./certs/certs.ts')).registerCerts,
  load: async () => (await import('./load/load.ts')).registerLoad,
  replay: async () => (await import('./replay/replay.ts')).registerReplay,
  trace: async () => (await import('./trace/trace.ts')).registerTrace,
  scenario: async () => (await import('./scenario/scenario.ts')).registerScenario,
  inspect: async () => (await import('./inspect/inspect.ts')).registerInspect,
  bench: async () => (await import('./bench/bench.ts')).registerBench,
};

/** Registers the command that is asked for, or all of them. */
export async function registerCommands(program: Command, asked: string): Promise<void> {
  const only = Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]] : Object.values(COMMANDS);
  for (const load of only) (await load?.())?.(program);
}
