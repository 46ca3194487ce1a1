/**
 * Checks the arguments of `aksept cards` by the rules of card files and of the API, so that nothing
 * is ordered or written that the server would refuse. Each throws a CommandError of wrong usage.
 */
import { BALANCE_MINOR, EXPIRY, PAN, PROFILE_NAME } from '../../cards/card-entry.ts';
import { type CardMix, LOW_BALANCE_MINOR_MAX, MIX_BALANCE_MINOR, mixProblem, SPECIAL_KINDS, USUAL_CARD_MIX } from '../../cards/card-mix.ts';
import { CARD_STATUSES, type CardStatus, isCardStatus } from '../../cards/status.ts';
import { KEY_FORM, KEY_LENGTH_MAX } from '../../http/idempotency/idempotency.ts';
import { type CardOrder, ORDER_COUNT_MAX } from '../../issuing/issue-cards.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { minorOfNok, nokOfMinor } from './money.ts';

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

/** Of a funding; empty when there is none. */
export function keyOf(text: string | undefined): string {
  if (text === undefined || KEY_FORM.test(text)) return text ?? '';
  throw usage(`--key must be 1 to ${KEY_LENGTH_MAX} visible ASCII characters without spaces.`);
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

/** `5%`, `0.5 %` or `0.05` to 0.05; undefined for anything else, and for more than 1. */
function shareOf(text: string): number | undefined {
  const [, number, percent] = /^(\d{1,9}(?:\.\d{1,9})?)\s?(%?)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const share = percent === '%' ? Number(number) / 100 : Number(number);
  return share <= 1 ? share : undefined;
}

/** `usual`, or `lost=1%,expired=0.02`. */
export function mixOf(text: string): CardMix {
  if (text.trim() === 'usual') return USUAL_CARD_MIX;
  const mix: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [name = '', given = '', ...more] = part.split('=').map((word) => word.trim());
    const kind = SPECIAL_KINDS.find((each) => each === name);
    if (name === 'ordinary') throw usage('--mix must not name ordinary cards: they are the rest of the order.');
    if (kind === undefined) throw usage(`--mix must be usual, or kind=share,… where a kind is one of ${SPECIAL_KINDS.join(', ')}.`);
    if (kind in mix) throw usage(`--mix must name ${kind} once.`);
    const share = more.length > 0 ? undefined : shareOf(given);
    if (share === undefined) throw usage(`--mix must give ${kind} a share from 0% to 100%, such as ${kind}=5%.`);
    mix[kind] = share;
  }
  const problem = mixProblem(mix);
  if (problem !== '') throw usage(`--mix ${problem}.`);
  return mix;
}

export interface OrderFlags {
  readonly count: string;
  readonly balance?: string;
  readonly profile: string;
  readonly status?: string;
  readonly mix?: string;
}

/** With --mix, balance and profile are those of the ordinary cards. */
export function orderOf({ count, balance, profile, status, mix: mixText }: OrderFlags): CardOrder {
  const mix = mixText === undefined ? undefined : mixOf(mixText);
  const order = { count: countOf(count, '--count'), profile: profileOf(profile, '--profile'), status: statusOf(status ?? 'active') };
  if (mix === undefined) return { ...order, balanceMinor: balanceOf(balance ?? '0') };
  if (status !== undefined) throw usage('Give --mix or --status, not both: a mix has cards of every status.');
  const balanceMinor = balance === undefined ? MIX_BALANCE_MINOR : balanceOf(balance);
  if (balanceMinor >= LOW_BALANCE_MINOR_MAX) return { ...order, balanceMinor, mix };
  throw usage(`--balance must be at least ${nokOfMinor(LOW_BALANCE_MINOR_MAX)} with --mix: the ordinary cards need money.`);
}
