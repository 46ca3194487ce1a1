import { errorText } from '../../../cards/card-data/card-data.ts';

/** The files of a store cannot be used. The message is one sentence: what, where, what to do. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';
  constructor(message: string) {
    super(errorText(message));
  }
}
