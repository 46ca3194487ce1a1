/** The folder of a store as commands take it: a path, or file:PATH as in the setting `store`. */
import { type Files, filesIn } from '../../limits/stores/file/files.ts';
import { systemErrorOf } from '../../limits/stores/file/store-file-error.ts';

const FILE_FORM = /^file:/;

export function folderOf(given: string): string {
  return given.replace(FILE_FORM, '');
}

export function filesOf(given: string): Files {
  return filesIn(folderOf(given));
}

/** What the system refuses is one sentence. */
export function inFolder<A extends readonly unknown[]>(command: (given: string, ...args: A) => Promise<void>): typeof command {
  return async (given, ...args) => {
    try {
      await command(given, ...args);
    } catch (error) {
      throw systemErrorOf(folderOf(given), error);
    }
  };
}
