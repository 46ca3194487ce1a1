/** Elements made of codes at fixed positions (DE3, DE22, the service code of track 2), told part by part for people. */

/** One part: what it is about, how many characters it has, and what its codes mean. */
export interface CodeColumn {
  readonly name: string;
  readonly length: number;
  readonly meanings: ReadonlyMap<string, string>;
}

export interface CodePart {
  readonly name: string;
  /** Of its first character, counted from 1. */
  readonly position: number;
  readonly code: string;
  /** '' for a code that the table does not have. */
  readonly meaning: string;
}

/** A column of a table. */
export function codeColumn(name: string, length: number, meanings: Readonly<Record<string, string>>): CodeColumn {
  return { name, length, meanings: new Map(Object.entries(meanings)) };
}

/** The parts in their order; undefined when the text is not exactly as long as the columns together. */
export function codeParts(text: string, columns: readonly CodeColumn[]): readonly CodePart[] | undefined {
  let at = 0;
  const parts = columns.map(({ name, length, meanings }) => {
    const code = text.slice(at, at + length);
    const part = { name, position: at + 1, code, meaning: meanings.get(code) ?? '' };
    at += length;
    return part;
  });
  return at === text.length ? parts : undefined;
}
