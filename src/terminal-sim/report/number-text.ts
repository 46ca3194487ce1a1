/** Formats numbers for people: the same in the panel, the text report and the HTML report. */
import { Decimal } from 'decimal.js';
import type { Language } from '../../protocol/language.ts';

interface Signs {
  readonly thousands: string;
  readonly decimal: string;
  readonly beforeUnit: string;
  readonly currency: string;
}

const SIGNS: Readonly<Record<Language, Signs>> = {
  en: { thousands: ',', decimal: '.', beforeUnit: ' ', currency: 'NOK' },
  // No-break spaces.
  nb: { thousands: '\u00a0', decimal: ',', beforeUnit: '\u00a0', currency: 'kr' },
};

/** Digits without a thousands separator: `6.6`, `6,6`. */
export function formatPlain(language: Language, number: number | string): string {
  return String(number).replace('.', SIGNS[language].decimal);
}

function formatParted(language: Language, digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, SIGNS[language].thousands);
  return fraction === undefined ? parted : `${parted}${SIGNS[language].decimal}${fraction}`;
}

export function withUnit(language: Language, number: string, unit: string): string {
  return number + SIGNS[language].beforeUnit + unit;
}

/** 1234567.8 → `1,234,568`, `1 234 568`. */
export function formatCount(language: Language, count: number): string {
  return formatParted(language, Math.round(count).toString());
}

/** Shown where nothing was measured. */
export const NOTHING = '–';

/**
 * Three significant digits below 100: `0.213`, `4.07`, `12.3`; whole numbers from there: `1,204`.
 */
export function formatMs(language: Language, ms: number | undefined): string {
  if (ms === undefined) return NOTHING;
  if (ms === 0) return '0';
  if (ms >= 100) return formatCount(language, ms);
  return formatPlain(language, ms.toFixed(ms >= 10 ? 1 : ms >= 1 ? 2 : 3));
}

/** `12.3 ms`. */
export function formatLatency(language: Language, ms: number | undefined): string {
  return ms === undefined ? NOTHING : withUnit(language, formatMs(language, ms), 'ms');
}

/** Minor units in kroner: 123456 → `1,234.56`, `1 234,56`. */
export function formatKroner(language: Language, minor: number): string {
  return formatParted(language, new Decimal(minor).div(100).toFixed(2));
}

/** Minor units in kroner, with the currency: `1,234.56 NOK`, `1 234,56 kr`. */
export function formatNok(language: Language, minor: number): string {
  return withUnit(language, formatKroner(language, minor), SIGNS[language].currency);
}

/** `12.3 %`. */
export function formatShare(language: Language, count: number, whole: number): string {
  return withUnit(language, formatPlain(language, (whole === 0 ? 0 : (count * 100) / whole).toFixed(1)), '%');
}

export function formatSeconds(language: Language, ms: number): string {
  return withUnit(language, formatPlain(language, (ms / 1000).toFixed(ms < 9950 ? 1 : 0)), 's');
}

/** Not rounded, unlike `formatSeconds`. */
export function formatExactSeconds(language: Language, ms: number): string {
  return withUnit(language, formatPlain(language, ms / 1000), 's');
}

/**
 * The measured value of a threshold: a count without decimals, a time or a share with its
 * significant digits.
 */
export function formatMeasured(language: Language, measured: number, unit: string): string {
  if (unit === '') return formatCount(language, measured);
  if (unit === '/s') return `${formatCount(language, measured)}/s`;
  return withUnit(language, unit === '%' ? formatPlain(language, Number(measured.toFixed(3))) : formatMs(language, measured), unit);
}
