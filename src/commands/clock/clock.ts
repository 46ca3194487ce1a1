/** `aksept clock`: shows the clock of a running server, and moves a simulated one. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { QuantityError } from '../../config/quantity.ts';
import { CLOCK } from '../../http/schema/clock.ts';
import { parseClockStep } from '../../limits/clock/clock-step.ts';
import { addTokenOption, type TokenOptions } from '../client-token.ts';
import { instantOf } from '../instant-option.ts';
import { CommandError, EXIT_CODES, print, printJson } from '../output.ts';
import { serverClient } from '../server-client.ts';
import { addHttpsOptions, type ClientTlsOptions } from '../tls-options.ts';

const EXAMPLES = `
Examples:
  $ aksept serve --clock simulated:2026-01-01 --store file:./data/simulated
  $ aksept clock show                                  what time it is for cards and limits
  $ aksept clock move --by 1d                          a day later; also 90m, 12h, 2w, 1mo or 2y
  $ aksept clock move --to 2027-12-31T23:00:00Z        to an instant, never back

A day is 24 hours. Months and years are those of the calendar in Oslo: 29 February and one year is
28 February. docs/operating.md#clock describes the clocks.`;

interface Flags extends ClientTlsOptions, TokenOptions {
  readonly url: string;
  readonly json?: boolean;
}

interface MoveFlags extends Flags {
  readonly to?: string;
  readonly by?: string;
}

/** A move ends when what became due is done. */
const MOVE_TIMEOUT_MS = 600_000;

function tell(clock: z.infer<typeof CLOCK>, { json }: Flags): void {
  if (json === true) printJson(clock);
  else print(`The ${clock.kind} clock stands at ${clock.now}.`);
}

async function move(flags: MoveFlags): Promise<void> {
  const { to, by } = flags;
  if ((to === undefined) === (by === undefined)) {
    throw new CommandError('Give either --to INSTANT or --by DURATION, such as --by 1d.', EXIT_CODES.usage);
  }
  instantOf('--to', to);
  if (by !== undefined) checkStep(by);
  const client = serverClient(flags.url, { ...flags, timeoutMs: MOVE_TIMEOUT_MS });
  tell(await client.post('/v1/clock', to === undefined ? { by } : { to }, CLOCK), flags);
}

function checkStep(by: string): void {
  try {
    parseClockStep(by, '--by');
  } catch (error) {
    throw error instanceof QuantityError ? new CommandError(error.message, EXIT_CODES.usage) : error;
  }
}

export function registerClock(program: Command): void {
  const clock = program
    .command('clock')
    .description('show the clock of a running server, or move a simulated one')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, about: string): Command =>
    addTokenOption(
      addHttpsOptions(clock.command(name).description(about).option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080')),
    ).option('--json', 'print JSON');
  add('show', 'show the instant at which the server decides').action(async (flags: Flags) =>
    tell(await serverClient(flags.url, flags).get('/v1/clock', CLOCK), flags),
  );
  add('move', 'move a simulated clock forward')
    .option('--to <instant>', 'to a date (its first moment, UTC) or an instant')
    .option('--by <duration>', 'by a duration such as 90m, 12h, 1d, 2w, 1mo or 2y')
    .action(move);
}
