/** Makes synthetic cards: PANs, PINs and expiry dates. */
import type { CardEntry } from '../cards/card-entry.ts';
import { type CardBase, type CardKind, type CardMix, kindList, kindRow, mixCounts } from '../cards/card-mix.ts';
import { luhnCheckDigit } from '../cards/pan.ts';
import type { CardStatus } from '../cards/status.ts';
import type { RandomBytes } from '../pin/random-bytes.ts';
import { SplitSet } from './split-set.ts';

/** Without a mix, the cards of an order differ in PAN and PIN only. */
export interface CardOrder {
  readonly count: number;
  readonly balanceMinor: number;
  readonly profile: string;
  readonly status: CardStatus;
  /** Balance, profile and status are then those of the ordinary cards. */
  readonly mix?: CardMix | undefined;
}

export const ORDER_COUNT_MAX = 1_000_000;
const PAN_DIGITS = 16;
const PIN_DIGITS = 4;
const VALID_YEARS = 2;
/** In years from the order date. */
const EXPIRED_YEARS = -1;
/** Bytes from 250 on are skipped: they would make the digits 0 to 5 more likely. */
const FAIR_BYTE_END = 250;

/** Made at the first use: the data of time zones takes longer to load than most commands. */
let osloMonth: Intl.DateTimeFormat | undefined;

/** YYMM, some years from the order date in Norway. */
export function expiryOf(orderedAtMs: number, years = VALID_YEARS): string {
  osloMonth ??= new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit' });
  const [year = '', month = ''] = osloMonth.format(orderedAtMs).split('-');
  return `${String((Number(year) + years) % 100).padStart(2, '0')}${month}`;
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

/** Fisher and Yates. A number from 4 bytes is drawn again where it would favour some places. */
function shuffled<T>(list: readonly T[], randomBytes: RandomBytes): readonly T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const places = last + 1;
    let drawn: number;
    do drawn = Buffer.from(randomBytes(4)).readUInt32BE();
    while (drawn >= 2 ** 32 - (2 ** 32 % places));
    const other = drawn % places;
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** Prefix, random digits and Luhn digit. */
export function randomPan(panPrefix: string, randomBytes: RandomBytes): string {
  const payload = panPrefix + randomDigits(PAN_DIGITS - 1 - panPrefix.length, randomBytes);
  return payload + luhnCheckDigit(payload);
}

export function randomPin(randomBytes: RandomBytes): string {
  return randomDigits(PIN_DIGITS, randomBytes);
}

/** How many PANs a prefix leaves room for. */
export function pansOf(panPrefix: string): number {
  return 10 ** Math.max(0, PAN_DIGITS - 1 - panPrefix.length);
}

export interface IssueSource {
  readonly panPrefix: string;
  readonly orderedAtMs: number;
  readonly randomBytes: RandomBytes;
}

/** The kind of each card of an order. In a mix the kinds come in random order. */
function kindsOf({ mix = {}, count }: CardOrder, randomBytes: RandomBytes): Iterable<CardKind> {
  const counts = mixCounts(mix, count);
  const isMixed = [...counts].some(([kind, cards]) => kind !== 'ordinary' && cards > 0);
  return isMixed ? shuffled(kindList(counts), randomBytes) : ordinaryKinds(count);
}

function* ordinaryKinds(count: number): Generator<CardKind> {
  for (let n = 0; n < count; n += 1) yield 'ordinary';
}

/** The profiles that the cards of an order need. */
export function profilesOf(order: CardOrder): ReadonlySet<string> {
  const kinds = [...mixCounts(order.mix ?? {}, order.count)].filter(([, count]) => count > 0);
  return new Set(kinds.map(([kind]) => kindRow(kind).differs(order).profile ?? order.profile));
}

/**
 * One card for each kind. Each PAN is prefix, random digits and Luhn digit, and occurs once. Same
 * random bytes, same cards.
 */
export function* cardsOfKinds(
  kinds: Iterable<CardKind>,
  base: CardBase,
  { panPrefix, orderedAtMs, randomBytes }: IssueSource,
): Generator<CardEntry> {
  const { balanceMinor, profile, status } = base;
  const [valid, past] = [expiryOf(orderedAtMs), expiryOf(orderedAtMs, EXPIRED_YEARS)];
  const pans = new SplitSet();
  for (const kind of kinds) {
    let pan: string;
    do pan = randomPan(panPrefix, randomBytes);
    while (!pans.add(pan));
    const { differs, isExpired } = kindRow(kind);
    const expiry = isExpired === true ? past : valid;
    yield { pan, expiry, pin: randomPin(randomBytes), balanceMinor, status, profile, ...differs(base) };
  }
}

/** The cards of an order. Same random bytes, same cards. */
export function cardsOf(order: CardOrder, source: IssueSource): Generator<CardEntry> {
  return cardsOfKinds(kindsOf(order, source.randomBytes), order, source);
}

/** All cards of an order at once. */
export function issueCards(order: CardOrder, panPrefix: string, orderedAtMs: number, randomBytes: RandomBytes): readonly CardEntry[] {
  return [...cardsOf(order, { panPrefix, orderedAtMs, randomBytes })];
}
