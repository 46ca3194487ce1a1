/** Reads the JSON or YAML file that a command sends. */
import { DataFileError, readDataFile } from '../../config/data-file.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

/** Throws a CommandError. What the server demands of the content, it checks. */
export function readBodyFile(path: string): unknown {
  try {
    return readDataFile(path).value;
  } catch (error) {
    throw error instanceof DataFileError ? new CommandError(error.message, EXIT_CODES.usage) : error;
  }
}
