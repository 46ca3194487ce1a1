/**
 * One record of the log: what happened to a card (an entry of the journal), and its changes.
 *
 *   uint instant · uint card number, 0 and its token when it is not on file · text event · text key
 *   · text terminal · text type · int amount · text outcome · int ledger · text flag · changes
 *
 * Words of vocabularies are written as texts: a journal is read by other programs, too.
 */
import type { ByteReader } from '../../state/binary/byte-reader.ts';
import type { ByteWriter } from '../../state/binary/byte-writer.ts';
import { readToken, writeToken } from '../../state/binary/card-bytes.ts';
import { readChanges, writeChanges } from '../../state/binary/change-bytes.ts';
import { VOCABULARIES, type Vocabularies } from '../../state/binary/vocabularies.ts';
import type { Change } from '../../state/change.ts';
import type { JournalEntry } from '../../store.ts';
import type { RecordedStep } from '../memory/recorder.ts';

/** A record as it is read: the token of a card on file is found by its number. */
export interface ReadRecord {
  /** 0: not on file. */
  readonly card: number;
  readonly entry: Omit<JournalEntry, 'id'>;
  readonly changes: readonly Change[];
}

export function writeStep(writer: ByteWriter, { account, entry, changes }: RecordedStep): void {
  writer.uint(entry.atMs);
  writer.uint(account?.number ?? 0);
  if (account === undefined) writeToken(writer, entry.cardToken);
  writer.text(entry.event);
  writer.text(entry.key);
  writer.text(entry.terminalId);
  writer.text(entry.type);
  writer.int(entry.amountMinor);
  writer.text(entry.outcome);
  writer.int(entry.ledgerMinor);
  writer.text(entry.flag);
  writeChanges(writer, changes, { key: entry.key, vocabularies: VOCABULARIES });
}

/** Throws a ByteError or RangeError when the bytes are no record of a version that is known. */
export function readStep(reader: ByteReader, vocabularies: Vocabularies, tokenOf: (card: number) => string): ReadRecord {
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
  return { card, entry: { atMs, cardToken, event, key, terminalId, type, amountMinor, outcome, ledgerMinor, flag }, changes };
}
