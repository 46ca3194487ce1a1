/** Another process owns a folder. */
import { errorText } from '../cards/card-data/card-data.ts';

export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly folder: string;
  /** A clause, such as `another process uses it`. */
  readonly reason: string;

  constructor(folder: string, reason: string) {
    super(errorText(`The folder ${folder} is in use: ${reason}; stop that process, or give another folder.`));
    this.folder = folder;
    this.reason = reason;
  }
}
