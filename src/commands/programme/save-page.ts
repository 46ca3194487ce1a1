/** Saves a printable page of the back office. */
import { replaceFile } from '../../config/replace-file.ts';
import { checkOutputPath } from '../output-path.ts';
import { type OfficeFlags, officeClient } from './office-client.ts';
import { tell } from './office-output.ts';

export interface PrintFlags extends OfficeFlags {
  readonly out: string;
}

const OWNER_ONLY = 0o600;

/** `what` begins the sentence, such as "The letter is". Rejects with a CommandError. */
export async function savePage(path: string, what: string, flags: PrintFlags): Promise<void> {
  const { out } = flags;
  checkOutputPath('--out', out);
  // It names people.
  replaceFile(out, await officeClient(flags).text('GET', path), OWNER_ONLY);
  tell({ out }, `${what} in ${out}.`, flags);
}
