/**
 * Texts for people in several languages. They are in tables: each row has a name, a text for each
 * language, and placeholders such as `{amount}` that are filled in. `{count:card|cards}` is the first
 * word when the value of `count` is 1, else the second.
 */
export const LANGUAGES = ['en', 'nb'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Narrows a string from outside to a language. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A row of a table: one text in each language, with the same placeholders. */
export type Words = Readonly<Record<Language, string>>;

/** Values for placeholders, by name. */
export type Fill = Readonly<Record<string, string>>;
/** The same, of which some differ by language, such as dates. */
export type SpokenFill = Readonly<Record<string, string | Words>>;

/** The names of the placeholders in a text. */
type Place<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}` ? NameIn<Inside> | Place<Rest> : never;
type NameIn<Inside extends string> = Inside extends `${infer Name}:${string}` ? Name : Inside;

/** The arguments of a row: none, or a value for each placeholder. */
export type Given<Row extends Words, Value = string> = [Place<Row[Language]>] extends [never]
  ? []
  : [fill: Readonly<Record<Place<Row[Language]>, Value>>];

/** Fills in the placeholders of a text. A placeholder without a value becomes empty. */
export function filledIn(text: string, fill: Fill): string {
  return text.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (_, place: string, one?: string, many?: string) =>
    one === undefined || many === undefined ? (fill[place] ?? '') : fill[place] === '1' ? one : many,
  );
}

/** The values in one language. */
export function fillIn(language: Language, fill: SpokenFill): Fill {
  return Object.fromEntries(Object.entries(fill).map(([place, value]) => [place, typeof value === 'string' ? value : value[language]]));
}

type Table = Readonly<Record<string, Words>>;

/** Returns the text of a row. Every placeholder must be given a value. */
export type Speaker<Rows extends Table> = <Name extends keyof Rows>(language: Language, name: Name, ...given: Given<Rows[Name]>) => string;

/** The table must be `as const`, so that the types know its placeholders. */
export function speakerOf<Rows extends Table>(rows: Rows): Speaker<Rows> {
  return (language, name, ...given) => {
    const [fill = {}] = given as readonly [Fill?];
    return filledIn((rows[name] as Words)[language], fill);
  };
}
