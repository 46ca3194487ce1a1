/** Reads a JSON file that a setting names. */
import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/** `setting` is the name of the setting, for the error. Throws a ConfigError. */
export function readJsonFile(path: string, setting: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(`The file ${path} cannot be read (${code}); check the setting ${setting}.`);
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new ConfigError(`${path}: this is not JSON; correct the file.`);
  }
}
