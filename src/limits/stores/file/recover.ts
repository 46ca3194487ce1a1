/**
 * Brings a store back to what it was: the newest snapshot, then the changes of every record of the
 * log behind it. No rule runs again.
 */
import { type AnswerTable as AnswerChanges, apply, type CardState } from '../../state/apply.ts';
import { ByteReader } from '../../state/binary/byte-reader.ts';
import type { Change } from '../../state/change.ts';
import type { CardView } from '../memory/card-view.ts';
import type { EmbeddedStore } from '../memory/store.ts';
import type { Files } from './files.ts';
import { damageSentence } from './log/damage.ts';
import { type LogRecord, type ReadLog, readLog } from './log/read-log.ts';
import { readRecord } from './read-record.ts';
import { readSnapshot } from './snapshot/read-snapshot.ts';
import { StoreFileError } from './store-file-error.ts';

/** Changes of stored answers set them to what they became, so that they can be applied again. */
const ANSWER_CHANGES: readonly Change['kind'][] = ['answerKept', 'answerRewritten', 'namePointed'];

export interface Recovered extends ReadLog {
  /** Records that were read from the log. */
  readonly records: number;
}

/** Throws a StoreFileError when the files cannot be used. */
export async function recover(files: Files, storeId: string, store: EmbeddedStore): Promise<Recovered> {
  const { accounts, answers } = store;
  const from = await readSnapshot({ files, store: storeId, accounts, answers });
  const replay = new Replay(store);
  let records = 0;
  const log = await readLog(files, {
    store: storeId,
    from,
    whole: false,
    onRecord: (record) => {
      records += 1;
      try {
        replay.apply(record);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StoreFileError(
          `Record ${record.record} of the log in ${files.path} cannot be applied (${reason}); restore the folder from a copy.`,
        );
      }
    },
  });
  const damage = log.damage.find(({ isHistory }) => !isHistory);
  if (damage !== undefined) throw new StoreFileError(damageSentence(files.path, damage));
  return { ...log, records };
}

class Replay {
  readonly #store: EmbeddedStore;
  readonly #reader = new ByteReader(Buffer.alloc(0));

  constructor(store: EmbeddedStore) {
    this.#store = store;
  }

  apply({ bytes, start, end, record, format, vocabularies }: LogRecord): void {
    const { accounts } = this.#store;
    const tokenOf = (number: number): string => accounts.numbered(number)?.card.token ?? '';
    const { card, entry, asked, changes } = readRecord(this.#reader.move(bytes, start, end), { format, vocabularies, tokenOf });
    const account = accounts.numbered(card);
    const isApplied = account !== undefined && record <= account.lastRecord;
    const view = this.#store.viewAt(account, entry.cardToken, entry.atMs);
    const state: CardState = { account, answers: replayed(view), kept: view.kept, retentionMs: view.retentionMs };
    for (const change of changes) {
      if (isApplied && !ANSWER_CHANGES.includes(change.kind)) continue;
      apply(state, change);
    }
    const isNoted = asked?.isRepeated !== true;
    if (isNoted) this.#store.noteRead(state.account === undefined ? entry : { ...entry, cardToken: state.account.card.token });
    if (state.account === undefined) return;
    if (account === undefined) {
      state.account.number = card;
      accounts.add(state.account);
    }
    if (!isApplied) state.account.lastRecord = record;
  }
}

/** The snapshot may hold already what the record says is new. */
function replayed(view: CardView): AnswerChanges {
  return {
    keep: (key, answer) => view.keep(key, answer, false),
    rewrite: (key, answer) => view.rewrite(key, answer),
    point: (name, key, keptUntilMs) => view.point(name, key, keptUntilMs, false),
  };
}
