/**
 * One record of the log: what was asked of a card, what came of it, and its changes.
 *
 *   uint instant
 *   uint card number; 0 when it is not on file, then its token and text masked PAN
 *   word event · text key · terminal · word type · int amount · word outcome · int ledger · word flag
 *   u8   bits (BITS)
 *   asked      u8 channel · u8 terminal type · u8 entry mode · uint MCC
 *   original   text key · text RRN · text approval code · text STAN and date
 *   changes
 *
 * A word is its number in the vocabulary plus 1, or 0 and a text. The terminal is most often what
 * the key begins with: its length plus 1, or 0 and a text. Format 1 (record-1.ts) had words as
 * texts, and neither masked PAN nor bits, asked and original.
 */

import type { EntryMode, TerminalType } from '../../../protocol/message.ts';
import type { OriginalReference, StoreCommand } from '../../rules/command.ts';
import type { Channel } from '../../rules/profile.ts';
import type { ByteReader } from '../../state/binary/byte-reader.ts';
import type { ByteWriter } from '../../state/binary/byte-writer.ts';
import { readToken, writeToken } from '../../state/binary/card-bytes.ts';
import { readChanges, writeChanges } from '../../state/binary/change-bytes.ts';
import { VOCABULARIES, type Vocabularies, type Vocabulary } from '../../state/binary/vocabularies.ts';
import type { Change } from '../../state/change.ts';
import type { JournalEntry } from '../../store.ts';
import type { RecordedStep } from '../memory/recorder.ts';

/** What a message said beside the fields of a journal entry. */
export interface Asked {
  /** Decided before: the stored answer was given again. */
  readonly isRepeated: boolean;
  /** The message said that it is a repeat. */
  readonly repeat: boolean;
  readonly domestic: boolean;
  readonly allowPartial: boolean;
  readonly pin: 'absent' | 'malformed' | 'given';
  readonly channel: Channel;
  readonly terminalType: TerminalType | '';
  readonly entryMode: EntryMode | '';
  readonly mcc: number;
  readonly original: OriginalReference | undefined;
}

/** A record as it is read: the token of a card on file is found by its number. */
export interface ReadRecord {
  /** 0: not on file. */
  readonly card: number;
  readonly entry: Omit<JournalEntry, 'id'>;
  /** Of a card that is not on file; empty when it is not known. */
  readonly maskedPan: string;
  /** Undefined: no message, or a record of format 1. */
  readonly asked: Asked | undefined;
  readonly changes: readonly Change[];
}

const BITS = { asked: 1, isRepeated: 2, repeat: 4, domestic: 8, allowPartial: 16, pinMalformed: 32, pinGiven: 64, original: 128 } as const;
const ORIGINAL_TEXTS = 4;
const DOT = 0x2e;

export function writeStep(writer: ByteWriter, step: RecordedStep): void {
  const { account, entry, changes, command } = step;
  const { types, events, outcomes, flags } = VOCABULARIES;
  writer.uint(entry.atMs);
  writer.uint(account?.number ?? 0);
  if (account === undefined) {
    writeToken(writer, entry.cardToken);
    writer.text(command?.maskedPan ?? '');
  }
  writeWord(writer, events, entry.event);
  writer.text(entry.key);
  writeTerminal(writer, entry.terminalId, entry.key);
  writeWord(writer, types, entry.type);
  writer.int(entry.amountMinor);
  writeWord(writer, outcomes, entry.outcome);
  writer.int(entry.ledgerMinor);
  writeWord(writer, flags, entry.flag);
  if (command === undefined) writer.u8(0);
  else writeAsked(writer, command, step.isRepeated);
  writeChanges(writer, changes, { key: entry.key, vocabularies: VOCABULARIES });
}

function writeAsked(writer: ByteWriter, command: StoreCommand, isRepeated: boolean): void {
  const { channels, terminalTypes, entryModes } = VOCABULARIES;
  const { original, repeat } = command;
  const attempt = 'pin' in command ? command : undefined;
  writer.u8(
    BITS.asked |
      (isRepeated ? BITS.isRepeated : 0) |
      (repeat ? BITS.repeat : 0) |
      (attempt?.domestic === true ? BITS.domestic : 0) |
      (attempt?.allowPartial === true ? BITS.allowPartial : 0) |
      (attempt?.pin === 'malformed' ? BITS.pinMalformed : 0) |
      (attempt?.pin === 'given' ? BITS.pinGiven : 0) |
      (original === undefined ? 0 : BITS.original),
  );
  writer.u8(channels.numberOf(command.channel));
  writer.u8(terminalTypes.numberOf(attempt?.terminalType ?? ''));
  writer.u8(entryModes.numberOf(attempt?.entryMode ?? ''));
  writer.uint(command.mcc);
  if (original === undefined) return;
  writer.text(original.key);
  writer.text(original.rrn);
  writer.text(original.approvalCode);
  writer.text(original.stanDate);
}

function writeWord(writer: ByteWriter, vocabulary: Vocabulary<string>, word: string): void {
  const number = vocabulary.find(word);
  writer.uint(number === undefined ? 0 : number + 1);
  if (number === undefined) writer.text(word);
}

function writeTerminal(writer: ByteWriter, terminalId: string, key: string): void {
  const { length } = terminalId;
  const isInKey = key.charCodeAt(length) === DOT && key.startsWith(terminalId);
  writer.uint(isInKey ? length + 1 : 0);
  if (!isInKey) writer.text(terminalId);
}

/** Throws a ByteError or RangeError when the bytes are no record of a version that is known. */
export function readStep(reader: ByteReader, vocabularies: Vocabularies, tokenOf: (card: number) => string): ReadRecord {
  const { types, events, outcomes, flags } = vocabularies;
  const atMs = reader.uint();
  const card = reader.uint();
  const cardToken = card === 0 ? readToken(reader) : tokenOf(card);
  const maskedPan = card === 0 ? reader.text() : '';
  const event = readWord(reader, events);
  const key = reader.text();
  const terminalLength = reader.uint();
  const terminalId = terminalLength === 0 ? reader.text() : key.slice(0, terminalLength - 1);
  const type = readWord(reader, types);
  const amountMinor = reader.int();
  const outcome = readWord(reader, outcomes);
  const ledgerMinor = reader.int();
  const flag = readWord(reader, flags);
  const asked = readAsked(reader, vocabularies);
  const changes = readChanges(reader, { key, vocabularies });
  const entry = { atMs, cardToken, event, key, terminalId, type, amountMinor, outcome, ledgerMinor, flag };
  return { card, entry, maskedPan, asked, changes };
}

/** What is needed of a record to apply its changes. */
export interface StepHead {
  readonly atMs: number;
  /** 0: not on file. */
  readonly card: number;
  /** Of a card that is not on file; else empty. */
  readonly cardToken: string;
  readonly key: string;
  /** The stored answer was given again. */
  readonly isRepeated: boolean;
}

/** Steps over the rest: the reader then stands at the changes. */
export function readStepHead(reader: ByteReader): StepHead {
  const atMs = reader.uint();
  const card = reader.uint();
  const cardToken = card === 0 ? readToken(reader) : '';
  if (card === 0) reader.skipText();
  skipWord(reader);
  const key = reader.text();
  if (reader.uint() === 0) reader.skipText();
  skipWord(reader);
  reader.int();
  skipWord(reader);
  reader.int();
  skipWord(reader);
  const bits = reader.u8();
  if ((bits & BITS.asked) !== 0) skipAsked(reader, bits);
  return { atMs, card, cardToken, key, isRepeated: (bits & BITS.isRepeated) !== 0 };
}

function skipAsked(reader: ByteReader, bits: number): void {
  reader.u8();
  reader.u8();
  reader.u8();
  reader.uint();
  if ((bits & BITS.original) === 0) return;
  for (let left = ORIGINAL_TEXTS; left > 0; left -= 1) reader.skipText();
}

function readAsked(reader: ByteReader, { channels, terminalTypes, entryModes }: Vocabularies): Asked | undefined {
  const bits = reader.u8();
  if ((bits & BITS.asked) === 0) return undefined;
  return {
    isRepeated: (bits & BITS.isRepeated) !== 0,
    repeat: (bits & BITS.repeat) !== 0,
    domestic: (bits & BITS.domestic) !== 0,
    allowPartial: (bits & BITS.allowPartial) !== 0,
    pin: (bits & BITS.pinGiven) !== 0 ? 'given' : (bits & BITS.pinMalformed) !== 0 ? 'malformed' : 'absent',
    channel: channels.wordOf(reader.u8()),
    terminalType: terminalTypes.wordOf(reader.u8()),
    entryMode: entryModes.wordOf(reader.u8()),
    mcc: reader.uint(),
    original: (bits & BITS.original) === 0 ? undefined : readOriginal(reader),
  };
}

function readOriginal(reader: ByteReader): OriginalReference {
  return { key: reader.text(), rrn: reader.text(), approvalCode: reader.text(), stanDate: reader.text() };
}

function readWord(reader: ByteReader, vocabulary: Vocabulary<string>): string {
  const number = reader.uint();
  return number === 0 ? reader.text() : vocabulary.wordOf(number - 1);
}

function skipWord(reader: ByteReader): void {
  if (reader.uint() === 0) reader.skipText();
}
