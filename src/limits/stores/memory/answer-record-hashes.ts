/**
 * The hashes of the key and the names of a record (answer-record.ts), from its bytes: a start that
 * takes in millions of records makes no texts of them.
 */
import { ByteReader } from '../../state/binary/byte-reader.ts';
import { hashByte, hashBytes, hashEnd, hashStart } from './answer-hash.ts';
import { cardOf, HEAD_BYTES } from './answer-record.ts';

const STROKE = 0x2f;
const reader = new ByteReader(Buffer.alloc(0));

export interface RecordHashes {
  sequence: number;
  key: number;
  /** The first `count` of them. */
  readonly names: number[];
  count: number;
}

/** False when a text has characters of two bytes. */
export function hashRecord(bytes: Buffer, offset: number, into: RecordHashes): boolean {
  const head = reader.move(bytes, offset + HEAD_BYTES);
  into.sequence = head.uint();
  const start = hashStart(cardOf(bytes, offset));
  const keyLength = head.latin1();
  if (keyLength < 0) return false;
  const keyAt = head.at;
  head.at += keyLength;
  into.key = hashEnd(hashBytes(start, bytes, keyAt, head.at));
  into.count = head.u8();
  for (let index = 0; index < into.count; index += 1) {
    head.int();
    const letter = head.u8();
    const shared = head.u8();
    const length = head.latin1();
    if (length < 0) return false;
    const prefixed = hashBytes(hashByte(hashByte(start, letter), STROKE), bytes, keyAt, keyAt + shared);
    into.names[index] = hashEnd(hashBytes(prefixed, bytes, head.at, head.at + length));
    head.at += length;
  }
  return true;
}
