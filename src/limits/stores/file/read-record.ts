/** Reads a record in the format of its file. */
import type { ByteReader } from '../../state/binary/byte-reader.ts';
import type { Vocabularies } from '../../state/binary/vocabularies.ts';
import { type ReadRecord, readStep } from './record.ts';
import { readStep1 } from './record-1.ts';

export interface RecordSource {
  /** Of the file that the record is in. */
  readonly format: number;
  readonly vocabularies: Vocabularies;
  /** The token of a card on file; empty when it is not known yet. */
  readonly tokenOf: (card: number) => string;
}

/** Throws a ByteError or RangeError when the bytes are no record of a version that is known. */
export function readRecord(reader: ByteReader, { format, vocabularies, tokenOf }: RecordSource): ReadRecord {
  return format === 1 ? readStep1(reader, vocabularies, tokenOf) : readStep(reader, vocabularies, tokenOf);
}
