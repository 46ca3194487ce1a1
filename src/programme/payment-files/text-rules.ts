/** What the text of an element must be, named after the types of ISO 20022. */
import type { Words } from '../../protocol/language.ts';
import { isCalendarDate } from '../calendar/calendar-date.ts';

export interface TextRule {
  /** Characters at most; an element longer than that is refused before anything else. */
  readonly max: number;
  /** What is expected, for the sentence. */
  readonly expected: Words;
  readonly accepts: (text: string) => boolean;
}

function pattern(max: number, form: RegExp, expected: Words): TextRule {
  return { max, expected, accepts: (text) => form.test(text) };
}

const SOME_TEXT: Words = { en: 'a text', nb: 'en tekst' };

export const LENGTH = {
  max34: { max: 34, expected: SOME_TEXT, accepts: (text: string) => text !== '' },
  max35: { max: 35, expected: SOME_TEXT, accepts: (text: string) => text !== '' },
  max140: { max: 140, expected: SOME_TEXT, accepts: (text: string) => text !== '' },
} as const satisfies Readonly<Record<string, TextRule>>;

/** xs:decimal with at most 18 digits. The sign and two decimals are the concern of the payment. */
export const DECIMAL: TextRule = {
  max: 20,
  expected: { en: 'a decimal number such as 2500.00', nb: 'et desimaltall som 2500.00' },
  accepts: (text) => /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) && text.replaceAll(/\D/g, '').length <= 18,
};

export const COUNT: TextRule = pattern(15, /^\d{1,15}$/, { en: 'a number of at most 15 digits', nb: 'et tall med høyst 15 sifre' });

export const CURRENCY: TextRule = pattern(3, /^[A-Z]{3}$/, { en: 'a currency code such as NOK', nb: 'en valutakode som NOK' });

export const BIC: TextRule = pattern(11, /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/, {
  en: 'a BIC of 8 or 11 characters',
  nb: 'en BIC på 8 eller 11 tegn',
});

export const CODE4: TextRule = pattern(4, /^[A-Z0-9]{1,4}$/, { en: 'a code of at most four characters', nb: 'en kode på høyst fire tegn' });

/** xs:date, which may have an offset. Whether the day exists is judged where the date is used. */
export const DATE: TextRule = pattern(16, /^\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?$/, {
  en: 'a date such as 2026-06-01',
  nb: 'en dato som 2026-06-01',
});

const DATE_TIME_FORM = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

export const DATE_TIME: TextRule = {
  max: 40,
  expected: { en: 'a time such as 2026-06-01T09:12:00', nb: 'et tidspunkt som 2026-06-01T09:12:00' },
  accepts: (text) => {
    const [, date] = DATE_TIME_FORM.exec(text) ?? [];
    return date !== undefined && isCalendarDate(date);
  },
};
