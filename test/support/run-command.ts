/** Runs a command of the command line in this process. */
import { Command } from 'commander';
import { vi } from 'vitest';
import { CommandError } from '../../src/commands/output.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The words behind `aksept`, with the commands that `register` adds. */
export async function runCommand(register: readonly ((program: Command) => void)[], words: readonly string[]): Promise<Ran> {
  const program = new Command('aksept').exitOverride();
  program.configureOutput({ writeErr: () => {} });
  for (const each of register) each(program);
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const codeBefore = process.exitCode;
  process.exitCode = 0;
  try {
    await program.parseAsync(['node', 'aksept', ...words]);
    return { code: Number(process.exitCode), out, err };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { code: error instanceof CommandError ? error.exitCode : 1, out, err: err + error.message };
  } finally {
    process.exitCode = codeBefore;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
