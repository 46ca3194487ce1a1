/**
 * Lists a message of which only the fields are there. Its elements are packed into bytes of a layout
 * made for this message, in which every text fits, so that meanings and masks are those of other
 * messages; offsets and bytes of the rows mean nothing.
 */
import { compileDialect, parseFormat } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../protocol/iso8583/dialect/dialect.ts';
import { pack } from '../../protocol/iso8583/elements/message-elements.ts';
import { pluralize } from '../input/notes.ts';
import { hiddenBytesOf } from '../mask/element-mask.ts';
import type { FieldMessage, FieldTree } from '../read/forms/form.ts';
import { type ParseAttempt, parseAs, specOf } from '../read/parse-attempt.ts';
import { listingOf, type Row } from './listing.ts';

export interface FieldListing {
  /** MTI and elements in order. */
  readonly rows: readonly Row[];
  /** Fields within an element: `48.3` → text. */
  readonly inner: ReadonlyMap<string, string>;
  /** What does not fit the dialect, one sentence each. */
  readonly remarks: readonly string[];
}

const TEXT_MAX = 999;
const MTI = /^\d{4}$/;
const MTI_UNKNOWN = '0000';

/** Latin-1, as long as a length of three digits allows. */
function packable(text: string): string {
  return Array.from(text.slice(0, TEXT_MAX), (character) => (character.charCodeAt(0) > 0xff ? '?' : character)).join('');
}

/** The element with its mask and kind of length, but as long as this text. */
function fittingSpec(spec: ElementSpec | undefined, text: string): ElementSpec {
  const format = spec === undefined ? undefined : parseFormat(spec.format);
  const isBytes = format?.class === 'b' && text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text);
  const units = isBytes ? text.length / 2 : text.length;
  const length = format?.lengthDigits === 0 ? String(units) : `...${TEXT_MAX}`;
  return {
    name: spec?.name ?? '',
    format: `${isBytes ? 'b' : 'ans'} ${length}`,
    encoding: isBytes ? 'raw' : 'latin1',
    ...(spec?.mask === undefined ? {} : { mask: spec.mask }),
  };
}

function attemptOf(mti: string, texts: ReadonlyMap<number, string>, dialect: Dialect): ParseAttempt {
  const elements = Object.fromEntries([...texts].map(([number, text]) => [String(number), fittingSpec(specOf(dialect, number), text)]));
  const layout = compileDialect({ ...dialect, elements, mti: 'ascii', bitmap: 'raw', length: 'ascii', tpdu: false });
  return parseAs(pack(layout, new Map([...texts, [0, mti]])), 0, layout);
}

/** `DE41: 5 characters, but the dialect has 8.` */
function widthRemark(number: number, text: string, dialect: Dialect): string | undefined {
  const spec = specOf(dialect, number);
  const format = spec === undefined ? undefined : parseFormat(spec.format);
  if (format === undefined) return `DE${number}: ${dialect.name} has no such element.`;
  const isBytes = format.class === 'b';
  const [units, word] = isBytes ? [text.length / 2, 'byte'] : [text.length, 'character'];
  const isRight = format.lengthDigits === 0 ? units === format.unitsMax : units <= format.unitsMax;
  const most = format.lengthDigits === 0 ? '' : 'at most ';
  return isRight ? undefined : `DE${number}: ${pluralize(units, word)}, but ${dialect.name} has ${most}${format.unitsMax}.`;
}

/** Names of nested fields are joined by dots: `48.3.1`. */
function flattened(path: string, tree: FieldTree, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(`${path}.${name}`, value);
    else flattened(`${path}.${name}`, value, into);
  }
}

/** Dates without a year get one that puts them before `nearMs`; Unix milliseconds. */
export function fieldMessageListing(message: FieldMessage, dialect: Dialect, nearMs: number): FieldListing {
  const texts = new Map<number, string>();
  const inner = new Map<string, string>();
  const sorted = [...message.elements].sort(([a], [b]) => a - b);
  for (const [number, value] of sorted) {
    if (typeof value !== 'string') flattened(String(number), value, inner);
    else if (value !== '') texts.set(number, packable(value));
  }
  const hasMti = MTI.test(message.mti);
  const attempt = attemptOf(hasMti ? message.mti : MTI_UNKNOWN, texts, dialect);
  const shown = { attempt, hidden: hiddenBytesOf(attempt), nearMs, withheld: 'nothing' } as const;
  const rows = listingOf(shown, undefined).rows.filter(({ kind }) => kind === 'element' || (kind === 'mti' && hasMti));
  const remarks = [...texts].flatMap(([number, text]) => widthRemark(number, text, dialect) ?? []);
  return { rows, inner, remarks };
}
