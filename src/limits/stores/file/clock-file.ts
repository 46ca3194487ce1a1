/** The instant of a simulated clock, in a file of the store's folder. */
import { isoOf } from '../../clock/iso-of.ts';
import type { KeptInstant } from '../../clock/kept-instant.ts';
import type { Files } from './files.ts';
import { readStart } from './log/segment-files.ts';
import { StoreFileError } from './store-file-error.ts';
import { writeWhole } from './whole-file.ts';

export const CLOCK_FILE = 'clock.json';
const UNFINISHED = 'clock.unfinished';
const BYTES_MAX = 4_096;

/** The folder is locked, so one process moves it at a time. */
export function clockFile(files: Files): KeptInstant {
  const read = async (): Promise<number | undefined> => ((await files.list()).includes(CLOCK_FILE) ? readInstant(files) : undefined);
  return {
    where: `the store in ${files.path}`,
    isShared: false,
    read,
    advance: async (toMs) => {
      const keptMs = await read();
      if (keptMs !== undefined && keptMs >= toMs) return keptMs;
      await writeWhole(files, CLOCK_FILE, UNFINISHED, `${JSON.stringify({ instantMs: toMs, instant: isoOf(toMs) })}\n`);
      return toMs;
    },
  };
}

async function readInstant(files: Files): Promise<number> {
  const text = (await readStart(files, CLOCK_FILE, BYTES_MAX)).toString('utf8');
  const instantMs = Number(/"instantMs":\s*(\d{1,15})\b/.exec(text)?.[1]);
  if (Number.isInteger(instantMs)) return instantMs;
  throw new StoreFileError(`${files.path}/${CLOCK_FILE} is damaged; restore it from a copy.`);
}
