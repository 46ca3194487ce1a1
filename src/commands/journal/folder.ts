/** The folder of a store as commands take it: a path, or file:PATH as in the setting `store`. */
import { type Files, filesIn } from '../../limits/stores/file/files.ts';

const FILE_FORM = /^file:/;

export function folderOf(given: string): string {
  return given.replace(FILE_FORM, '');
}

export function filesOf(given: string): Files {
  return filesIn(folderOf(given));
}
