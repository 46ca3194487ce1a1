/**
 * The log of a store as people read it: every record that can be read, oldest first, with the card
 * that it is about. Changes nothing and takes no lock: what is written stays as it is, so that the
 * log of a running store can be read, too.
 */
import type { Account } from '../../state/account.ts';
import { ByteReader } from '../../state/binary/byte-reader.ts';
import type { CardRecord } from '../../state/card.ts';
import type { StoreDescription } from '../identity.ts';
import type { Files } from './files.ts';
import { IDENTITY_FILE, readIdentity } from './identity.ts';
import { LOG_START, type LogPosition } from './log/log-writer.ts';
import { type LogRecord, type ReadLog, readLog } from './log/read-log.ts';
import { readRecord } from './read-record.ts';
import type { ReadRecord } from './record.ts';
import { walkSnapshot } from './snapshot/walk-snapshot.ts';
import { isSnapshot } from './snapshot/write-snapshot.ts';
import { StoreFileError } from './store-file-error.ts';

export interface JournalRecord extends ReadRecord {
  /** Its number in the log. */
  readonly record: number;
  /** It stands behind damage that is not history: the state ends before it. */
  readonly isBehindDamage: boolean;
}

export interface FoundSnapshot {
  readonly name: string;
  /** Undefined when it cannot be used. */
  readonly position: LogPosition | undefined;
  /** Why it cannot: one sentence. */
  readonly problem: string;
}

export interface ReadJournal {
  readonly identity: StoreDescription;
  /** Oldest first. */
  readonly snapshots: readonly FoundSnapshot[];
  /** What the newest snapshot that can be used holds; the start of the log without one. */
  readonly from: LogPosition;
  /** The last record that changed an account of that snapshot: parts of it are later than it says. */
  readonly snapshotRecord: number;
  readonly log: ReadLog;
  /** By token, as the end of the log leaves them. */
  readonly cards: ReadonlyMap<string, JournalCard>;
  /** A record whose bytes are right, but which this version cannot read; empty: none. */
  readonly unreadable: string;
}

/** Throws a StoreFileError when the folder holds no store, or one of a later version. */
export async function readJournal(files: Files, onRecord: (record: JournalRecord) => void): Promise<ReadJournal> {
  const names = await listOf(files);
  if (!names.includes(IDENTITY_FILE))
    throw new StoreFileError(`${files.path} holds no store; give the folder of one, such as ./data/store.`);
  const identity = await readIdentity(files);
  const cards = new Cards();
  const { snapshots, from, snapshotRecord } = await readSnapshots(files, identity.store, names.filter(isSnapshot).sort(), cards);
  const reader = new ByteReader(Buffer.alloc(0));
  let unreadable = '';
  const log = await readLog(files, {
    store: identity.store,
    from,
    whole: true,
    onRecord: (record) => {
      const read = cards.record(reader, record);
      if (typeof read === 'string') unreadable ||= `Record ${record.record} of the log in ${files.path} cannot be read (${read}).`;
      else onRecord(read);
    },
  });
  return { identity, snapshots, from, snapshotRecord, log, cards: cards.byToken, unreadable };
}

async function listOf(files: Files): Promise<readonly string[]> {
  try {
    return await files.list();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StoreFileError(`The folder ${files.path} cannot be read (${code}); give the folder of a store, such as ./data/store.`);
  }
}

async function readSnapshots(
  files: Files,
  store: string,
  names: readonly string[],
  cards: Cards,
): Promise<Pick<ReadJournal, 'snapshots' | 'from' | 'snapshotRecord'>> {
  const snapshots: FoundSnapshot[] = [];
  let from = LOG_START;
  let snapshotRecord = 0;
  for (const name of names) {
    try {
      let lastRecord = 0;
      const onAccount = (account: Account): void => {
        cards.set(account.number, account.card);
        lastRecord = Math.max(lastRecord, account.lastRecord);
      };
      const position = await walkSnapshot({ files, store, name }, { onAccount, onAnswers: () => {} });
      from = position;
      snapshotRecord = lastRecord;
      snapshots.push({ name, position, problem: '' });
    } catch (error) {
      if (!(error instanceof StoreFileError)) throw error;
      snapshots.push({ name, position: undefined, problem: error.message });
    }
  }
  return { snapshots, from, snapshotRecord };
}

/** A card as the last record about it left it. */
export type JournalCard = Pick<CardRecord, 'token' | 'maskedPan' | 'expiry' | 'status' | 'profile'>;

/** The cards of a store by their numbers, as snapshots and records name them. */
class Cards {
  readonly #byNumber = new Map<number, JournalCard>();

  /** By token. */
  get byToken(): ReadonlyMap<string, JournalCard> {
    return new Map([...this.#byNumber.values()].map((card) => [card.token, card]));
  }

  set(number: number, { token, maskedPan, expiry, status, profile }: JournalCard): void {
    this.#byNumber.set(number, { token, maskedPan, expiry, status, profile });
  }

  /** Also learns the card that a record creates. A text says why the record cannot be read. */
  record(reader: ByteReader, { bytes, start, end, record, isBehindDamage, format, vocabularies }: LogRecord): JournalRecord | string {
    const tokenOf = (number: number): string => this.#byNumber.get(number)?.token ?? '';
    let read: ReadRecord;
    try {
      read = readRecord(reader.move(bytes, start, end), { format, vocabularies, tokenOf });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    let card = this.#byNumber.get(read.card);
    for (const change of read.changes) {
      if (change.kind === 'cardCreated') card = change.card;
      else if (change.kind === 'cardChanged' && card !== undefined) card = { ...card, ...change.fields };
      else continue;
      this.set(read.card, card);
    }
    if (card === undefined) return { ...read, record, isBehindDamage };
    return { ...read, record, isBehindDamage, entry: { ...read.entry, cardToken: card.token }, maskedPan: card.maskedPan };
  }
}
