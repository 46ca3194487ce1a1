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

/** The names of the places of a text. */
type Place<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Place<Rest> : never;

/** What a row has to be given: nothing, or something for each of its places. */
type Given<Row extends Words> = [Place<Row[Language]>] extends [never] ? [] : [fill: Readonly<Record<Place<Row[Language]>, string>>];

/** The text with its places filled in; a place that nothing is given for is left empty. */
export function filledIn(text: string, fill: Fill): string {
  return text.replace(/\{(\w+)\}/g, (_, place: string) => fill[place] ?? '');
}

type Table = Readonly<Record<string, Words>>;

/** Says a row of a table; every place of it has to be given something. */
export type Speaker<Rows extends Table> = <Name extends keyof Rows>(language: Language, name: Name, ...given: Given<Rows[Name]>) => string;

/** The table has to be `as const`, so that its places are known. */
export function speakerOf<Rows extends Table>(rows: Rows): Speaker<Rows> {
  return (language, name, ...given) => {
    const [fill = {}] = given as readonly [Fill?];
    return filledIn((rows[name] as Words)[language], fill);
  };
}
