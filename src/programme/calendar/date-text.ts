/** Dates in sentences and on printed pages, as people write them. */
import type { Language, Words } from '../../protocol/language.ts';

/** `2026-12-03`: `03.12.2026` in Norwegian, and as it is in English. */
export function dateText(language: Language, date: string): string {
  return language === 'nb' ? date.split('-').reverse().join('.') : date;
}

/** The same, where the language is not known yet. */
export function dateWords(date: string): Words {
  return { en: dateText('en', date), nb: dateText('nb', date) };
}
