/** A stored answer as bytes: about 90 of them for an approved purchase. */
import type { StoredAnswer } from '../stored-answer.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { VOCABULARIES, type Vocabularies } from './vocabularies.ts';

const NO_IDS: readonly number[] = [];

export function writeAnswer(writer: ByteWriter, answer: StoredAnswer): void {
  const { states, events, outcomes, flags } = VOCABULARIES;
  writer.u8(states.numberOf(answer.state));
  writer.u8(events.numberOf(answer.event));
  writer.u8(outcomes.numberOf(answer.outcome));
  writer.u8(flags.numberOf(answer.flag));
  writer.uint(answer.decidedAtMs);
  // Instants and amounts are near each other: the differences are short.
  writer.int(answer.keptUntilMs - answer.decidedAtMs);
  writer.int(answer.approvedAmountMinor);
  writer.int(answer.standingMinor - answer.approvedAmountMinor);
  writer.int(answer.ledgerMinor);
  writer.int(answer.ledgerMinor - answer.availableMinor);
  writer.text(answer.fingerprint);
  writer.text(answer.approvalCode);
  writer.uint(answer.attemptIds.length);
  for (const id of answer.attemptIds) writer.text(id);
  writeIds(writer, answer.spendIds);
  writer.text(answer.holdKey);
  writer.text(answer.pinChanged);
  writer.uint(answer.localTime);
  writer.u8(answer.fromRepeat ? 1 : 0);
}

export function readAnswer(reader: ByteReader, vocabularies: Vocabularies = VOCABULARIES): StoredAnswer {
  const state = vocabularies.states.wordOf(reader.u8());
  const event = vocabularies.events.wordOf(reader.u8());
  const outcome = vocabularies.outcomes.wordOf(reader.u8());
  const flag = vocabularies.flags.wordOf(reader.u8());
  const decidedAtMs = reader.uint();
  const keptUntilMs = decidedAtMs + reader.int();
  const approvedAmountMinor = reader.int();
  const standingMinor = approvedAmountMinor + reader.int();
  const ledgerMinor = reader.int();
  const availableMinor = ledgerMinor - reader.int();
  const fingerprint = reader.text();
  const approvalCode = reader.text();
  const attemptIds: string[] = [];
  for (let left = reader.uint(); left > 0; left -= 1) attemptIds.push(reader.text());
  const spendIds = readIds(reader);
  const holdKey = reader.text();
  const pinChanged = reader.text();
  const localTime = reader.uint();
  const fromRepeat = reader.u8() === 1;
  return {
    fingerprint,
    attemptIds,
    state,
    event,
    outcome,
    approvalCode,
    approvedAmountMinor,
    ledgerMinor,
    availableMinor,
    decidedAtMs,
    flag,
    keptUntilMs,
    standingMinor,
    spendIds,
    holdKey,
    pinChanged,
    localTime,
    fromRepeat,
  };
}

/** Increasing numbers, each as the difference to the one before. */
export function writeIds(writer: ByteWriter, ids: readonly number[]): void {
  writer.uint(ids.length);
  let last = 0;
  for (const id of ids) {
    writer.int(id - last);
    last = id;
  }
}

export function readIds(reader: ByteReader): readonly number[] {
  const count = reader.uint();
  if (count === 0) return NO_IDS;
  const ids: number[] = [];
  let last = 0;
  for (let left = count; left > 0; left -= 1) {
    last += reader.int();
    ids.push(last);
  }
  return ids;
}
