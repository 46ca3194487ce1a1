/**
 * What the office refuses, in words for the person who asked. Each area has its own table of
 * refusals, in English and Norwegian.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { filledIn, fillIn, type Given, type Language, type SpokenFill, type Words } from '../../protocol/language.ts';

/**
 * `notAllowed`: the user lacks a right. `notFound`: there is no such thing, or the user may not see
 * it. `invalid`: wrong as it stands. `conflict`: not now, or not any more.
 */
export const REFUSAL_KINDS = ['notAllowed', 'notFound', 'invalid', 'conflict'] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];

export interface RefusalRow extends Words {
  readonly kind: RefusalKind;
}

/** The message is in English; `sentence` gives it in the language of the user. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Of the table, such as `ordersOneADay`: never changes, programs go by it. */
  readonly code: string;
  readonly kind: RefusalKind;
  readonly #row: RefusalRow;
  readonly #fill: SpokenFill;

  constructor(code: string, row: RefusalRow, fill: SpokenFill) {
    super(errorText(filledIn(row.en, fillIn('en', fill))));
    this.code = code;
    this.kind = row.kind;
    this.#row = row;
    this.#fill = fill;
  }

  sentence(language: Language): string {
    return errorText(filledIn(this.#row[language], fillIn(language, this.#fill)));
  }
}

/** Makes the refusals of a table, which must be `as const`: the types know its placeholders. */
export type Refuse<Rows extends Readonly<Record<string, RefusalRow>>> = <Code extends keyof Rows & string>(
  code: Code,
  ...given: Given<Rows[Code], string | Words>
) => Refusal;

export function refusalsOf<Rows extends Readonly<Record<string, RefusalRow>>>(rows: Rows): Refuse<Rows> {
  return (code, ...given) => {
    const [fill = {}] = given as readonly [SpokenFill?];
    return new Refusal(code, rows[code] as RefusalRow, fill);
  };
}
