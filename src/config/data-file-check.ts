/** Checks a data file against a zod schema, and says where in the file its mistakes are. */
import { type DataFile, DataFileError } from './data-file.ts';
import { placeOf } from './known-words.ts';
import { ended, type Mistake, type MistakeList, type Path } from './mistakes.ts';

/** `file:line: trades.taxis.mcc must be ...`. */
export function sentenceIn(file: Pick<DataFile, 'place'>, { path, at, what }: Mistake): string {
  return `${file.place(at)}: ${placeOf(path)} ${ended(what)}`;
}

/** Throws a DataFileError such as `file:line: trades.taxis.mcc must be ...`. */
export function refuseAt(file: Pick<DataFile, 'place'>, path: Path, what: string): never {
  throw new DataFileError(sentenceIn(file, { path, at: path, what }));
}

/** Puts mistakes of a file into the list. */
export function addMistakes(list: MistakeList, file: Pick<DataFile, 'place'>, mistakes: readonly Mistake[]): void {
  for (const mistake of mistakes) list.add(sentenceIn(file, mistake));
}
