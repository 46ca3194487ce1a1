/** Reads and writes amounts in NOK as people do: `250`, `250.00`, `1,500`, `1 500.00`. */
import { Decimal } from 'decimal.js';

const PLAIN = /^-?\d{1,12}(?:\.\d{1,2})?$/;
/** Thousands are separated by commas or by spaces, not by both. */
const GROUPED = /^-?\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?:\.\d{1,2})?$/;
/** Either form, for JSON schemas. */
export const AMOUNT_FORM = new RegExp(`${PLAIN.source}|${GROUPED.source}`);

/** Minor units; NaN for any other text. */
export function amountMinorOf(value: string | number): number {
  const text = String(value);
  if (!PLAIN.test(text) && !GROUPED.test(text)) return Number.NaN;
  return new Decimal(text.replace(/[, \u00a0\u202f]/g, '')).times(100).toNumber();
}

/** `1,500.00`. */
export function amountText(minor: number): string {
  const [whole = '', fraction = ''] = new Decimal(minor).abs().div(100).toFixed(2).split('.');
  return `${minor < 0 ? '-' : ''}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction}`;
}
