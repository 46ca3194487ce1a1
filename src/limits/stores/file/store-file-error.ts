import { errorText } from '../../../cards/card-data/card-data.ts';

/** The files of a store cannot be used. The message is one sentence: what, where, what to do. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';
  constructor(message: string) {
    super(errorText(message));
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'let this user read and write the folder, or give another folder',
  EPERM: 'let this user read and write the folder, or give another folder',
  EROFS: 'the file system is read-only, so give a folder that can be written',
  ENOSPC: 'the disk is full, so make room on it',
  EDQUOT: 'the quota is used up, so make room',
  ENOTDIR: 'it is no folder, so give another one',
  EEXIST: 'it is no folder, so give another one',
};

/** What the system refused while a store was opened, in one sentence; other errors as they are. */
export function systemErrorOf(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const remedy = REMEDIES[error.code] ?? 'see whether the disk works';
  return new StoreFileError(`The store in ${folder} cannot be opened (${error.message}); ${remedy}.`);
}
