/**
 * The parts of composite elements. Values are taken from the masked text, so they contain nothing
 * hidden.
 */

import type { AdditionalData } from '../../protocol/iso8583/dialect/dialect.ts';
import { amountTypeName, readAmounts } from '../../protocol/iso8583/elements/amounts.ts';
import { readAcceptor } from '../../protocol/iso8583/elements/card-acceptor.ts';
import { countryName, countryOf, NO_SUCH_COUNTRY } from '../../protocol/iso8583/elements/country.ts';
import { describeEntry1987, describeEntry1993 } from '../../protocol/iso8583/elements/pos-entry.ts';
import { accountTypeName, describeProcessingCode } from '../../protocol/iso8583/elements/processing-code.ts';
import { recogniseTlv, TLV_KINDS } from '../../protocol/iso8583/elements/tlv-kinds.ts';
import { describeServiceCode, parseTrack2 } from '../../protocol/iso8583/elements/track2.ts';
import { maskPan } from '../../protocol/mask.ts';
import { additionalTags } from '../mask/additional-data.ts';
import { mtiName } from './code-names.ts';
import { moneyText } from './currency.ts';
import { pastInstantMs } from './past-time.ts';

export interface Part {
  /** `position 1-2`, `tag 9F1A`, `PAN`. */
  readonly label: string;
  readonly value: string;
  readonly meaning: string;
  /** Of tags: where the tag begins. In rows from the message's first byte, before in the value. */
  readonly offset?: number;
}

export function part(label: string, value: string, meaning = ''): Part {
  return { label, value, meaning };
}

export function tagPart(offset: number, label: string, value: string, meaning = ''): Part {
  return { label, value, meaning, offset };
}

/** The range of dates in ECMAScript. */
const INSTANT_MS_MAX = 8.64e15;

/** `2026-11-23 10:00:00 UTC`. */
export function instantText(instantMs: number): string {
  if (Number.isNaN(instantMs) || Math.abs(instantMs) > INSTANT_MS_MAX) return 'no date and time';
  return `${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function transmissionMs(digits: string, nearMs: number): number {
  return /^\d{10}$/.test(digits) ? pastInstantMs(Number(digits), nearMs) : Number.NaN;
}

export function countryText(code: string): string {
  const number = countryOf(code);
  if (number === 0) return '';
  return number === NO_SUCH_COUNTRY ? 'no country' : countryName(number);
}

export function processingCodeParts(text: string): readonly Part[] {
  const found = describeProcessingCode(text);
  if (found === undefined) return [];
  const type = describeProcessingCode(`${found.transactionType}0000`)?.meaning ?? '';
  return [
    part('1-2 type', found.transactionType, type === '' ? 'no type of the standard' : type),
    part('3-4 from', found.fromAccount, accountTypeName(found.fromAccount)),
    part('5-6 to', found.toAccount, accountTypeName(found.toAccount)),
  ];
}

export function entryParts(text: string, version: '0' | '1'): readonly Part[] {
  const found = (version === '1' ? describeEntry1993(text) : describeEntry1987(text)) ?? [];
  return found.map(({ name, position, code, meaning }) => {
    const end = position + code.length - 1;
    return part(`${position}${end > position ? `-${end}` : ''} ${name}`, code, meaning === '' ? 'no code of the standard' : meaning);
  });
}

/**
 * Masked PAN, expiry and service code. Never the discretionary data, with which a magnetic stripe
 * could be copied.
 */
export function track2Parts(text: string): readonly Part[] {
  const track = parseTrack2(text);
  if (track === undefined) return [];
  const service = describeServiceCode(track.serviceCode);
  return [
    part('PAN', maskPan(track.pan)),
    part('expiry', track.expiryYymm, expiryText(track.expiryYymm)),
    part('service code', track.serviceCode, service === undefined ? '' : Object.values(service).join('; ')),
    part('discretionary', '*'.repeat(track.discretionary.length), `${track.discretionary.length} digits`),
  ];
}

/** YYMM. */
export function expiryText(yymm: string): string {
  return /^\d\d(?:0[1-9]|1[0-2])$/.test(yymm) ? `to the end of 20${yymm.slice(0, 2)}-${yymm.slice(2)}` : 'no year and month';
}

/** @param shown the masked text; a hidden country has no meaning */
export function acceptorParts(shown: string): readonly Part[] {
  const { name, city, country } = readAcceptor(shown);
  const meaning = country.includes('*') ? '' : countryText(country);
  return [part('name', name), part('city', city), part('country', country, meaning)].filter(({ value }) => value !== '');
}

export function amountsParts(text: string): readonly Part[] {
  return (readAmounts(text) ?? []).map(({ accountType, amountType, currency, sign, amountMinor }) => {
    const name = amountTypeName(amountType);
    const type = name === '' ? `amount type ${amountType}` : name;
    const money = moneyText(sign === 'D' && (amountType === '01' || amountType === '02') ? -amountMinor : amountMinor, currency);
    return part(`${type}, ${accountTypeName(accountType)}`, `${accountType} ${amountType} ${currency} ${sign} ${amountMinor}`, money);
  });
}

/** DE90: MTI 4, STAN 6, DE7 10, acquirer 11, forwarder 11. */
export function de90Parts(text: string, nearMs: number): readonly Part[] {
  if (!/^\d{42}$/.test(text)) return [];
  const time = text.slice(10, 20);
  return [
    part('original MTI', text.slice(0, 4), /^0+$/.test(text.slice(0, 4)) ? 'not given' : mtiName(text.slice(0, 4))),
    part('original STAN', text.slice(4, 10)),
    part('original DE7', time, /^0+$/.test(time) ? 'not given' : instantText(transmissionMs(time, nearMs))),
    part('acquirer', text.slice(20, 31), /^0+$/.test(text.slice(20, 31)) ? 'not given' : ''),
    part('forwarder', text.slice(31), /^0+$/.test(text.slice(31)) ? 'not given' : ''),
  ];
}

/** DE56: MTI 4, STAN 6, local YYMMDDhhmmss 12, acquirer after its length. */
export function de56Parts(text: string): readonly Part[] {
  if (!/^\d{22,35}$/.test(text)) return [];
  return [
    part('original MTI', text.slice(0, 4), mtiName(text.slice(0, 4))),
    part('original STAN', text.slice(4, 10)),
    part('original local time', text.slice(10, 22), localText(text.slice(10, 22))),
    ...(text.length > 22 ? [part('acquirer', text.slice(24))] : []),
  ];
}

/** YYMMDDhhmmss or hhmmss. */
export function localText(digits: string): string {
  if (!/^\d+$/.test(digits)) return 'no time';
  const pairs = digits.match(/../g) ?? [];
  if (digits.length === 6) return pairs.join(':');
  return digits.length === 12 ? `20${pairs.slice(0, 3).join('-')} ${pairs.slice(3).join(':')}` : '';
}

/** Tags of DE48 that aksept defines; where they stand is read from the true text. */
export function additionalParts(text: string, shown: string, spec: AdditionalData): readonly Part[] {
  const tags = additionalTags(text, spec) ?? [];
  if (tags[0]?.field === undefined) return [];
  return tags.map(({ field, from, to }) => {
    const at = from - spec.tagLength - spec.lengthDigits;
    return tagPart(at, `tag ${shown.slice(at, at + spec.tagLength)}`, shown.slice(from, to), field ?? '');
  });
}

/**
 * Tags that a private element seems to contain; values from the masked text, which has `width`
 * characters per byte.
 */
export function guessedParts(bytes: Buffer, shown: string, width: 1 | 2): { readonly about: string; readonly parts: readonly Part[] } {
  const found = recogniseTlv(bytes);
  if (found === undefined || found.objects.length < 2) return { about: '', parts: [] };
  const about = TLV_KINDS.find(({ name }) => name === found.kind)?.about ?? '';
  const parts = found.objects.map(({ tag, offset, value }) => {
    const from = (value.byteOffset - bytes.byteOffset) * width;
    const isHidden = shown.slice(offset * width, from).includes('*');
    return tagPart(offset, `tag ${isHidden ? '*'.repeat(tag.length) : tag}`, shown.slice(from, from + value.length * width));
  });
  return { about: `looks like ${about}`, parts };
}
