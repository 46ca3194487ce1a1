/**
 * A record of format 1: words are texts, and what was asked is not in it.
 *
 *   uint instant · uint card number, 0 and its token when it is not on file · text event · text key
 *   · text terminal · text type · int amount · text outcome · int ledger · text flag · changes
 */
import type { ByteReader } from '../../state/binary/byte-reader.ts';
import { readToken } from '../../state/binary/card-bytes.ts';
import { readChanges } from '../../state/binary/change-bytes.ts';
import type { Vocabularies } from '../../state/binary/vocabularies.ts';
import type { ReadRecord, StepHead } from './record.ts';

/** Throws a ByteError or RangeError when the bytes are no such record. */
export function readStep1(reader: ByteReader, vocabularies: Vocabularies, tokenOf: (card: number) => string): ReadRecord {
  const atMs = reader.uint();
  const card = reader.uint();
  const cardToken = card === 0 ? readToken(reader) : tokenOf(card);
  const event = reader.text();
  const key = reader.text();
  const terminalId = reader.text();
  const type = reader.text();
  const amountMinor = reader.int();
  const outcome = reader.text();
  const ledgerMinor = reader.int();
  const flag = reader.text();
  const changes = readChanges(reader, { key, vocabularies });
  const entry = { atMs, cardToken, event, key, terminalId, type, amountMinor, outcome, ledgerMinor, flag };
  return { card, entry, maskedPan: '', asked: undefined, changes };
}

/** Steps over what is not needed to apply the changes: the reader then stands at them. */
export function readStepHead1(reader: ByteReader): StepHead {
  const atMs = reader.uint();
  const card = reader.uint();
  const cardToken = card === 0 ? readToken(reader) : '';
  reader.skipText();
  const key = reader.text();
  reader.skipText();
  reader.skipText();
  reader.int();
  reader.skipText();
  reader.int();
  reader.skipText();
  return { atMs, card, cardToken, key, isRepeated: false };
}
