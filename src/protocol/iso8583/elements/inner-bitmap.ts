/**
 * Private data with a bitmap of its own, as Postilion has it in DE127: 8 bytes or 16 hexadecimal
 * digits, then the sub-elements that it announces, all in ASCII. Sub-element 1 is the bitmap.
 */
import { parseFormat } from '../codec/layout.ts';

interface SubElementSpec {
  readonly number: number;
  readonly name: string;
  readonly format: string;
  /** Card data that must never be shown. */
  readonly isSecret?: true;
}

/** The sub-elements of Postilion. */
const SUB_ELEMENTS: readonly SubElementSpec[] = [
  { number: 2, name: 'Switch key', format: 'ans ..32' },
  { number: 3, name: 'Routing information', format: 'ans 48' },
  { number: 4, name: 'POS data', format: 'ans 22' },
  { number: 5, name: 'Service station data', format: 'ans 73' },
  { number: 6, name: 'Authorization profile', format: 'an 2' },
  { number: 7, name: 'Check data', format: 'ans ..50' },
  { number: 8, name: 'Retention data', format: 'ans ...999' },
  { number: 9, name: 'Additional node data', format: 'ans ...255' },
  { number: 10, name: 'Card verification value', format: 'n 3', isSecret: true },
  { number: 11, name: 'Original key', format: 'ans ..32' },
  { number: 12, name: 'Terminal owner', format: 'ans ..25' },
  { number: 13, name: 'POS geographic data', format: 'ans 17' },
  { number: 14, name: 'Sponsor bank', format: 'ans 8' },
  { number: 15, name: 'Address verification data', format: 'ans ..29' },
  { number: 16, name: 'Address verification result', format: 'ans 1' },
  { number: 17, name: 'Cardholder information', format: 'ans ..50', isSecret: true },
  { number: 18, name: 'Validation data', format: 'ans ..50' },
  { number: 19, name: 'Bank details', format: 'ans 31' },
  { number: 20, name: 'Settlement date of originator or authorizer', format: 'n 8' },
  { number: 21, name: 'Record identification', format: 'ans ..12' },
  { number: 22, name: 'Structured data', format: 'ans .....65535' },
  { number: 23, name: 'Payee name and address', format: 'ans 253' },
  { number: 24, name: 'Payer account', format: 'ans ..28', isSecret: true },
  { number: 25, name: 'Chip data', format: 'ans ....8000', isSecret: true },
  { number: 26, name: 'Original node', format: 'ans ..12' },
  { number: 27, name: 'Card verification result', format: 'ans 1' },
  { number: 28, name: 'American Express card identifier', format: 'n 4', isSecret: true },
  { number: 29, name: '3-D Secure data', format: 'ans 40' },
  { number: 30, name: '3-D Secure result', format: 'ans 1' },
  { number: 31, name: 'Issuer network', format: 'ans ..11' },
  { number: 32, name: 'UCAF data', format: 'ans ..33' },
  { number: 33, name: 'Extended transaction type', format: 'n 4' },
  { number: 34, name: 'Account type qualifiers', format: 'n 2' },
  { number: 35, name: 'Acquirer network', format: 'ans ..11' },
  { number: 36, name: 'Customer', format: 'ans ..25' },
  { number: 37, name: 'Extended response code', format: 'an 4' },
  { number: 38, name: 'Additional POS data code', format: 'ans ..99' },
  { number: 39, name: 'Original response code', format: 'an 2' },
];
const SPECS = new Map(SUB_ELEMENTS.map((spec) => [spec.number, { ...spec, parsed: parseFormat(spec.format) }]));

export interface SubElement {
  readonly number: number;
  readonly name: string;
  readonly isSecret: boolean;
  /** Where it begins, with its length, in bytes from the start of the element. */
  readonly offset: number;
  /** The value, counted likewise. */
  readonly from: number;
  readonly to: number;
}

/** The numbers that the bitmap at the start announces, and its size; undefined if it is none. */
function announced(bytes: Buffer, bitmapBytes: 8 | 16): readonly number[] | undefined {
  const head = bytes.subarray(0, bitmapBytes);
  if (head.length < bitmapBytes || (bitmapBytes === 16 && !/^[0-9A-F]{16}$/i.test(head.toString('latin1')))) return undefined;
  const bitmap = bitmapBytes === 8 ? head : Buffer.from(head.toString('latin1'), 'hex');
  const numbers = Array.from({ length: 64 }, (_none, index) => index + 1);
  return numbers.filter((number) => ((bitmap[(number - 1) >> 3] as number) & (0x80 >> ((number - 1) & 7))) !== 0);
}

function isText(bytes: Buffer, isDigits: boolean): boolean {
  return bytes.every((byte) => (isDigits ? byte >= 0x30 && byte <= 0x39 : byte >= 0x20));
}

function subElementAt(bytes: Buffer, number: number, at: number): SubElement | undefined {
  const spec = SPECS.get(number);
  if (spec?.parsed === undefined) return undefined;
  const { lengthDigits, unitsMax, class: kind } = spec.parsed;
  const digits = bytes.toString('latin1', at, at + lengthDigits);
  if (digits.length < lengthDigits || !/^\d*$/.test(digits)) return undefined;
  const units = lengthDigits === 0 ? unitsMax : Number(digits);
  const from = at + lengthDigits;
  const to = from + units;
  if (units > unitsMax || to > bytes.length || !isText(bytes.subarray(from, to), kind === 'n')) return undefined;
  return { number, name: spec.name, isSecret: spec.isSecret === true, offset: at, from, to };
}

function splitBy(bytes: Buffer, bitmapBytes: 8 | 16): readonly SubElement[] | undefined {
  const subElements: SubElement[] = [];
  let at: number = bitmapBytes;
  for (const number of announced(bytes, bitmapBytes) ?? []) {
    const subElement = subElementAt(bytes, number, at);
    if (subElement === undefined) return undefined;
    subElements.push(subElement);
    at = subElement.to;
  }
  return subElements.length > 0 && at === bytes.length ? subElements : undefined;
}

/** The sub-elements, if the bitmap and they fill the bytes exactly; otherwise undefined. */
export function readInnerBitmap(bytes: Buffer): readonly SubElement[] | undefined {
  return splitBy(bytes, 16) ?? splitBy(bytes, 8);
}
