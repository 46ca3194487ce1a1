/** Checks the bitmap of an element and the sub-elements that it announces. */

import { type ElementFormat, parseFormat } from '../../codec/layout.ts';
import { WriteError } from '../../codec/write/message-writer.ts';
import { type SubLayout, subLayout, writeSubElements } from '../../elements/sub-elements.ts';
import { type Dialect, type ElementSpec, SUB_BITMAP_BYTES } from '../dialect.ts';
import { formatFault, lengthFault } from './element-form.ts';
import { FIELD_NAMES } from './schema.ts';
import type { Fault, Faults } from './words.ts';

function holderFault(number: number, format: ElementFormat, { fields }: Dialect): Fault | undefined {
  const place = `elements.${number}.subElements`;
  if (format.class !== 'b' || format.lengthDigits === 0)
    return { place, what: 'must be in an element of bytes with a length; write a format such as "b ...999", or leave it out' };
  const field = FIELD_NAMES.find((name) => fields[name] === number);
  return field === undefined ? undefined : { place, what: `must not be in the element of fields.${field}; write 0 there, or leave it out` };
}

/** All faults in the sub-elements of one element. */
export function* subElementFaults(number: number, { subElements }: ElementSpec, format: ElementFormat, dialect: Dialect): Faults {
  if (subElements === undefined) return;
  const place = `elements.${number}.subElements`;
  const holder = holderFault(number, format, dialect);
  if (holder !== undefined) yield holder;
  const { bitmapBytes = SUB_BITMAP_BYTES.usual, elements } = subElements;
  if (Object.keys(elements).length === 0) yield { place: `${place}.elements`, what: 'must not be empty' };
  const { layout, hostNumber } = subLayout(dialect, subElements);
  for (const [sub, spec] of Object.entries(elements)) {
    const at = `${place}.elements.${sub}`;
    if (Number(sub) > bitmapBytes * 8)
      yield { place: at, what: `has no bit, because bitmapBytes ${bitmapBytes} has ${bitmapBytes * 8}; write more bytes, or leave it out` };
    const fault =
      formatFault(at, spec, parseFormat(spec.format)) ??
      lengthFault(at, spec, layout.encoding[hostNumber(Number(sub))] ?? 0, dialect.length);
    if (fault !== undefined) yield fault;
  }
  yield* templateFaults(`${place}.template`, subLayout(dialect, subElements), format);
}

function* templateFaults(place: string, layout: SubLayout, format: ElementFormat): Faults {
  const { template = {}, elements } = layout.subElements;
  const written = new Map<number, string>();
  for (const [sub, text] of Object.entries(template)) {
    const at = `${place}.${sub}`;
    const kind = parseFormat(elements[sub]?.format ?? '')?.class;
    if (elements[sub] === undefined) yield { place: at, what: `is for sub-element ${sub}, which elements does not have; add it there` };
    else if (kind === 'b' && !/^(?:[0-9A-Fa-f]{2})*$/.test(text)) yield { place: at, what: 'must be bytes in hexadecimal digits' };
    else if (kind === 'n' && !/^\d*$/.test(text)) yield { place: at, what: 'must be digits, for the sub-element holds digits only' };
    else if (kind !== undefined) written.set(Number(sub), text);
  }
  const problem = writeProblem(layout, written, format.unitsMax);
  if (problem !== '') yield { place, what: problem };
}

function writeProblem(layout: SubLayout, values: ReadonlyMap<number, string>, bytesMax: number): string {
  try {
    const { length } = writeSubElements(layout, values);
    return length <= bytesMax ? '' : `has ${length} bytes, but the element may have ${bytesMax}`;
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    return `cannot be written: ${error.message.replace(/\.$/, '')}`;
  }
}
