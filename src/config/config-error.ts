import { errorText } from '../cards/card-data/card-data.ts';

/** A wrong setting. The message is one sentence that names the setting and its source. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(message: string) {
    super(errorText(message));
  }
}
