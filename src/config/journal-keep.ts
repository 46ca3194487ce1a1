/** The setting `journalKeep`: for how long, and up to how many bytes, a log is kept for history. */
import { ConfigError } from './config-error.ts';
import { DAY_MS } from './duration.ts';

export interface JournalKeep {
  readonly ageMs: number;
  readonly bytes: number;
}

const UNLIMITED: JournalKeep = { ageMs: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
const BYTES_PER_UNIT: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const FORM = /^(?:([1-9]\d{0,5})d)?,?(?:([1-9]\d{0,5})(MiB|GiB|TiB))?$/;

/** `400d,20GiB`, one of the two, or `all`. Throws a ConfigError of one sentence. */
export function parseJournalKeep(text: string): JournalKeep {
  if (text === 'all') return UNLIMITED;
  const [, days, size, unit = ''] = FORM.exec(text) ?? [];
  if (days === undefined && size === undefined)
    throw new ConfigError('journalKeep must be days, a size, or both, such as 400d,20GiB; all keeps everything.');
  return {
    ageMs: days === undefined ? UNLIMITED.ageMs : Number(days) * DAY_MS,
    bytes: size === undefined ? UNLIMITED.bytes : Number(size) * (BYTES_PER_UNIT[unit] ?? 1),
  };
}
