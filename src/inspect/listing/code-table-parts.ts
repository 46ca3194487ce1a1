import type { CodeTable } from '../../protocol/iso8583/dialect/dialect.ts';
import type { MeaningInput } from './element-meaning.ts';
import { countryText, type Part, part } from './element-parts.ts';

function codeIn<Name extends string>(table: CodeTable<Name>, text: string): { readonly code: string; readonly name: string } {
  const code = text.slice(table.position - 1, table.position - 1 + table.length);
  const found = Object.entries<string | readonly string[] | undefined>(table.codes).find(
    ([, codes]) => codes === code || (Array.isArray(codes) && codes.includes(code)),
  );
  return { code, name: found?.[0] ?? '' };
}

/** One part for each code that a table of the dialect names. */
export function codeTableParts({ attempt, element }: MeaningInput): readonly Part[] {
  const { dialect } = attempt;
  const tables: readonly (readonly [string, readonly CodeTable<string>[]])[] = [
    ['purpose', dialect.purposes],
    ['entry mode', dialect.entryModes],
    ['terminal type', dialect.terminalTypes],
    ['reversal reason', dialect.reversalReasons],
    ['network function', dialect.networkFunctions],
    ['cashback', dialect.cashbackFlags],
  ];
  const words = tables.flatMap(([what, list]) =>
    list
      .filter((table) => table.element === element.number)
      .flatMap((table) => {
        const { code, name } = codeIn(table, element.text);
        return name === '' ? [] : [part(`${positions(table.position, table.length)} taken as ${what}`, code, what === name ? '' : name)];
      }),
  );
  const countries = dialect.terminalCountry
    .filter((slice) => slice.element === element.number && element.text.length >= slice.position - 1 + slice.length)
    .map(({ position, length }) => {
      const code = element.text.slice(position - 1, position - 1 + length);
      return part(`${positions(position, length)} terminal country`, code, countryText(code));
    });
  return [...words, ...countries];
}

function positions(position: number, length: number): string {
  return length === 1 ? String(position) : `${position}-${position + length - 1}`;
}
