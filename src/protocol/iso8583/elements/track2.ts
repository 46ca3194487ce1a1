/**
 * Track 2 of a card (DE35, ISO/IEC 7813): PAN, separator, expiry YYMM, service code, discretionary
 * data; at most 37 characters. The separator is `=` in text and D where two digits share a byte;
 * some programs write that D, or d, in text.
 */
import { PAN_DIGITS_MAX, PAN_DIGITS_MIN } from '../../../cards/pan.ts';
import { isDigits } from '../codec/digits.ts';
import { codeColumn, codeParts } from './code-parts.ts';

const CHARACTERS_MAX = 37;
const EXPIRY_DIGITS = 4;
const SERVICE_CODE_DIGITS = 3;

export interface Track2 {
  readonly pan: string;
  readonly expiryYymm: string;
  readonly serviceCode: string;
  /** May be empty. */
  readonly discretionary: string;
}

/** Three digits, each with its own meaning (ISO/IEC 7813). */
export interface ServiceCode {
  readonly interchange: string;
  readonly authorisation: string;
  readonly services: string;
}

const SERVICE_CODE_COLUMNS = [
  codeColumn('interchange', 1, {
    '1': 'international',
    '2': 'international, chip',
    '5': 'national',
    '6': 'national, chip',
    '7': 'private',
    '9': 'test',
  }),
  codeColumn('authorisation', 1, {
    '0': 'normal',
    '2': 'by issuer (online)',
    '4': 'by issuer (online), unless agreed otherwise',
  }),
  codeColumn('services', 1, {
    '0': 'no restrictions, PIN required',
    '1': 'no restrictions',
    '2': 'goods and services only',
    '3': 'ATM only, PIN required',
    '4': 'cash only',
    '5': 'goods and services only, PIN required',
    '6': 'no restrictions, PIN where there is a PIN pad',
    '7': 'goods and services only, PIN where there is a PIN pad',
  }),
] as const;

/** The place of the separator, which is `=`, D or d; -1 when there is none. */
export function track2SeparatorAt(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '=' || character === 'D' || character === 'd') return at;
  }
  return -1;
}

/**
 * The parts of a track 2, without a padding F at the end. Undefined when the separator, expiry or
 * service code is missing, the PAN does not have 8 to 19 digits, another character is not a digit,
 * or the text is longer than 37.
 */
export function parseTrack2(text: string): Track2 | undefined {
  const end = text.endsWith('F') || text.endsWith('f') ? text.length - 1 : text.length;
  const separator = track2SeparatorAt(text);
  if (separator < PAN_DIGITS_MIN || separator > PAN_DIGITS_MAX || end > CHARACTERS_MAX) return undefined;
  const serviceCodeAt = separator + 1 + EXPIRY_DIGITS;
  const discretionaryAt = serviceCodeAt + SERVICE_CODE_DIGITS;
  if (discretionaryAt > end || !isDigits(text, 0, separator) || !isDigits(text, separator + 1, end)) return undefined;
  return {
    pan: text.slice(0, separator),
    expiryYymm: text.slice(separator + 1, serviceCodeAt),
    serviceCode: text.slice(serviceCodeAt, discretionaryAt),
    discretionary: text.slice(discretionaryAt, end),
  };
}

/**
 * The meaning of a service code; '' for an unassigned digit. Undefined unless it is three digits.
 */
export function describeServiceCode(text: string): ServiceCode | undefined {
  const parts = isDigits(text, 0, text.length) ? codeParts(text, SERVICE_CODE_COLUMNS) : undefined;
  if (parts === undefined) return undefined;
  const [interchange = '', authorisation = '', services = ''] = parts.map(({ meaning }) => meaning);
  return { interchange, authorisation, services };
}
