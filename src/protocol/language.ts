/** The languages in which aksept speaks to people. What it says stands in tables of words by name; `{place}` is filled in. */
export const LANGUAGES = ['en', 'nb'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Narrows a string read from outside. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A row of such a table: the same in each language, with the same places. */
export type Words = Readonly<Record<Language, string>>;

/** What stands in the places. */
export type Fill = Readonly<Record<string, string>>;

/** The text with its places filled in; a place that nothing is given for is left empty. */
export function filledIn(text: string, fill: Fill): string {
  return text.replace(/\{(\w+)\}/g, (_, place: string) => fill[place] ?? '');
}
