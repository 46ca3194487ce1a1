/**
 * Describes elements made of codes at fixed positions, such as DE22 or a service code, for people.
 */

/** One part of such an element: its name, its length, and what its codes mean. */
export interface CodeColumn {
  readonly name: string;
  readonly length: number;
  readonly meanings: ReadonlyMap<string, string>;
}

export interface CodePart {
  readonly name: string;
  /** Position of its first character, from 1. */
  readonly position: number;
  readonly code: string;
  /** '' when the table does not have the code. */
  readonly meaning: string;
}

export function codeColumn(name: string, length: number, meanings: Readonly<Record<string, string>>): CodeColumn {
  return { name, length, meanings: new Map(Object.entries(meanings)) };
}

/** The parts in order; undefined unless the text is exactly as long as all columns together. */
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
