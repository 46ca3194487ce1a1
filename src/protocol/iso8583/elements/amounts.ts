/**
 * DE54, additional amounts: up to six entries of 20 characters. Each has account type (2), amount
 * type (2), currency (n 3), sign C or D, and minor units (n 12). DE28 to DE31, fees: sign and n 8.
 */
import { digitsValue, isDigits, paddedDigits } from '../codec/digits.ts';

const ENTRY_CHARACTERS = 20;
const ENTRIES_MAX = 6;
const TYPE_CHARACTERS = 2;
const AMOUNT_TYPE_AT = 2;
const CURRENCY_AT = 4;
const SIGN_AT = 7;
const AMOUNT_AT = 8;
const AMOUNT_DIGITS = 12;
const FEE_CHARACTERS = 9;

/** C credit, D debit. For a balance: C not below zero, D below. */
export type Sign = 'C' | 'D';

export interface AmountEntry {
  /** As in DE3: 00 default, 10 savings, 20 checking, 30 credit. */
  readonly accountType: string;
  /** 01 ledger balance, 02 available balance, 40 cashback. */
  readonly amountType: string;
  /** ISO 4217 numeric, three digits. */
  readonly currency: string;
  readonly sign: Sign;
  readonly amountMinor: number;
}

/** Names of amount types (ISO 8583:1987 and 1993, and those that schemes agree on). */
const AMOUNT_TYPES: Readonly<Record<string, string>> = {
  '01': 'ledger balance',
  '02': 'available balance',
  '03': 'amount owed',
  '04': 'amount due',
  '20': 'amount remaining this cycle',
  '40': 'cashback',
  '41': 'goods and services',
  '42': 'surcharge',
  '53': 'approved amount',
  '56': 'hotel amount',
  '57': 'original amount',
  '90': 'available credit',
  '91': 'credit limit',
};

const amountTypes: ReadonlyMap<string, string> = new Map(Object.entries(AMOUNT_TYPES));

/** The name of an amount type; '' when it is not in common use. */
export function amountTypeName(amountType: string): string {
  return amountTypes.get(amountType) ?? '';
}

function isSign(character: string | undefined): character is Sign {
  return character === 'C' || character === 'D';
}

/** Types are n 2 in the standard, but hosts also use letters. */
function isTypes(text: string, start: number): boolean {
  for (let at = start; at < start + 2 * TYPE_CHARACTERS; at += 1) {
    const code = text.charCodeAt(at);
    const ok = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (!ok) return false;
  }
  return true;
}

function isEntry(text: string, at: number): boolean {
  return (
    isTypes(text, at) &&
    isDigits(text, at + CURRENCY_AT, at + SIGN_AT) &&
    isSign(text[at + SIGN_AT]) &&
    isDigits(text, at + AMOUNT_AT, at + ENTRY_CHARACTERS)
  );
}

function isAmounts(text: string): boolean {
  if (text.length % ENTRY_CHARACTERS !== 0 || text.length > ENTRY_CHARACTERS * ENTRIES_MAX) return false;
  for (let at = 0; at < text.length; at += ENTRY_CHARACTERS) if (!isEntry(text, at)) return false;
  return true;
}

/** The entries in order; undefined when the text is not at most six well-formed entries. */
export function readAmounts(text: string): readonly AmountEntry[] | undefined {
  if (!isAmounts(text)) return undefined;
  const entries: AmountEntry[] = [];
  for (let at = 0; at < text.length; at += ENTRY_CHARACTERS) {
    entries.push({
      accountType: text.slice(at, at + AMOUNT_TYPE_AT),
      amountType: text.slice(at + AMOUNT_TYPE_AT, at + CURRENCY_AT),
      currency: text.slice(at + CURRENCY_AT, at + SIGN_AT),
      sign: text[at + SIGN_AT] === 'C' ? 'C' : 'D',
      amountMinor: digitsValue(text, at + AMOUNT_AT, AMOUNT_DIGITS),
    });
  }
  return entries;
}

/**
 * The amount of the first entry with the amount type, in minor units without its sign; 0 when there
 * is none, -1 when the text is malformed. An empty amount type matches any. Takes the first and not
 * the sum, because hosts repeat an amount in another currency.
 */
export function amountOfType(text: string, amountType: string): number {
  if (!isAmounts(text)) return -1;
  for (let at = 0; at < text.length; at += ENTRY_CHARACTERS) {
    if (text.startsWith(amountType, at + AMOUNT_TYPE_AT)) return digitsValue(text, at + AMOUNT_AT, AMOUNT_DIGITS);
  }
  return 0;
}

/**
 * The 20 characters of an entry. Throws a RangeError when the amount does not fit 12 digits or a
 * code has the wrong length.
 */
export function amountText(entry: AmountEntry): string {
  const head = `${entry.accountType}${entry.amountType}${entry.currency}`;
  if (entry.accountType.length !== TYPE_CHARACTERS || entry.amountType.length !== TYPE_CHARACTERS || head.length !== SIGN_AT) {
    throw new RangeError('An entry of DE54 must have an account type and an amount type of 2 characters and a currency of 3 digits.');
  }
  return `${head}${entry.sign}${paddedDigits(entry.amountMinor, AMOUNT_DIGITS, 'The amount of an entry of DE54')}`;
}

/**
 * A fee (DE28 to DE31, x+n 8). Sign D: the receiver of the message pays it. Undefined when the text
 * is not a sign and eight digits.
 */
export function readFee(text: string): { readonly sign: Sign; readonly amountMinor: number } | undefined {
  const sign = text[0];
  if (text.length !== FEE_CHARACTERS || !isSign(sign) || !isDigits(text, 1, FEE_CHARACTERS)) return undefined;
  return { sign, amountMinor: digitsValue(text, 1, FEE_CHARACTERS - 1) };
}
