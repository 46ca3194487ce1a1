/** A setting that can't be used. The message is one sentence that names the setting and where it came from. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
