/** Options that are a date or an instant, such as --from and --since. */
import { CommandError, EXIT_CODES } from './output.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;

/** A date is the first instant of its day, UTC. */
export function instantOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const atMs = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs))
    throw new CommandError(`${option} must be a date such as 2026-11-01, or an instant such as 2026-11-01T08:00:00Z.`, EXIT_CODES.usage);
  return atMs;
}
