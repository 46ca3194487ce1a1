/** Checks the form of one element or sub-element: its format, its encoding and its length. */

import { BCD_LEFT, bytesOfUnits, type ElementFormat, parseFormat, RAW, SIGNED_BCD } from '../../codec/layout.ts';
import { ELEMENT_UNITS_MAX, type LengthEncoding, type SubElementSpec } from '../dialect.ts';
import { BINARY_ENCODINGS, DIGIT_ENCODINGS, TEXT_ENCODINGS } from './schema.ts';
import type { Fault } from './words.ts';

const LENGTH_DIGITS_MAX = 6;
const DIGIT_CLASSES = ['n', 'x+n', 'z'];

export function formatFault(place: string, spec: SubElementSpec, format: ElementFormat | undefined): Fault | undefined {
  if (format === undefined) {
    return {
      place: `${place}.format`,
      what: `must be a class and a length of at most ${ELEMENT_UNITS_MAX}, such as "n 6", "n ..19", "ans ...999" or "ans ......9999"`,
    };
  }
  const { encoding } = spec;
  if (encoding === undefined) return undefined;
  const fitting: readonly string[] =
    format.class === 'b' ? BINARY_ENCODINGS : DIGIT_CLASSES.includes(format.class) ? DIGIT_ENCODINGS : TEXT_ENCODINGS;
  if (fitting.includes(encoding)) return undefined;
  return { place: `${place}.encoding`, what: `cannot hold class ${format.class}; write one of ${fitting.join(', ')}` };
}

/** The greatest length that an encoding with so many digits can hold. */
function lengthMax(encoding: LengthEncoding, digits: number): number {
  if (encoding === 'binary1') return 255;
  if (encoding === 'binary2') return 65_535;
  if (encoding === 'hex' || encoding === 'ebcdicHex') return 16 ** digits - 1;
  // BCD fills whole bytes.
  return 10 ** (encoding === 'bcd' ? digits + (digits & 1) : digits) - 1;
}

/** `encoding`: as a number of the layout. */
export function lengthFault(place: string, spec: SubElementSpec, encoding: number, usual: LengthEncoding): Fault | undefined {
  const format = parseFormat(spec.format);
  if (format === undefined || format.lengthDigits === 0) return undefined;
  const bytes = bytesOfUnits(encoding, format.unitsMax);
  const { unitsMax } = format;
  const nibbles = encoding === SIGNED_BCD ? unitsMax + 1 : encoding >= BCD_LEFT && encoding < RAW ? unitsMax : unitsMax * 2;
  const most = { units: unitsMax, bytes, nibbles }[spec.counts ?? 'units'];
  const length = spec.length ?? usual;
  const can = lengthMax(length, format.lengthDigits);
  if (most <= can) return undefined;
  const instead =
    length === 'binary1'
      ? 'write "length": "binary2", or a shorter format'
      : length === 'binary2' || format.lengthDigits === LENGTH_DIGITS_MAX
        ? 'write a shorter format'
        : 'write one more dot, or a shorter format';
  return { place, what: `may be ${most} long, but its ${length} length says at most ${can}; ${instead}` };
}
