/** Names of merchant category codes (DE18 or DE26, ISO 18245): the common ones, and their groups. */
import { codeName } from './code-names.ts';

/** The first code of each group; '' for codes that the standard reserves. */
const GROUPS: readonly (readonly [from: number, name: string])[] = [
  [0, ''],
  [700, 'agricultural services'],
  [1000, ''],
  [1500, 'contracted services'],
  [3000, 'airlines'],
  [3300, 'car rental'],
  [3500, 'hotels'],
  [4000, 'transport'],
  [4800, 'utilities and telecommunication'],
  [5000, 'retail'],
  [5600, 'clothing'],
  [5700, 'other shops'],
  [6000, 'financial services'],
  [7000, 'personal services'],
  [7300, 'business services'],
  [8000, 'professional services and organizations'],
  [9000, 'government services'],
];

/** `veterinary services`, or the group for a code without a name here; '' if it is no code. */
export function merchantTypeName(code: string): string {
  if (!/^\d{4}$/.test(code)) return '';
  const name = codeName('merchantType', code);
  return name === '' ? (GROUPS.findLast(([from]) => from <= Number(code))?.[1] ?? '') : name;
}
