/** What the value of a protobuf field means to a person. Names and units are in the names of the fields. */
import { isLuhnValid } from '../../cards/pan.ts';
import { currencyOf, moneyText } from '../listing/currency.ts';
import { countryText, expiryText, instantText, localText } from '../listing/element-parts.ts';
import { merchantTypeName } from '../listing/merchant-type.ts';

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `currency`: of the message, ISO 4217 numeric; 0: not given, which means NOK. */
export function integerMeaning(name: string, value: number, currency: number): string {
  if (name.endsWith('_minor')) return moneyText(value, digits(currency === 0 ? 578 : currency, 3));
  if (name.endsWith('_ms')) return value === 0 ? '' : instantText(value);
  if (name.endsWith('_country')) return countryText(digits(value, 3));
  if (name === 'currency') return currencyOf(digits(value, 3))?.code ?? 'no currency';
  if (name === 'mcc') return merchantTypeName(digits(value, 4));
  return '';
}

/** From the true text; it says nothing of what is hidden of it. */
export function textMeaning(name: string, text: string): string {
  if (name === 'pan') return `${text.length} digits, check digit ${isLuhnValid(text) ? 'right' : 'wrong'}`;
  if (name === 'expiry') return expiryText(text);
  if (name === 'local_time') return localText(text);
  return '';
}
