import { errorText } from '../cards/card-data/card-data.ts';

/** A wrong setting. The message is one sentence that names the setting and its source. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}
