/** Makes synthetic cards: PANs, PINs and expiry dates. */
import type { CardEntry } from '../cards/card-entry.ts';
import { luhnCheckDigit } from '../cards/pan.ts';
import type { CardStatus } from '../cards/status.ts';
import type { RandomBytes } from '../pin/random-bytes.ts';

/** The cards of an order differ in PAN and PIN only. */
export interface CardOrder {
  readonly count: number;
  readonly balanceMinor: number;
  readonly profile: string;
  readonly status: CardStatus;
}

export const ORDER_COUNT_MAX = 100_000;
const PAN_DIGITS = 16;
const PIN_DIGITS = 4;
const VALID_YEARS = 2;
/** Bytes from 250 on are skipped: they would make the digits 0 to 5 more likely. */
const FAIR_BYTE_END = 250;

const OSLO_MONTH = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit' });

/** YYMM, two years from the order date in Norway. */
export function expiryOf(orderedAtMs: number): string {
  const [year = '', month = ''] = OSLO_MONTH.format(orderedAtMs).split('-');
  return `${String((Number(year) + VALID_YEARS) % 100).padStart(2, '0')}${month}`;
}

function randomDigits(count: number, randomBytes: RandomBytes): string {
  let digits = '';
  while (digits.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < FAIR_BYTE_END && digits.length < count) digits += String(byte % 10);
    }
  }
  return digits;
}

export interface IssueSource {
  readonly panPrefix: string;
  readonly orderedAtMs: number;
  readonly randomBytes: RandomBytes;
}

/**
 * Each PAN is prefix, random digits and Luhn digit, and occurs once. Same random bytes, same cards.
 */
export function* cardsOf(order: CardOrder, { panPrefix, orderedAtMs, randomBytes }: IssueSource): Generator<CardEntry> {
  const { balanceMinor, profile, status } = order;
  const expiry = expiryOf(orderedAtMs);
  const pans = new Set<string>();
  while (pans.size < order.count) {
    const payload = panPrefix + randomDigits(PAN_DIGITS - 1 - panPrefix.length, randomBytes);
    const pan = payload + luhnCheckDigit(payload);
    if (pans.has(pan)) continue;
    pans.add(pan);
    yield { pan, expiry, pin: randomDigits(PIN_DIGITS, randomBytes), balanceMinor, status, profile };
  }
}

/** All cards of an order at once. */
export function issueCards(order: CardOrder, panPrefix: string, orderedAtMs: number, randomBytes: RandomBytes): readonly CardEntry[] {
  return [...cardsOf(order, { panPrefix, orderedAtMs, randomBytes })];
}
