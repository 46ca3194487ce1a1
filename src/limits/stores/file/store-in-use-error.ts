/** Another process owns the folder of a store. */
import { StoreFileError } from './store-file-error.ts';

export class StoreInUseError extends StoreFileError {
  readonly folder: string;
  readonly #reason: string;

  /** `advice`: the end of the sentence, what to do. A command knows more than the store. */
  constructor(folder: string, reason: string, advice = 'stop that process, or give another folder') {
    super(`The store in ${folder} is in use: ${reason}; ${advice}.`);
    this.folder = folder;
    this.#reason = reason;
  }

  advising(advice: string): StoreInUseError {
    return new StoreInUseError(this.folder, this.#reason, advice);
  }
}
