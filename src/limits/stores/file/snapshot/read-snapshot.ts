/** Reads the newest snapshot of a store into its accounts and answers. */
import type { Accounts } from '../../memory/accounts.ts';
import type { AnswerTable } from '../../memory/answer-table.ts';
import type { Files } from '../files.ts';
import { LOG_START, type LogPosition } from '../log/log-writer.ts';
import { walkSnapshot } from './walk-snapshot.ts';
import { isSnapshot } from './write-snapshot.ts';

export interface SnapshotTarget {
  readonly files: Files;
  readonly store: string;
  readonly accounts: Accounts;
  readonly answers: AnswerTable;
}

/** Where the log goes on. Throws a StoreFileError when the snapshot is damaged. */
export async function readSnapshot({ files, store, accounts, answers }: SnapshotTarget): Promise<LogPosition> {
  const name = (await files.list()).filter(isSnapshot).sort().at(-1);
  if (name === undefined) return LOG_START;
  return walkSnapshot(
    { files, store, name },
    { onAccount: (account) => accounts.add(account), onAnswers: (slot, vocabularies) => answers.restore(slot, vocabularies) },
  );
}
