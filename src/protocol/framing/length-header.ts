/**
 * The length headers before each message on a stream: a table of encodings. Each has a variant
 * whose length includes the header itself.
 */
import { requireArgument } from '../../config/argument.ts';
import { FrameError } from '../errors.ts';
import type { HeaderName } from '../iso8583/dialect/dialect.ts';

/** A length header. The lengths that `read` returns and `write` takes never include the header. */
export interface HeaderKind {
  /** As in the settings: `4a`, `4a+inclusive`. */
  readonly name: string;
  /** For people: `4-digit ASCII header`. */
  readonly description: string;
  readonly bytes: number;
  /** The longest payload that it can announce. */
  readonly lengthMax: number;
  /** The payload's length; below 0 when the bytes are not a valid header. */
  readonly read: (buffer: Buffer, offset: number) => number;
  /** Throws a FrameError `frameTooLong` before writing anything. */
  readonly write: (buffer: Buffer, length: number, offset: number) => void;
}

/** How a number is encoded in the header. */
interface Form {
  readonly description: string;
  readonly bytes: number;
  readonly countMax: number;
  readonly read: HeaderKind['read'];
  readonly write: HeaderKind['write'];
}

const NO_LENGTH = -1;
const ZERO = 0x30;

function readDigits(buffer: Buffer, offset: number, digits: number): number {
  let count = 0;
  for (let index = offset; index < offset + digits; index += 1) {
    const digit = (buffer[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NO_LENGTH;
    count = count * 10 + digit;
  }
  return count;
}

function writeDigits(buffer: Buffer, count: number, offset: number, digits: number): void {
  let rest = count;
  for (let index = offset + digits - 1; index >= offset; index -= 1) {
    buffer[index] = ZERO + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
}

function asciiForm(digits: number): Form {
  return {
    description: `${digits}-digit ASCII header`,
    bytes: digits,
    countMax: 10 ** digits - 1,
    read: (buffer, offset) => readDigits(buffer, offset, digits),
    write: (buffer, count, offset) => writeDigits(buffer, count, offset, digits),
  };
}

/** Two decimal digits in a byte; below 0 when one of them is not a digit. */
function readBcdByte(byte: number): number {
  return byte >> 4 > 9 || (byte & 15) > 9 ? NO_LENGTH : (byte >> 4) * 10 + (byte & 15);
}

function bcdByte(count: number): number {
  return (Math.trunc(count / 10) << 4) | (count % 10);
}

const FORMS: Readonly<Record<HeaderName, Form>> = {
  '2b': {
    description: '2-byte header',
    bytes: 2,
    countMax: 0xffff,
    read: (buffer, offset) => buffer.readUInt16BE(offset),
    write: (buffer, count, offset) => buffer.writeUInt16BE(count, offset),
  },
  '4b': {
    description: '4-byte header',
    bytes: 4,
    countMax: 0xffff_ffff,
    read: (buffer, offset) => buffer.readUInt32BE(offset),
    write: (buffer, count, offset) => buffer.writeUInt32BE(count, offset),
  },
  '2a': asciiForm(2),
  '4a': asciiForm(4),
  '2bcd': {
    description: '4-digit BCD header',
    bytes: 2,
    countMax: 9_999,
    read: (buffer, offset) => {
      const high = readBcdByte(buffer[offset] ?? 0);
      const low = readBcdByte(buffer[offset + 1] ?? 0);
      return high < 0 || low < 0 ? NO_LENGTH : high * 100 + low;
    },
    write: (buffer, count, offset) => {
      buffer[offset] = bcdByte(Math.trunc(count / 100));
      buffer[offset + 1] = bcdByte(count % 100);
    },
  },
  // Programs that write an integer in the byte order of x86 send the low byte first.
  '2le': {
    description: '2-byte low-byte-first header',
    bytes: 2,
    countMax: 0xffff,
    read: (buffer, offset) => buffer.readUInt16LE(offset),
    write: (buffer, count, offset) => buffer.writeUInt16LE(count, offset),
  },
  '4le': {
    description: '4-byte low-byte-first header',
    bytes: 4,
    countMax: 0xffff_ffff,
    read: (buffer, offset) => buffer.readUInt32LE(offset),
    write: (buffer, count, offset) => buffer.writeUInt32LE(count, offset),
  },
  '1': {
    description: '1-byte header',
    bytes: 1,
    countMax: 0xff,
    read: (buffer, offset) => buffer.readUInt8(offset),
    write: (buffer, count, offset) => buffer.writeUInt8(count, offset),
  },
};

/** The error for a payload over the `lengthMax` of its header. */
export function tooLongFor({ description, lengthMax }: Pick<HeaderKind, 'description' | 'lengthMax'>): FrameError {
  return new FrameError(
    'frameTooLong',
    `A message is longer than the ${lengthMax} bytes that a ${description} can say; choose another header.`,
  );
}

function kindOf(name: HeaderName, inclusive: boolean): HeaderKind {
  const { description: form, bytes, countMax, read, write } = FORMS[name];
  const description = inclusive ? `${form} that counts itself` : form;
  const own = inclusive ? bytes : 0;
  const lengthMax = countMax - own;
  return {
    name: inclusive ? `${name}+inclusive` : name,
    description,
    bytes,
    lengthMax,
    // A length smaller than the header itself also gives a value below 0.
    read: inclusive ? (buffer, offset) => read(buffer, offset) - own : read,
    write: (buffer, length, offset) => {
      if (length > lengthMax) throw tooLongFor({ description, lengthMax });
      write(buffer, length + own, offset);
    },
  };
}

/** Made on first use. The objects hold no state, so all streams share them. */
const KINDS = new Map<string, HeaderKind>();

/** The header of that name, always the same object. `inclusive`: the length includes the header. */
export function headerKind(name: HeaderName, inclusive: boolean): HeaderKind {
  requireArgument(typeof name === 'string' && Object.hasOwn(FORMS, name), 'headerKind', 'name', Object.keys(FORMS).join(', '));
  const key = inclusive ? `${name}+inclusive` : name;
  let kind = KINDS.get(key);
  if (kind === undefined) {
    kind = kindOf(name, inclusive);
    KINDS.set(key, kind);
  }
  return kind;
}
