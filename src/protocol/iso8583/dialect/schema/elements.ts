/**
 * Checks a dialect's elements: formats, encodings and lengths, and that the element of each field
 * can hold it.
 */

import { compileDialect, type ElementFormat, type Layout, parseFormat } from '../../codec/layout.ts';
import { type Dialect, ELEMENT_MAX, type Mask } from '../dialect.ts';
import { formatFault, lengthFault } from './element-form.ts';
import { FIELD_NAMES, type FieldName } from './schema.ts';
import { subElementFaults } from './sub-elements.ts';
import type { Fault, Faults } from './words.ts';

const MAC_ELEMENTS = [64, 128] as const;
const TEXT_CLASSES = ['a', 'an', 'ans', 'anp', 'as', 'ns'];
const CODE_CLASSES = ['n', 'an', 'anp', 'ans'];

/**
 * What a field requires of its element. `fixed` and `variable`: the smallest and greatest length
 * allowed, in characters, digits or bytes.
 */
interface FieldRule {
  readonly required?: true;
  readonly classes: readonly string[];
  readonly fixed?: readonly [number, number];
  readonly variable?: readonly [number, number];
  readonly write: string;
  /** The element must have one of these masks. */
  readonly masks?: readonly Mask[];
}

const FIELD_RULES: Readonly<Record<FieldName, FieldRule>> = {
  pan: { required: true, classes: ['n'], variable: [12, 19], write: 'n ..19', masks: ['pan', 'all'] },
  processingCode: { required: true, classes: ['n', 'an'], fixed: [6, 6], write: 'n 6' },
  amount: { required: true, classes: ['n'], fixed: [8, 15], write: 'n 12' },
  transmissionTime: { required: true, classes: ['n'], fixed: [10, 10], write: 'n 10' },
  stan: { required: true, classes: ['n'], fixed: [6, 6], write: 'n 6' },
  localTime: { classes: ['n'], fixed: [6, 12], write: 'n 6 or n 12' },
  localDate: { classes: ['n'], fixed: [4, 4], write: 'n 4' },
  expiry: { classes: ['n'], fixed: [4, 4], write: 'n 4' },
  mcc: { classes: ['n'], fixed: [4, 4], write: 'n 4' },
  acquirerCountry: { classes: ['n'], fixed: [3, 4], write: 'n 3' },
  cardSequence: { classes: ['n'], fixed: [2, 4], write: 'n 3' },
  acquirerId: { classes: CODE_CLASSES, fixed: [1, 11], variable: [1, 99], write: 'n ..11' },
  track2: { classes: ['z', 'ns', 'an', 'ans'], variable: [37, 99], write: 'z ..37', masks: ['track2', 'all'] },
  rrn: { classes: CODE_CLASSES, fixed: [12, 12], variable: [12, 99], write: 'an 12' },
  approvalCode: { classes: CODE_CLASSES, fixed: [6, 6], variable: [6, 99], write: 'an 6' },
  responseCode: { required: true, classes: CODE_CLASSES, fixed: [2, 3], write: 'an 2 or n 3' },
  terminalId: { required: true, classes: CODE_CLASSES, fixed: [8, 16], variable: [8, 99], write: 'ans 8' },
  merchantId: { classes: CODE_CLASSES, fixed: [15, 15], variable: [15, 99], write: 'ans 15' },
  merchantName: { classes: ['ans'], fixed: [40, 40], variable: [40, 999], write: 'ans 40 or ans ..99' },
  currency: { classes: CODE_CLASSES, fixed: [3, 3], write: 'n 3' },
  pinBlock: { classes: ['b'], fixed: [8, 8], variable: [8, 99], write: 'b 8', masks: ['all'] },
  amounts: { classes: ['an', 'ans'], variable: [20, 999], write: 'ans ...120' },
  chipData: { classes: ['b'], variable: [1, 999], write: 'b ...255' },
  original: { classes: CODE_CLASSES, fixed: [42, 42], variable: [35, 99], write: 'n 42 or n ..35' },
  standing: { classes: CODE_CLASSES, fixed: [24, 42], write: 'an 42 or n 24' },
  outcomeName: { classes: ['an', 'ans'], variable: [25, 999], write: 'ans ..25' },
  reason: { classes: ['ans'], variable: [99, 999], write: 'ans ...999' },
};
/** Only these fields (and network functions) may be above 64 and so need a second bitmap. */
const HIGH_FIELDS: readonly FieldName[] = ['original', 'standing'];
const LOW_MAX = 64;

/** Fields whose fixed length must be one of the two values, not between them. */
const ENDS_ONLY: readonly FieldName[] = ['localTime', 'standing'];

/** A dialect with the parsed formats of its elements. */
export interface Checked {
  readonly dialect: Dialect;
  readonly formats: ReadonlyMap<number, ElementFormat>;
  readonly layout: Layout;
}

function macFault(number: string, format: ElementFormat | undefined): Fault | undefined {
  const isMac = MAC_ELEMENTS.some((element) => String(element) === number);
  if (!isMac || format === undefined || (format.class === 'b' && format.lengthDigits === 0 && format.unitsMax === 8)) return undefined;
  return { place: `elements.${number}.format`, what: 'must be "b 8", for the element holds the message authentication code' };
}

function thirdFault(number: number, { thirdBitmap }: Dialect): Fault | undefined {
  if (number <= ELEMENT_MAX.twoBitmaps || thirdBitmap !== 'none') return undefined;
  return {
    place: `elements.${number}`,
    what: 'is in a third bitmap, which the dialect does not have; write "thirdBitmap": "behindSecond" or "element65", or leave the element out',
  };
}

/** What of the elements could be read, and what is wrong with the others, which `formats` lacks. */
export function checkElements(dialect: Dialect): { readonly checked: Checked; readonly faults: readonly Fault[] } {
  const formats = new Map<number, ElementFormat>();
  const faults: Fault[] = [];
  for (const element of MAC_ELEMENTS) {
    if (dialect.elements[element] === undefined)
      faults.push({ place: `elements.${element}`, what: 'is missing; write it with the format "b 8" for the MAC' });
  }
  for (const [number, spec] of Object.entries(dialect.elements)) {
    const format = parseFormat(spec.format);
    const fault = macFault(number, format) ?? formatFault(`elements.${number}`, spec, format) ?? thirdFault(Number(number), dialect);
    if (fault !== undefined) faults.push(fault);
    else if (format !== undefined) formats.set(Number(number), format);
  }
  const checked = { dialect, formats, layout: compileDialect(dialect) };
  for (const [number, format] of formats) {
    const spec = dialect.elements[number];
    if (spec === undefined) continue;
    faults.push(...subElementFaults(number, spec, format, dialect));
    const fault = lengthFault(`elements.${number}`, spec, checked.layout.encoding[number] ?? 0, dialect.length);
    if (fault === undefined) continue;
    faults.push(fault);
    formats.delete(number);
  }
  return { checked, faults };
}

function fits(field: FieldName, rule: FieldRule, format: ElementFormat): boolean {
  if (!rule.classes.includes(format.class)) return false;
  const range = format.lengthDigits === 0 ? rule.fixed : rule.variable;
  if (range === undefined) return false;
  const [least, most] = range;
  if (ENDS_ONLY.includes(field)) return format.unitsMax === least || format.unitsMax === most;
  return format.unitsMax >= least && format.unitsMax <= most;
}

/** Elements that any message may have must be in the first bitmap. */
export function highFault(place: string, element: number): Fault | undefined {
  if (element <= LOW_MAX) return undefined;
  return {
    place,
    what: `names element ${element}; above ${LOW_MAX} only original, standing and network functions may stand, and none above ${ELEMENT_MAX.twoBitmaps}`,
  };
}

/** Checks that the element can hold the field and masks it as required. */
function fieldFault(field: FieldName, { dialect, formats }: Checked): Fault | undefined {
  const rule = FIELD_RULES[field];
  const element = dialect.fields[field];
  const place = `fields.${field}`;
  if (element === 0) return rule.required ? { place, what: `must be the number of an element of format ${rule.write}` } : undefined;
  const spec = dialect.elements[element];
  const format = formats.get(element);
  if (spec === undefined || format === undefined) {
    return { place, what: `names element ${element}, which elements does not have; add it there with the format ${rule.write}` };
  }
  if (MAC_ELEMENTS.some((mac) => mac === element)) return { place, what: `names element ${element}, which holds the MAC; name another` };
  if (!fits(field, rule, format)) {
    return { place, what: `names element ${element} of format ${spec.format}; it must be one of format ${rule.write}` };
  }
  if (!HIGH_FIELDS.includes(field) || element > ELEMENT_MAX.twoBitmaps) {
    const high = highFault(place, element);
    if (high !== undefined) return high;
  }
  const { masks } = rule;
  if (masks === undefined || masks.includes(spec.mask ?? 'none')) return undefined;
  return { place: `elements.${element}.mask`, what: `must be ${masks.join(' or ')}, for the element holds the ${field}` };
}

export function* checkFields(checked: Checked): Faults {
  const { fields } = checked.dialect;
  const taken = new Map<number, FieldName>();
  for (const field of FIELD_NAMES) {
    const fault = fieldFault(field, checked);
    const element = fields[field];
    const other = taken.get(element);
    if (fault !== undefined) {
      yield fault;
      continue;
    }
    if (element !== 0 && other !== undefined)
      yield { place: `fields.${field}`, what: `names element ${element}, which holds ${other} already; name another, or 0 for none` };
    taken.set(element, field);
  }
}

/** True for elements that hold characters, and so can hold codes and tags. */
export function holdsText(format: ElementFormat): boolean {
  return TEXT_CLASSES.includes(format.class);
}
