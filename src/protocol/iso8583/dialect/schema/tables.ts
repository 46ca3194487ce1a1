/** Checks a dialect's code tables, templates, tags, response codes and lists of elements. */
import { MESSAGE_CLASSES } from '../../../message.ts';
import { OUTCOMES } from '../../../outcome.ts';
import { mtiKind } from '../../elements/mti.ts';
import { type AdditionalData, type CodeTable, ELEMENT_MAX, type Slice } from '../dialect.ts';
import { type Checked, highFault, holdsText } from './elements.ts';
import { FIELD_NAMES, type FieldName } from './schema.ts';
import type { Fault, Faults } from './words.ts';

/** Lists of tables: those that are written into requests, and all of them. */
const WRITTEN_LISTS = ['purposes', 'entryModes', 'terminalTypes', 'reversalReasons'] as const;
const LISTS = [...WRITTEN_LISTS, 'networkFunctions', 'cashbackFlags'] as const;
/**
 * Fields whose elements may also hold codes. Tables alone write them; on mcc they are only read.
 */
const SHARED_FIELDS: readonly FieldName[] = ['processingCode', 'mcc', 'responseCode'];
const CODE_LENGTH = { de39: 2, action: 3 } as const;
const DIGITS = /^\d+$/;
const USUAL_MTI = { authorization: '100', financial: '200', advice: '220', reversal: '420', networkManagement: '800' } as const;

interface Placed {
  readonly place: string;
  readonly table: CodeTable<string>;
}

function tablesOf({ dialect }: Checked, list: (typeof LISTS)[number]): readonly Placed[] {
  return dialect[list].map((table: CodeTable<string>, index) => ({ place: `${list}[${index}]`, table }));
}

function missing(place: string, element: number): Fault {
  return { place, what: `names element ${element}, which elements does not have; add it there, or name another` };
}

/** Checks that the characters of a code or a country are inside the element. */
function sliceFault(place: string, { element, position, length }: Slice, { formats }: Checked): Fault | undefined {
  const format = formats.get(element);
  if (format === undefined) return missing(`${place}.element`, element);
  if (format.class === 'b')
    return { place: `${place}.element`, what: `names element ${element}, which holds bytes; name one of characters or digits` };
  const last = position + length - 1;
  if (last <= format.unitsMax) return undefined;
  return { place, what: `reaches character ${last} of element ${element}, which has at most ${format.unitsMax}; lower position or length` };
}

function codesOf(table: CodeTable<string>): readonly (readonly [string, string])[] {
  return Object.entries(table.codes).flatMap(([name, listed]) => {
    const list = listed === undefined ? [] : typeof listed === 'string' ? [listed] : listed;
    return list.map((code) => [name, code] as const);
  });
}

function* tableFaults({ place, table }: Placed, checked: Checked): Faults {
  const fault = sliceFault(place, table, checked);
  if (fault !== undefined) {
    yield fault;
    return;
  }
  const isDigits = checked.formats.get(table.element)?.class === 'n';
  const nameOf = new Map<string, string>();
  for (const [name, code] of codesOf(table)) {
    const at = `${place}.codes.${name}`;
    const other = nameOf.get(code);
    if (code.length !== table.length) yield { place: at, what: `must be codes of ${table.length} characters, as the table's length says` };
    else if (isDigits && !DIGITS.test(code)) yield { place: at, what: `must be digits, for element ${table.element} holds digits only` };
    else if (other !== undefined) yield { place: at, what: `has a code that ${other} has already; leave it at one of them` };
    nameOf.set(code, name);
  }
}

/** Finds codes that are never reached, because an earlier table has them at the same place. */
function* shadowFaults(tables: readonly Placed[]): Faults {
  const placeOf = new Map<string, string>();
  for (const { place, table } of tables) {
    for (const [name, code] of codesOf(table)) {
      const key = `${table.element} ${table.position} ${code}`;
      const earlier = placeOf.get(key);
      // The same table twice is told by tableFaults.
      if (earlier !== undefined && earlier !== place)
        yield { place: `${place}.codes.${name}`, what: `has a code that ${earlier} has already; leave it at one of them` };
      placeOf.set(key, place);
    }
  }
}

function fieldOf({ dialect }: Checked, element: number): FieldName | undefined {
  return FIELD_NAMES.find((field) => dialect.fields[field] === element);
}

/** Codes may not be written into an element above 64 or into one that holds another field. */
function sharedFault(place: string, element: number, checked: Checked): Fault | undefined {
  const high = highFault(`${place}.element`, element);
  if (high !== undefined) return high;
  const field = fieldOf(checked, element);
  if (field === undefined || SHARED_FIELDS.includes(field)) return undefined;
  return { place: `${place}.element`, what: `names element ${element}, which holds ${field}; name another` };
}

export function* checkTables(checked: Checked): Faults {
  const { dialect, formats } = checked;
  const types = { place: 'types', table: dialect.types };
  if (dialect.types.element !== dialect.fields.processingCode) {
    yield { place: 'types.element', what: `must be ${dialect.fields.processingCode}, the element that fields.processingCode names` };
  }
  for (const list of LISTS) {
    const tables = tablesOf(checked, list);
    for (const each of list === 'purposes' ? [types, ...tables] : tables) yield* tableFaults(each, checked);
    yield* shadowFaults(tables);
  }
  for (const list of WRITTEN_LISTS) {
    for (const { place, table } of tablesOf(checked, list)) {
      const fault = sharedFault(place, table.element, checked);
      if (fault !== undefined) yield fault;
    }
  }
  for (const { place, table } of tablesOf(checked, 'networkFunctions')) {
    const whole = formats.get(table.element)?.unitsMax;
    // An element that is missing is told by tableFaults.
    if (whole === undefined || (table.position === 1 && table.length === whole)) continue;
    yield { place, what: `must be the whole of element ${table.element}; write position 1 and its length` };
  }
}

export function* checkTerminalCountry(checked: Checked): Faults {
  for (const [index, slice] of checked.dialect.terminalCountry.entries()) {
    const place = `terminalCountry[${index}]`;
    const fault = sliceFault(place, slice, checked) ?? sharedFault(place, slice.element, checked);
    if (slice.length !== 3) yield { place: `${place}.length`, what: 'must be 3, the digits of a country' };
    else if (fault !== undefined) yield fault;
  }
}

/** By element: the last character that a code or the country is written to. */
function lastWritten(checked: Checked): ReadonlyMap<number, number> {
  const { dialect } = checked;
  const tables = WRITTEN_LISTS.flatMap((list) => tablesOf(checked, list).map(({ table }) => table));
  const written: readonly Slice[] = [dialect.types, ...tables, ...dialect.terminalCountry.slice(0, 1)];
  const last = new Map<number, number>();
  for (const { element, position, length } of written) {
    if (element === dialect.fields.mcc) continue;
    last.set(element, Math.max(last.get(element) ?? 0, position + length - 1));
  }
  return last;
}

function templateFault(place: string, number: number, text: string, { formats }: Checked): Fault | undefined {
  const format = formats.get(number);
  if (format === undefined) return missing(place, number);
  if (format.class === 'b') return { place, what: `is for element ${number}, which holds bytes; leave it out` };
  if (format.lengthDigits === 0 ? text.length !== format.unitsMax : text.length > format.unitsMax) {
    return {
      place,
      what: `must be ${format.lengthDigits === 0 ? '' : 'at most '}${format.unitsMax} characters, as element ${number} has`,
    };
  }
  if (format.class === 'n' && !DIGITS.test(text)) return { place, what: `must be digits, for element ${number} holds digits only` };
  return /^[\x20-\x7e]+$/.test(text) ? undefined : { place, what: 'must be characters of ASCII' };
}

export function* checkTemplates(checked: Checked): Faults {
  const { dialect, formats } = checked;
  const faulty = new Set<number>();
  for (const [number, text] of Object.entries(dialect.templates)) {
    const fault = templateFault(`templates.${number}`, Number(number), text, checked);
    if (fault === undefined) continue;
    faulty.add(Number(number));
    yield fault;
  }
  for (const [element, last] of lastWritten(checked)) {
    const template = dialect.templates[element];
    const format = formats.get(element);
    const place = `templates.${element}`;
    // Codes that reach beyond the element, or may not be in it, are told where they are.
    const isWrong = format === undefined || last > format.unitsMax || highFault(place, element) !== undefined;
    if (isWrong || faulty.has(element)) continue;
    if (template === undefined && format.lengthDigits !== 0)
      yield { place, what: `is missing; write what element ${element} holds around its codes, at least ${last} characters` };
    if (template !== undefined && template.length < last)
      yield { place, what: `must be at least ${last} characters, for codes are written up to there` };
  }
}

function additionalElementFault(spec: AdditionalData, checked: Checked): Fault | undefined {
  const place = 'additionalData.element';
  const format = checked.formats.get(spec.element);
  if (format === undefined) return missing(place, spec.element);
  if (!holdsText(format) || format.lengthDigits === 0) {
    return {
      place,
      what: `names element ${spec.element} of format ${checked.dialect.elements[spec.element]?.format}; it must be one of format ans ...999`,
    };
  }
  const fault = sharedFault('additionalData', spec.element, checked);
  if (fault !== undefined) return fault;
  if (!lastWritten(checked).has(spec.element)) return undefined;
  return { place, what: `names element ${spec.element}, which holds codes; name another` };
}

export function* checkAdditionalData(checked: Checked): Faults {
  const spec = checked.dialect.additionalData;
  if (spec === undefined) return;
  const fault = additionalElementFault(spec, checked);
  if (fault !== undefined) yield fault;
  const fieldOfTag = new Map<string, string>();
  for (const [name, tag] of Object.entries(spec.tags)) {
    const at = `additionalData.tags.${name}`;
    const other = fieldOfTag.get(tag);
    if (tag.length !== spec.tagLength) yield { place: at, what: `must be ${spec.tagLength} characters, as tagLength says` };
    else if (other !== undefined) yield { place: at, what: `has the tag of ${other}; give each a tag of its own` };
    fieldOfTag.set(tag, name);
  }
}

export function* checkResponseCodes({ dialect, formats }: Checked): Faults {
  const element = dialect.fields.responseCode;
  const format = formats.get(element);
  const length = CODE_LENGTH[dialect.responseCodes];
  if (format?.unitsMax !== length) {
    yield {
      place: 'responseCodes',
      what: `takes codes of ${length} digits, but element ${element} has ${format?.unitsMax ?? 0}; take the other column`,
    };
    return;
  }
  for (const { name } of OUTCOMES) {
    const code = dialect.responseCodeOverrides[name];
    if (code === undefined) continue;
    const ok = format.class === 'n' ? DIGITS.test(code) : /^[0-9A-Za-z]+$/.test(code);
    if (code.length === length && ok) continue;
    yield { place: `responseCodeOverrides.${name}`, what: `must be ${length} ${format.class === 'n' ? 'digits' : 'letters or digits'}` };
  }
}

export function* checkEcho({ dialect, formats }: Checked): Faults {
  const { pinBlock, track2, responseCode } = dialect.fields;
  const own = dialect.additionalData?.element ?? 0;
  for (const [index, element] of dialect.echo.entries()) {
    const place = `echo[${index}]`;
    if (!formats.has(element)) yield missing(place, element);
    else if (element > ELEMENT_MAX.twoBitmaps || [pinBlock, track2, responseCode, own, 64, 128].includes(element))
      yield { place, what: `names element ${element}, which no response repeats; leave it out` };
    else if (dialect.echo.indexOf(element) !== index) yield { place, what: `names element ${element} a second time; leave it out` };
  }
}

export function* checkMandatory({ dialect, formats }: Checked): Faults {
  for (const messageClass of MESSAGE_CLASSES) {
    for (const [index, entry] of dialect.mandatory[messageClass].entries()) {
      const absent = entry
        .split('|')
        .map(Number)
        .find((element) => !formats.has(element));
      if (absent !== undefined) yield missing(`mandatory.${messageClass}[${index}]`, absent);
    }
  }
}

export function* checkMtis({ dialect }: Checked): Faults {
  for (const messageClass of MESSAGE_CLASSES) {
    const mti = dialect.mtis[messageClass];
    const place = `mtis.${messageClass}`;
    const kind = mtiKind(Number(mti));
    if (!mti.startsWith(dialect.version)) yield { place, what: `must begin with ${dialect.version}, as version says` };
    else if (kind?.kind !== 'request' || kind.class !== messageClass || kind.repeat)
      yield { place, what: `is no message type of this class; write one such as ${dialect.version}${USUAL_MTI[messageClass]}` };
  }
}
