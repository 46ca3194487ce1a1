/** A wrong setting. The message is one sentence that names the setting and its source. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
