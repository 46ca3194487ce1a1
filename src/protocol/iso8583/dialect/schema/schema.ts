/**
 * The schema of a dialect's file: its keys and the values that each may have. elements.ts and
 * tables.ts then check how the values fit together.
 */
import { z } from 'zod';
import { placeOf } from '../../../../config/known-words.ts';
import { readBySchema } from '../../../../config/schema-mistakes.ts';
import {
  ENTRY_MODES,
  MESSAGE_CLASSES,
  NETWORK_FUNCTIONS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
} from '../../../message.ts';
import { OUTCOMES } from '../../../outcome.ts';
import {
  ADDITIONAL_FIELDS,
  type Dialect,
  ENCODINGS,
  type FieldElements,
  HEADER_NAMES,
  LENGTH_COUNTS,
  LENGTH_ENCODINGS,
  MAC_ALGORITHMS,
  MASKS,
  PREFIX_BYTES_MAX,
  SUB_BITMAP_BYTES,
  THIRD_BITMAPS,
} from '../dialect.ts';
import type { Fault } from './words.ts';

/** Encodings by the values that they can hold: text, digits or bytes. */
export const TEXT_ENCODINGS = ['ascii', 'latin1', 'ebcdic'] as const;
export const DIGIT_ENCODINGS = [...TEXT_ENCODINGS, 'bcdLeft', 'bcdRight', 'bcdRightF'] as const;
export const BINARY_ENCODINGS = ['raw', 'hex', 'ebcdicHex'] as const;

const NUMBER = /^(?:[2-9]|[1-57-9]\d|6[0-46-9]|1[0-8]\d|19[0-2])$/;
const NUMBER_WORDS = 'the number of an element, 2 to 192 but not 65';
const SUB_NUMBER = /^(?:[1-9]|[1-5]\d|6[0-4])$/;
const SUB_NUMBER_WORDS = 'the number of a sub-element, 1 to 64';
const DATASET_WORDS = 'the identifier of a dataset, two hexadecimal digits such as "71"';
/** At most four characters, because a code is looked up as one integer. */
const CODE_LENGTH_MAX = 4;
const CODES_MAX = 64;
const TABLES_MAX = 16;
const POSITION_MAX = 999;

/** The members of a zod issue that the error sentences use. */
interface Issue {
  readonly input?: unknown;
}

interface Params {
  readonly error: (issue: Issue) => string;
}

/** The error sentence for a value that is missing or of another kind than `what`. */
function need(what: string): Params {
  return { error: ({ input }) => (input === undefined ? `is missing; it must be ${what}` : `must be ${what}`) };
}

function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, need('an object'));
}

function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, need(`one of ${words.join(', ')}`));
}

function whole(least: number, most: number) {
  const error = need(`a whole number from ${least} to ${most}`);
  return z.int(error).min(least, error).max(most, error);
}

function words(most: number) {
  const error = need(`a text of 1 to ${most} characters`);
  return z.string(error).min(1, error).max(most, error);
}

function list<Item extends z.ZodType>(item: Item, most: number) {
  return z.array(item, need('a list')).max(most, `must hold at most ${most} entries`);
}

const flag = z.boolean(need('true or false'));

const number = z.int(need(NUMBER_WORDS)).refine((value) => NUMBER.test(String(value)), { error: `must be ${NUMBER_WORDS}`, abort: true });

function byNumber<Value extends z.ZodType>(value: Value, numbers = NUMBER, numberWords = NUMBER_WORDS) {
  const { error } = need('an object');
  return z.record(z.string().regex(numbers), value, {
    error: (issue) => (issue.code === 'invalid_key' ? `must be ${numberWords}` : error(issue)),
  });
}

const elementShape = {
  name: words(80),
  format: words(20),
  encoding: oneOf(ENCODINGS).optional(),
  length: oneOf(LENGTH_ENCODINGS).optional(),
  counts: oneOf(LENGTH_COUNTS).optional(),
  mask: oneOf(MASKS).optional(),
};

const subElements = strict({
  bitmap: oneOf(BINARY_ENCODINGS).optional(),
  bitmapBytes: whole(1, SUB_BITMAP_BYTES.most).optional(),
  dataset: z
    .string(need(DATASET_WORDS))
    .regex(/^[0-9A-Fa-f]{2}$/, `must be ${DATASET_WORDS}`)
    .optional(),
  elements: byNumber(strict(elementShape), SUB_NUMBER, SUB_NUMBER_WORDS),
  template: byNumber(words(999), SUB_NUMBER, SUB_NUMBER_WORDS).optional(),
});

const element = strict({ ...elementShape, subElements: subElements.optional() });

const code = z
  .string(need('a code such as "00", or a list of codes'))
  .regex(/^[\x20-\x7e]{1,4}$/, `must be 1 to ${CODE_LENGTH_MAX} characters of ASCII`);

const codes = z.union(
  [code, z.array(code).min(1, 'must not be empty').max(CODES_MAX, `must hold at most ${CODES_MAX} codes`)],
  need(`a code of 1 to ${CODE_LENGTH_MAX} characters such as "00", or a list of such codes`),
);

function table<const Name extends string>(names: readonly Name[]) {
  return strict({
    element: number,
    position: whole(1, POSITION_MAX),
    length: whole(1, CODE_LENGTH_MAX),
    codes: z.partialRecord(z.enum(names), codes, need('an object')),
  });
}

function named<const Name extends string>(rows: readonly { readonly name: Name }[]) {
  return table(rows.map((row) => row.name));
}

const slice = strict({ element: number, position: whole(1, POSITION_MAX), length: whole(1, CODE_LENGTH_MAX) });

/** The keys of FieldElements as values. The type check below keeps the two the same. */
export const FIELD_NAMES = [
  'pan',
  'processingCode',
  'amount',
  'transmissionTime',
  'stan',
  'localTime',
  'localDate',
  'expiry',
  'mcc',
  'acquirerCountry',
  'cardSequence',
  'acquirerId',
  'track2',
  'rrn',
  'approvalCode',
  'responseCode',
  'terminalId',
  'merchantId',
  'merchantName',
  'currency',
  'pinBlock',
  'amounts',
  'chipData',
  'original',
  'standing',
  'outcomeName',
  'reason',
] as const satisfies readonly (keyof FieldElements)[];
export type FieldName = (typeof FIELD_NAMES)[number];

function shapeOf<const Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value): { [K in Key]: Value } {
  return Object.fromEntries(keys.map((key) => [key, value])) as { [K in Key]: Value };
}

const field = z.union([z.literal(0), number], need(`0 or ${NUMBER_WORDS}`)).default(0);

const additionalData = strict({
  element: number,
  tagLength: whole(1, 8),
  lengthDigits: whole(1, 3),
  tags: strict(shapeOf(ADDITIONAL_FIELDS, z.string(need('a tag')).regex(/^[\x21-\x7e]+$/, 'must be characters of ASCII without blanks'))),
});

const mti = z.string(need('a message type of four digits')).regex(/^\d{4}$/, 'must be a message type of four digits');

const mandatory = list(
  z
    .string(need('an element such as "4", or "2|35"'))
    .regex(/^\d{1,3}(\|\d{1,3})*$/, 'must be an element such as "4", or "2|35" for either'),
  128,
);

const outcomeNames = OUTCOMES.map((row) => row.name);

export const dialectFile = strict({
  $schema: z.string().optional(),
  name: z
    .string(need('a name such as "my-host"'))
    .regex(/^[a-z0-9][a-zA-Z0-9-]{0,31}$/, 'must be 1 to 32 letters, digits or -, the first a small letter or a digit'),
  about: words(300),
  version: oneOf(['0', '1']),
  header: oneOf(HEADER_NAMES),
  headerInclusive: flag,
  tpdu: flag,
  prefixBytes: whole(0, PREFIX_BYTES_MAX).optional(),
  mti: oneOf(['ascii', 'ebcdic', 'bcdLeft']),
  bitmap: oneOf(BINARY_ENCODINGS),
  thirdBitmap: oneOf(THIRD_BITMAPS).optional(),
  digits: oneOf(DIGIT_ENCODINGS),
  track: oneOf(DIGIT_ENCODINGS),
  binary: oneOf(BINARY_ENCODINGS),
  text: oneOf(TEXT_ENCODINGS),
  length: oneOf(LENGTH_ENCODINGS),
  elements: byNumber(element),
  fields: strict(shapeOf(FIELD_NAMES, field)),
  mtis: strict(shapeOf(MESSAGE_CLASSES, mti)),
  templates: byNumber(words(999)),
  types: named(TRANSACTION_TYPES),
  purposes: list(named(PURPOSES), TABLES_MAX),
  entryModes: list(named(ENTRY_MODES), TABLES_MAX),
  terminalTypes: list(named(TERMINAL_TYPES), TABLES_MAX),
  reversalReasons: list(named(REVERSAL_REASONS), TABLES_MAX),
  networkFunctions: list(named(NETWORK_FUNCTIONS), TABLES_MAX),
  cashbackFlags: list(table(['cashback']), TABLES_MAX),
  terminalCountry: list(slice, TABLES_MAX),
  additionalData: additionalData.nullish(),
  responseCodes: oneOf(['de39', 'action']),
  responseCodeOverrides: z.partialRecord(z.enum(outcomeNames), z.string(need('a response code')), need('an object')),
  echo: list(number, 128),
  mandatory: strict(shapeOf(MESSAGE_CLASSES, mandatory)),
  mac: strict({
    algorithm: oneOf(MAC_ALGORITHMS),
    padding: z.union([z.literal(1), z.literal(2)], need('1 or 2')),
    bytes: whole(4, 8),
  }),
});

/** A fault in the structure, with the keys that lead to it and the unknown keys there. */
export interface StructureFault extends Fault {
  readonly path: readonly PropertyKey[];
  readonly unknownKeys: readonly string[];
}

/** The dialect with all defaults filled in, or the faults in its structure. */
export function readStructure(value: unknown): Dialect | readonly StructureFault[] {
  const read = readBySchema(dialectFile, value);
  if ('mistakes' in read) {
    return read.mistakes.map(({ path, what, unknownKey }) => ({
      path,
      place: placeOf(path),
      what,
      unknownKeys: unknownKey === undefined ? [] : [unknownKey],
    }));
  }
  const { $schema: _schema, ...dialect } = read.data;
  return {
    ...dialect,
    prefixBytes: dialect.prefixBytes ?? 0,
    thirdBitmap: dialect.thirdBitmap ?? 'none',
    additionalData: dialect.additionalData ?? undefined,
  } as Dialect;
}
