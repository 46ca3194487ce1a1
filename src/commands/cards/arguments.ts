/**
 * Checks the arguments of `aksept cards` by the rules of card files and of the API, so that nothing
 * is ordered or written that the server would refuse. Each throws a CommandError of wrong usage.
 */
import { BALANCE_MINOR, EXPIRY, PAN, PROFILE_NAME } from '../../cards/card-entry.ts';
import { CARD_STATUSES, type CardStatus, isCardStatus } from '../../cards/status.ts';
import { ORDER_COUNT_MAX } from '../../issuing/issue-cards.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { minorOfNok } from './money.ts';

const TOKEN = /^[0-9a-f]{32}$/;

function usage(sentence: string): CommandError {
  return new CommandError(sentence, EXIT_CODES.usage);
}

/** A PAN or a token. The error does not quote the argument, which may be most of a PAN. */
export function cardOf(text: string): string {
  if (TOKEN.test(text) || PAN.safeParse(text).success) return text;
  throw usage('The argument <card> must be a PAN of 12 to 19 digits, or a token of 32 hexadecimal digits as aksept cards list shows it.');
}

export function countOf(text: string, flag: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= ORDER_COUNT_MAX) return count;
  throw usage(`${flag} must be a whole number from 1 to ${ORDER_COUNT_MAX}.`);
}

/** Øre, 0 or more. */
export function balanceOf(text: string): number {
  const minor = minorOfNok(text, '--balance');
  if (BALANCE_MINOR.safeParse(minor).success) return minor;
  throw usage('--balance must be 0 or more kroner.');
}

export function expiryOf(text: string): string {
  if (EXPIRY.safeParse(text).success) return text;
  throw usage('--expiry must be a month as YYMM, such as 2811.');
}

export function statusOf(text: string): CardStatus {
  if (isCardStatus(text)) return text;
  throw usage(`--status must be one of ${CARD_STATUSES.join(', ')}.`);
}

/** `what`: `--profile`, `The argument <name>`. */
export function profileOf(text: string, what: string): string {
  if (PROFILE_NAME.safeParse(text).success) return text;
  throw usage(`${what} must be the name of a limit profile, 1 to 40 characters.`);
}
