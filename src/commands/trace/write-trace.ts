/** Writes a trace to a file that only its owner can read. */
import { replaceFile } from '../../config/replace-file.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { traceLines } from '../../trace/format/trace-file.ts';
import { CommandError } from '../output.ts';

const OWNER_ONLY = 0o600;

/** `advice` ends the sentence of the CommandError that is thrown if the file cannot be written. */
export function writeTrace(path: string, trace: Trace, advice: string): void {
  try {
    replaceFile(path, `${[...traceLines(trace)].join('\n')}\n`, OWNER_ONLY);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The trace ${path} cannot be written (${code}); ${advice}.`);
  }
}
