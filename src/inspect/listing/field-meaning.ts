/**
 * The meaning of elements that a dialect maps to a field of the message, such as PAN, amount and
 * response code.
 */
import { isLuhnValid } from '../../cards/pan.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { describeProcessingCode } from '../../protocol/iso8583/elements/processing-code.ts';
import { readReplacementAmount } from '../../protocol/iso8583/elements/replacement-amount.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { isBinary, type ParseAttempt } from '../read/parse-attempt.ts';
import { chipParts } from './chip-parts.ts';
import { codeName } from './code-names.ts';
import { currencyOf, moneyText } from './currency.ts';
import { currencyDigits, type Meaning, type MeaningInput, meaning, NONE } from './element-meaning.ts';
import {
  acceptorParts,
  amountsParts,
  countryText,
  de56Parts,
  de90Parts,
  expiryText,
  instantText,
  localText,
  processingCodeParts,
  track2Parts,
  transmissionMs,
} from './element-parts.ts';
import { merchantTypeName } from './merchant-type.ts';
import { pastYear } from './past-time.ts';

function responseCodeText({ dialect }: ParseAttempt, code: string): string {
  const rows = OUTCOMES.filter((row) => (dialect.responseCodeOverrides[row.name] ?? row[dialect.responseCodes]) === code);
  const [first] = rows;
  if (first !== undefined) return first.name === 'approved' ? first.name : `${rows.map(({ name }) => name).join(' or ')}: ${first.en}`;
  const name = dialect.responseCodes === 'de39' ? codeName('responseCode', code) : '';
  return name === '' ? 'no code of this dialect' : name;
}

/** Minor units. A decimal point or a sign makes it another number, so such an amount is none. */
function amountText(digits: string, currency: string): string {
  return /^\d+$/.test(digits) ? moneyText(Number(digits), currency) : 'no amount';
}

/** MMDD. */
export function localDateText(digits: string, nearMs: number): string {
  if (!/^\d{4}$/.test(digits)) return 'no date';
  const [month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  const year = pastYear(month, day, nearMs);
  return year === 0 ? 'no date' : `${year}-${digits.slice(0, 2)}-${digits.slice(2)}`;
}

/** By the name of the field. */
export const FIELD_MEANINGS: Readonly<Partial<Record<keyof Dialect['fields'], (input: MeaningInput) => Meaning>>> = {
  pan: ({ element }) => meaning(`${element.text.length} digits, check digit ${isLuhnValid(element.text) ? 'right' : 'wrong'}`),
  processingCode: ({ element }) => meaning(describeProcessingCode(element.text)?.meaning ?? '', processingCodeParts(element.text)),
  amount: ({ attempt, element }) => meaning(amountText(element.text, currencyDigits(attempt))),
  transmissionTime: ({ element, nearMs }) => meaning(instantText(transmissionMs(element.text, nearMs))),
  stan: ({ element }) => meaning(/^0+$/.test(element.text) ? '0 is no STAN' : ''),
  localTime: ({ element }) => meaning(localText(element.text)),
  localDate: ({ element, nearMs }) => meaning(localDateText(element.text, nearMs)),
  expiry: ({ element }) => meaning(expiryText(element.text)),
  mcc: ({ element }) => meaning(merchantTypeName(element.text)),
  acquirerCountry: ({ element }) => meaning(countryText(element.text)),
  track2: ({ element }) => {
    const parts = track2Parts(element.text);
    return meaning(parts.length === 0 ? 'no track 2: PAN, separator, expiry and service code are not all there' : '', parts);
  },
  responseCode: ({ attempt, element }) => meaning(responseCodeText(attempt, element.text)),
  merchantName: ({ shown }) => meaning('', acceptorParts(shown)),
  currency: ({ element }) => meaning(currencyOf(element.text)?.code ?? 'no currency'),
  pinBlock: ({ element }) => meaning(`${element.text.length / 2} bytes, enciphered`),
  amounts: ({ element }) => {
    const parts = amountsParts(element.text);
    return meaning(parts.length === 0 ? 'not whole entries of 20 characters' : '', parts);
  },
  chipData: ({ attempt, element, shown }) => {
    if (!isBinary(attempt.layout, element.number)) return NONE;
    return meaning('', chipParts(Buffer.from(element.text, 'hex'), shown));
  },
  original: ({ attempt, element, nearMs }) => {
    const parts = attempt.dialect.version === '1' ? de56Parts(element.text) : de90Parts(element.text, nearMs);
    return meaning(parts.length === 0 ? 'not the original data of a message' : '', parts);
  },
  standing: ({ attempt, element }) => {
    const standing = readReplacementAmount(element.text);
    return meaning(Number.isNaN(standing) ? 'no amounts' : `${moneyText(standing, currencyDigits(attempt))} stands`);
  },
};
