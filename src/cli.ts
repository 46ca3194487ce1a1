#!/usr/bin/env node
/** The entry point: reads process.argv, runs a command, sets the exit code. */
import { CommanderError } from 'commander';
import { errorText, quotable } from './cards/card-data/card-data.ts';
import { CommandError, EXIT_CODES, note } from './commands/output.ts';
import { createProgram, registerCommands } from './commands/program.ts';
import { ConfigError } from './config/config-error.ts';

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
  const program = createProgram({
    columns: process.stdout.columns,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(shownError(text)),
  });
  await registerCommands(program, process.argv[2] ?? '');
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
