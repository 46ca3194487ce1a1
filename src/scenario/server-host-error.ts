/** The error of a scenario on a running server. */
import { errorText } from '../cards/card-data/card-data.ts';

/** The server cannot be used for the run. The message is one sentence. */
export class ServerHostError extends Error {
  override readonly name = 'ServerHostError';
  constructor(message: string) {
    super(errorText(message));
  }
}
