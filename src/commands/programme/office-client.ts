/** What all commands of `aksept programme` share: their options, and a client that acts as a user. */
import type { Command } from 'commander';
import type { HttpClient } from '../../http/client.ts';
import { ME } from '../../http/schema/programme/people.ts';
import { addTokenOption, type TokenOptions } from '../client-token.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { serverClient } from '../server-client.ts';
import { addHttpsOptions, type ClientTlsOptions } from '../tls-options.ts';

export interface OfficeFlags extends ClientTlsOptions, TokenOptions {
  readonly url: string;
  readonly as?: string;
  readonly json?: boolean;
}

export interface SubscriptionFlags extends OfficeFlags {
  readonly subscription?: string;
}

export interface PageFlags extends OfficeFlags {
  readonly limit?: string;
  readonly cursor?: string;
}

/** A user id of the back office, as the header takes it. */
const USER_ID = /^[A-Z0-9]{3,12}$/;
const ID = /^[1-9]\d{0,9}$/;

export function officeCommand(parent: Command, name: string, about: string): Command {
  const command = parent
    .command(name)
    .description(about)
    .option('--as <user>', 'user of the back office who acts; left out with a token, which belongs to a user')
    .option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080');
  return addTokenOption(addHttpsOptions(command)).option('--json', 'print JSON');
}

export function addSubscriptionOption(command: Command): Command {
  return command.option('--subscription <id>', 'subscription; may be left out by users who have one only');
}

export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <rows>', 'rows of a page, 1 to 500', '100')
    .option('--cursor <cursor>', 'go on where a page ended; it names the cursor');
}

/** Throws a CommandError. */
export function officeClient(flags: OfficeFlags, timeoutMs?: number): HttpClient {
  const { as } = flags;
  if (as !== undefined && !USER_ID.test(as)) {
    throw new CommandError('--as must be a user id such as KN0001; aksept programme users list shows them.', EXIT_CODES.usage);
  }
  const headers = as === undefined ? {} : { 'aksept-user': as };
  return serverClient(flags.url, { ...flags, headers, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

/** Throws a CommandError unless the text is the number of a row. `what` names it, such as `<order>`. */
export function idOf(what: string, text: string): number {
  if (ID.test(text)) return Number(text);
  throw new CommandError(`${what} must be a number from a list of: aksept programme, not ${text}.`, EXIT_CODES.usage);
}

/** The one of --subscription, or the only one of the user. Rejects with a CommandError. */
export async function subscriptionOf(client: HttpClient, { subscription }: SubscriptionFlags): Promise<number> {
  if (subscription !== undefined) return idOf('--subscription', subscription);
  const { userId, subscriptions } = await client.get('/v1/programme/me', ME);
  const [first, ...others] = subscriptions;
  if (first === undefined) throw new CommandError(`${userId} has no subscription; act as another user with --as.`);
  if (others.length === 0) return first.subscriptionId;
  const choices = subscriptions.slice(0, 10).map(({ subscriptionId, name }) => `${subscriptionId} (${name})`);
  throw new CommandError(`${userId} has several subscriptions; give --subscription, such as ${choices.join(', ')}.`, EXIT_CODES.usage);
}

/** `?a=1&b=2` of the parameters that are given. */
export function queryOf(parameters: Readonly<Record<string, string | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query}`;
}
