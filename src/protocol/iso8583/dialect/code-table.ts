/** Code tables of a dialect, prepared: some characters of an element looked up without making a string of them. */

import type { Scanner } from '../codec/scan/scanner.ts';
import type { CodeTable } from './dialect.ts';

export interface CompiledTable<Name extends string> {
  readonly element: number;
  /** From 0. */
  readonly from: number;
  readonly length: number;
  readonly names: ReadonlyMap<number, Name>;
  /** The first code of each name. */
  readonly codes: ReadonlyMap<string, string>;
}

/** At most four characters make one integer. */
function keyOf(code: string): number {
  let key = 0;
  for (let index = 0; index < code.length; index += 1) key = (key << 8) | (code.charCodeAt(index) & 0xff);
  return key;
}

export function compileTable<Name extends string>(table: CodeTable<Name>): CompiledTable<Name> {
  const names = new Map<number, Name>();
  const codes = new Map<string, string>();
  for (const name of Object.keys(table.codes) as Name[]) {
    const listed = table.codes[name] ?? [];
    for (const code of typeof listed === 'string' ? [listed] : listed) {
      names.set(keyOf(code), name);
      if (!codes.has(name)) codes.set(name, code);
    }
  }
  return { element: table.element, from: table.position - 1, length: table.length, names, codes };
}

/** The name that the message's characters stand for; undefined when the element is absent, too short or says something else. */
export function lookUp<Name extends string>(scanner: Scanner, table: CompiledTable<Name>): Name | undefined {
  const { element, from, length } = table;
  if (!scanner.has(element) || from + length > (scanner.units[element] as number)) return undefined;
  let key = 0;
  for (let index = from; index < from + length; index += 1) key = (key << 8) | scanner.charAt(element, index);
  return table.names.get(key);
}

/** Of several tables the first that knows; '' when none does. */
export function lookUpAny<Name extends string>(scanner: Scanner, tables: readonly CompiledTable<Name>[]): Name | '' {
  for (const table of tables) {
    const name = lookUp(scanner, table);
    if (name !== undefined) return name;
  }
  return '';
}
