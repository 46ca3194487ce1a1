/** Options that are a date or an instant, such as --from and --since. */
import { parseInstantMs } from '../config/instant-text.ts';
import { CommandError, EXIT_CODES } from './output.ts';

/** A date is the first instant of its day, UTC. */
export function instantOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const atMs = parseInstantMs(text);
  if (Number.isNaN(atMs))
    throw new CommandError(`${option} must be a date such as 2026-11-01, or an instant such as 2026-11-01T08:00:00Z.`, EXIT_CODES.usage);
  return atMs;
}
