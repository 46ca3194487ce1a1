/**
 * The file store: the embedded store with a log of its changes in a folder. It answers when what it
 * did is as durable as asked for.
 */

import type { JournalKeep } from '../../../config/journal-keep.ts';
import type { FolderLock } from '../../../folder-lock/lock.ts';
import { pluralize } from '../../../protocol/plural.ts';
import type { KeptInstant } from '../../clock/kept-instant.ts';
import type { StoreCommand, TakeBack } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import type { Account } from '../../state/account.ts';
import { ByteWriter } from '../../state/binary/byte-writer.ts';
import type {
  CardStore,
  HistoryPiece,
  HistoryQuery,
  JournalEntries,
  JournalPiece,
  JournalRange,
  MaybePromise,
  Store,
  StoreUsage,
} from '../../store.ts';
import { StoreError } from '../../store.ts';
import type { StoreIdentity } from '../identity.ts';
import type { RecordedStep, Recorder } from '../memory/recorder.ts';
import { EmbeddedStore, type MemoryStoreOptions } from '../memory/store.ts';
import { clockFile } from './clock-file.ts';
import { droppedSentence, dropSegments } from './drop-segments.ts';
import { type Files, nodeFiles } from './files.ts';
import { LogHistory } from './history/log-history.ts';
import { openIdentity } from './identity.ts';
import { lockStore } from './lock-store.ts';
import type { SegmentEnd } from './log/damage.ts';
import { type FsyncPolicy, LogWriter } from './log/log-writer.ts';
import { isOwnHead, segmentNumber } from './log/segment.ts';
import type { SegmentFile } from './log/segment-files.ts';
import { type OpenSegment, SEGMENT_BYTES, Segments } from './log/segments.ts';
import { NODE_TIMERS, type Timers } from './log/timers.ts';
import { writeStep } from './record.ts';
import { type Recovered, recover } from './recover.ts';
import { isSnapshot, writeSnapshot } from './snapshot/write-snapshot.ts';
import { systemErrorOf } from './store-file-error.ts';

/**
 * A snapshot is written when the log has so many records, or bytes of them, behind the one before:
 * what a start reads from the log, in two to three seconds. Most records reach their number first;
 * one of a hold with thousands of increments is as long as hundreds of others.
 */
const SNAPSHOT_EVERY_RECORDS = 250_000;
const SNAPSHOT_EVERY_BYTES = 64 * 1_048_576;

export interface FileStoreOptions extends MemoryStoreOptions {
  readonly folder: string;
  readonly identity: StoreIdentity;
  /** Called before the store asks for the time, with where the instant of its clock is kept. */
  readonly beginClock?: (kept: KeptInstant) => Promise<void>;
  readonly fsync: FsyncPolicy;
  /** Gets single sentences for the log of the server. */
  readonly warn: (sentence: string) => void;
  /** Gets what is no reason to act; without it, nothing is said. */
  readonly inform?: (sentence: string) => void;
  /** How much of the log is kept for history; without it, all. */
  readonly journalKeep?: JournalKeep;
  readonly segmentBytes?: number;
  readonly snapshotEveryRecords?: number;
  readonly snapshotEveryBytes?: number;
  /** Other files and timers, for tests; then the folder is not locked. */
  readonly files?: Files;
  readonly timers?: Timers;
}

/** What the log says of itself when a store is opened. */
export interface FileStore extends Store {
  /** How many records were read from the log. */
  readonly recovered: number;
}

/** Rejects with a StoreFileError when the folder is in use, damaged, or belongs to another store. */
export async function openFileStore(options: FileStoreOptions): Promise<FileStore> {
  let lock: FolderLock | undefined;
  try {
    const files = options.files ?? (await nodeFiles(options.folder));
    lock = options.files === undefined ? await lockStore(options.folder) : undefined;
    return await open(options, files, lock);
  } catch (error) {
    await lock?.release();
    throw systemErrorOf(options.folder, error);
  }
}

async function open(options: FileStoreOptions, files: Files, lock: FolderLock | undefined): Promise<FileStore> {
  const { fsync, warn, timers = NODE_TIMERS, segmentBytes = SEGMENT_BYTES } = options;
  const isOurs = (name: string): boolean => segmentNumber(name) !== undefined || isSnapshot(name);
  const { store: storeId } = await openIdentity(files, options.identity, isOurs);
  await options.beginClock?.(clockFile(files));
  const embedded = new EmbeddedStore({ ...options, messageClock: options.identity.clock === 'message' });
  const { position, last, tornBytes, provenEnd, replayed, damage, segments: found } = await recover(files, storeId, embedded);
  for (const { name, what } of damage)
    warn(`${files.path}/${name} ${what}; a snapshot holds what came of it, but not its history; see aksept journal check ${files.path}.`);
  if (tornBytes > 0 && last !== undefined) {
    warn(
      `The log in ${files.path}/${last.name} ends in ${pluralize(tornBytes, 'byte')} of a batch that was not finished; ${tornBytes === 1 ? 'it is' : 'they are'} cut off.`,
    );
  }
  const segment = last === undefined ? undefined : await openSegment(files, last, found);
  try {
    if (segment !== undefined) await settleEnd(segment, provenEnd, tornBytes);
  } catch (error) {
    await segment?.file.close();
    throw error;
  }
  const segments = new Segments({ files, timers, store: storeId, segmentBytes }, segment);
  segments.prepare();
  const log = new LogWriter({ segments, fsync, start: position, timers, warn });
  const history = new LogHistory({
    files,
    store: storeId,
    written: () => segments.written,
    isInOrder: options.identity.clock !== 'message',
  });
  const store = new LoggedStore({ embedded, log, history, files, storeId, lock, replayed, options });
  await store.dropHistory();
  return store;
}

async function openSegment(files: Files, { name, end }: SegmentEnd, found: readonly SegmentFile[]): Promise<OpenSegment> {
  const head = found.find((each) => each.name === name)?.head;
  const file = await files.open(name, 'readWrite');
  return { file, firstBatch: head?.firstBatch ?? 0, end, isOwn: head !== undefined && isOwnHead(head) };
}

/**
 * What was read from the log may be in the memory of the system only, when the process before was
 * killed; and if its last fsync failed, another one says nothing about what it was to write. So that
 * part is written again and synced before anything is answered from it. What follows it must be
 * zeros, so that nothing of it is read later.
 */
async function settleEnd({ file, end }: OpenSegment, provenEnd: number, tornBytes: number): Promise<void> {
  const bytes = Buffer.alloc(end - provenEnd + tornBytes);
  await file.read(bytes.subarray(0, end - provenEnd), provenEnd);
  await file.write(bytes, provenEnd);
  await file.sync();
}

interface LoggedStoreParts {
  readonly embedded: EmbeddedStore;
  readonly log: LogWriter;
  readonly history: LogHistory;
  readonly files: Files;
  readonly storeId: string;
  readonly lock: FolderLock | undefined;
  readonly replayed: Recovered['replayed'];
  readonly options: FileStoreOptions;
}

class LoggedStore implements FileStore, Recorder {
  readonly description: string;
  readonly recovered: number;
  readonly #embedded: EmbeddedStore;
  readonly #log: LogWriter;
  readonly #history: LogHistory;
  readonly #files: Files;
  readonly identity: string;
  readonly #lock: FolderLock | undefined;
  readonly #options: FileStoreOptions;
  readonly #writer = new ByteWriter();
  #lastWritten: Promise<void> | undefined;
  #lastDone: Promise<void> | undefined;
  /** What the log holds since the last snapshot was begun. */
  #behind: { records: number; bytes: number };
  #snapshot: Promise<void> | undefined;

  constructor({ embedded, log, history, files, storeId, lock, replayed, options }: LoggedStoreParts) {
    this.description = `file:${options.folder}`;
    this.recovered = replayed.records;
    this.#embedded = embedded;
    this.#log = log;
    this.#history = history;
    this.#files = files;
    this.identity = storeId;
    this.#lock = lock;
    this.#options = options;
    this.#behind = { ...replayed };
    embedded.recorder = this;
  }

  get cards(): CardStore {
    return this.#embedded.cards;
  }

  decide(command: StoreCommand): MaybePromise<Decision> {
    return this.#embedded.decide(command);
  }

  takeBack(attempt: TakeBack): MaybePromise<boolean> {
    return this.#embedded.takeBack(attempt);
  }

  journal(entriesMax: number): Promise<JournalEntries> {
    return this.#embedded.journal(entriesMax);
  }

  journalEnd(): MaybePromise<string> {
    return this.#embedded.journalEnd();
  }

  journalAfter(range: JournalRange): MaybePromise<JournalPiece | undefined> {
    return this.#embedded.journalAfter(range);
  }

  usage(): StoreUsage | undefined {
    return { ...this.#embedded.usage(), journal: this.#log.lag };
  }

  sweep(): Promise<void> {
    return this.#embedded.sweep();
  }

  ready(): Promise<boolean> {
    return this.#embedded.ready();
  }

  canRecord(reserved: boolean): boolean {
    return this.#log.canAppend(reserved);
  }

  record(step: RecordedStep): Promise<void> {
    this.#writer.reset();
    writeStep(this.#writer, step);
    const written = this.#log.append(this.#writer);
    if (step.account !== undefined) step.account.lastRecord = this.#log.record;
    this.#behind.records += 1;
    this.#behind.bytes += this.#writer.length;
    if (this.#isSnapshotDue) this.#startSnapshot();
    if (written !== this.#lastWritten) {
      this.#lastWritten = written;
      this.#lastDone = written.catch((error: unknown) => {
        throw new StoreError('unreachable', error instanceof Error ? error.message : String(error));
      });
      this.#lastDone.catch(() => {});
    }
    return this.#lastDone ?? written;
  }

  durable(): Promise<void> | undefined {
    return this.#log.isIdle ? undefined : this.#lastDone;
  }

  history(account: Account, query: HistoryQuery): Promise<HistoryPiece | undefined> {
    return this.#history.piece(account, query);
  }

  historyFromMs(): Promise<number | undefined> {
    return this.#history.fromMs();
  }

  /** Drops history that is past what is kept; the store goes on when that fails. */
  async dropHistory(): Promise<void> {
    const { journalKeep: keep, identity, nowMs, warn, inform } = this.#options;
    if (keep === undefined) return;
    const { path } = this.#files;
    try {
      const dropped = await dropSegments(this.#files, { keep, nowMs: identity.clock === 'message' ? undefined : nowMs() });
      if (dropped !== undefined) inform?.(droppedSentence(path, dropped));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warn(`Old segments of the log in ${path} could not be dropped (${reason}); the next snapshot tries again.`);
    }
  }

  async close(): Promise<void> {
    await this.#snapshot;
    await this.#log.close();
    await this.#lock?.release();
  }

  get #isSnapshotDue(): boolean {
    const { snapshotEveryRecords = SNAPSHOT_EVERY_RECORDS, snapshotEveryBytes = SNAPSHOT_EVERY_BYTES } = this.#options;
    return this.#behind.records >= snapshotEveryRecords || this.#behind.bytes >= snapshotEveryBytes;
  }

  #startSnapshot(): void {
    if (this.#snapshot !== undefined) return;
    const { batch, record } = this.#log;
    this.#behind = { records: 0, bytes: 0 };
    const { accounts, answers } = this.#embedded;
    this.#snapshot = writeSnapshot({
      files: this.#files,
      store: this.identity,
      accounts,
      answers,
      // The open batch is read again.
      position: { batch, record: record - this.#log.openRecords },
      durable: () => this.#log.flush(),
    })
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.warn(`A snapshot of the store in ${this.#files.path} could not be written (${reason}); the next start takes longer.`);
      })
      .then(() => this.dropHistory())
      .finally(() => {
        this.#snapshot = undefined;
      });
  }
}
