/**
 * Brings a store back to what it was: the newest snapshot, then the changes of every record of the
 * log behind it. No rule runs again.
 */
import type { EmbeddedStore } from '../memory/store.ts';
import type { Files } from './files.ts';
import { damageSentence } from './log/damage.ts';
import { type ReadLog, readLog } from './log/read-log.ts';
import { Replay } from './replay.ts';
import { readSnapshot } from './snapshot/read-snapshot.ts';
import { StoreFileError } from './store-file-error.ts';

export interface Recovered extends ReadLog {
  /** What was read from the log: the records behind the snapshot, and their bytes. */
  readonly replayed: { readonly records: number; readonly bytes: number };
}

/** Throws a StoreFileError when the files cannot be used. */
export async function recover(files: Files, storeId: string, store: EmbeddedStore): Promise<Recovered> {
  const { accounts, answers } = store;
  const from = await readSnapshot({ files, store: storeId, accounts, answers });
  const replay = new Replay(store);
  const replayed = { records: 0, bytes: 0 };
  const log = await readLog(files, {
    store: storeId,
    from,
    whole: false,
    onRecord: (record) => {
      replayed.records += 1;
      replayed.bytes += record.end - record.start;
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
  replay.finish();
  return { ...log, replayed };
}
