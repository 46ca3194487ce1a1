/**
 * Applies the records of the log that are read at a start. One object serves all of them, and only
 * what changes the state is decoded: a log of a million records is read while the terminals wait.
 */
import { type AnswerTable, apply, type CardState } from '../../state/apply.ts';
import { ByteReader } from '../../state/binary/byte-reader.ts';
import { readChange } from '../../state/binary/change-bytes.ts';
import type { Change } from '../../state/change.ts';
import type { EmbeddedStore } from '../memory/store.ts';
import type { LogRecord } from './log/read-log.ts';
import { readRecord } from './read-record.ts';
import { readStepHead } from './record.ts';
import { readStepHead1 } from './record-1.ts';
import { ReplayedAnswers } from './replayed-answers.ts';

/** Changes of stored answers set them to what they became, so that they can be applied again. */
const ANSWER_CHANGES: readonly Change['kind'][] = ['answerKept', 'answerRewritten', 'namePointed'];

/** Where a record of the log lies in memory. */
type Place = Pick<LogRecord, 'bytes' | 'start' | 'end' | 'format' | 'vocabularies'>;

export class Replay implements CardState {
  account: CardState['account'];
  readonly answers: AnswerTable;
  readonly kept: CardState['kept'];
  readonly retentionMs: number;
  readonly #store: EmbeddedStore;
  readonly #answers: ReplayedAnswers;
  readonly #reader = new ByteReader(Buffer.alloc(0));
  readonly #tokenOf = (number: number): string => this.#store.accounts.numbered(number)?.card.token ?? '';
  /** A ring of the last records that belong in the journal. */
  readonly #places: Place[] = [];
  #noted = 0;

  constructor(store: EmbeddedStore) {
    this.#store = store;
    this.#answers = new ReplayedAnswers(store.answers);
    this.answers = this.#answers;
    this.kept = store.accounts.kept;
    this.retentionMs = store.retentionMs;
  }

  apply(source: LogRecord): void {
    const { record, format, vocabularies } = source;
    const { accounts } = this.#store;
    const reader = this.#reader.move(source.bytes, source.start, source.end);
    const head = format === 1 ? readStepHead1(reader) : readStepHead(reader);
    const account = accounts.numbered(head.card);
    this.#store.noteInstant(head.atMs);
    this.account = account;
    this.#answers.move(account, head.cardToken, head.atMs);
    const isApplied = account !== undefined && record <= account.lastRecord;
    const context = { key: head.key, vocabularies };
    for (let left = reader.uint(); left > 0; left -= 1) {
      const change = readChange(reader, context);
      if (isApplied && !ANSWER_CHANGES.includes(change.kind)) continue;
      apply(this, change);
    }
    if (!head.isRepeated) this.#note(source);
    const changed: CardState['account'] = this.account;
    if (changed === undefined) return;
    if (account === undefined) {
      changed.number = head.card;
      accounts.add(changed);
    }
    if (!isApplied) changed.lastRecord = record;
  }

  /** When all records are applied: the newest go into the journal. */
  finish(): void {
    const { journalEntriesMax } = this.#store;
    const first = Math.max(0, this.#noted - journalEntriesMax);
    this.#store.noteUnread(first);
    for (let n = first; n < this.#noted; n += 1) {
      const place = this.#places[n % journalEntriesMax];
      if (place === undefined) continue;
      const { format, vocabularies } = place;
      const { card, entry } = readRecord(this.#reader.move(place.bytes, place.start, place.end), {
        format,
        vocabularies,
        tokenOf: this.#tokenOf,
      });
      this.#store.noteRead(card === 0 ? entry : { ...entry, cardToken: this.#tokenOf(card) });
    }
  }

  #note({ bytes, start, end, format, vocabularies }: LogRecord): void {
    this.#places[this.#noted % this.#store.journalEntriesMax] = { bytes, start, end, format, vocabularies };
    this.#noted += 1;
  }
}
