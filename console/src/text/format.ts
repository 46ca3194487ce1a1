/** Instants and durations as a person reads them; amounts: limits/explain/format.ts. */
import type { Language } from '../../../src/protocol/language.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', nb: 'nb-NO' };
/** Limits and days are those of Oslo, wherever the browser is. */
const ZONE = 'Europe/Oslo';

/** Milliseconds: `0.7 ms`. */
export function durationText(language: Language, ms: number): string {
  return `${new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(ms)} ms`;
}

/** `tir. 1. desember kl. 14:32` */
export function instantText(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: ZONE,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
}

/** `29.11.2026, 09:31` */
export function receiptInstant(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(atMs);
}

/** `YYMM` → `MM/YY`. */
export function expiryText(expiry: string): string {
  return `${expiry.slice(2, 4)}/${expiry.slice(0, 2)}`;
}

/** `09:31:04` */
export function timeText(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, timeStyle: 'medium' }).format(atMs);
}

/** `1 Dec` */
export function dayText(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, day: 'numeric', month: 'short' }).format(atMs);
}

/** `29.11.2028` */
export function fullDayText(language: Language, atMs: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, dateStyle: 'short' }).format(atMs);
}

/** `12 345` */
export function countText(language: Language, count: number): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(count);
}

/** `98.7%`; a dash of nothing. */
export function shareText(language: Language, part: number, whole: number): string {
  if (whole === 0) return '–';
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 }).format(part / whole);
}

/** `1.5 MB` */
export function bytesText(language: Language, bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? (['kilobyte', 1_000] as const) : (['megabyte', 1_000_000] as const);
  return new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}
