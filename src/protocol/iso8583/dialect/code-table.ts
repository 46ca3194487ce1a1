/**
 * Compiled code tables of a dialect. Looks up some characters of an element without making a
 * string.
 */

import type { Scanner } from '../codec/scan/scanner.ts';
import type { CodeTable } from './dialect.ts';

export interface CompiledTable<Name extends string> {
  readonly element: number;
  /** Position of the first character, from 0. */
  readonly from: number;
  readonly length: number;
  readonly names: ReadonlyMap<number, Name>;
  /** The first code of each name. */
  readonly codes: ReadonlyMap<string, string>;
}

/** Packs at most four characters into one integer. */
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

/**
 * The name for the characters in the message; undefined when the element or the code is missing.
 */
export function lookUp<Name extends string>(scanner: Scanner, table: CompiledTable<Name>): Name | undefined {
  const { element, from, length } = table;
  if (!scanner.has(element) || from + length > (scanner.units[element] as number)) return undefined;
  let key = 0;
  for (let index = from; index < from + length; index += 1) key = (key << 8) | scanner.charAt(element, index);
  return table.names.get(key);
}

/** The name from the first table that has one; '' when none does. */
export function lookUpAny<Name extends string>(scanner: Scanner, tables: readonly CompiledTable<Name>[]): Name | '' {
  for (const table of tables) {
    const name = lookUp(scanner, table);
    if (name !== undefined) return name;
  }
  return '';
}
