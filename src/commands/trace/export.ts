/** `aksept trace export`: the journal of a store, or the log of a file store, as a trace. */
import type { Command } from 'commander';
import { loadSettings } from '../../config/settings.ts';
import type { Settings } from '../../config/settings-table.ts';
import { pluralize } from '../../protocol/plural.ts';
import { fromJournal } from '../../trace/convert/from-journal.ts';
import { fromLog } from '../../trace/convert/from-log.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { CommandError, EXIT_CODES, note, print } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { writeTrace } from './write-trace.ts';

export const JOURNAL_ENTRIES = '10000';
const JOURNAL_ENTRIES_MAX = 1_000_000;
const FILE_STORE = 'file:';

export interface ExportFlags {
  readonly store: string;
  readonly out: string;
  readonly entries: string;
}

export async function exportJournal(flags: ExportFlags, command: Command): Promise<void> {
  checkOutputPath('--out', flags.out);
  const entriesMax = /^\d{1,7}$/.test(flags.entries) ? Number(flags.entries) : 0;
  if (entriesMax < 1 || entriesMax > JOURNAL_ENTRIES_MAX) {
    throw new CommandError(`--entries must be a whole number from 1 to ${JOURNAL_ENTRIES_MAX}.`, EXIT_CODES.usage);
  }
  const { out: _out, entries: _entries, ...given } = command.opts<Record<string, unknown>>();
  const settings = loadSettings(given);
  const { trace, source } = await (settings.store.startsWith(FILE_STORE) ? ofLog(settings, entriesMax) : ofStore(settings, entriesMax));
  writeTrace(flags.out, trace, 'choose another path with --out');
  print(`${pluralize(trace.events.length, 'entry', 'entries')} of the journal of ${source}: ${flags.out}`);
  note(`The journal does not contain ${trace.header.lacks.join(', ')}; a recording does (aksept serve --record).`);
}

interface Exported {
  readonly trace: Trace;
  /** The store without credentials, which its address may hold. */
  readonly source: string;
}

async function ofStore(settings: Settings, entriesMax: number): Promise<Exported> {
  const [{ openStore }, { createLog }] = await Promise.all([import('../../server/stores.ts'), import('../../server/log.ts')]);
  const { store, profiles } = await openStore(settings, createLog('error'));
  try {
    return { trace: await fromJournal(store, profiles, settings, entriesMax), source: store.description };
  } finally {
    await store.close();
  }
}

/** Reads the log as it lies on disk, so that a server may run on it. */
async function ofLog(settings: Settings, entriesMax: number): Promise<Exported> {
  const { openProfiles } = await import('../../server/profile-setting.ts');
  const { trace, notes } = await fromLog(settings.store.slice(FILE_STORE.length), openProfiles(settings.profiles), settings, {
    entriesMax,
  });
  for (const sentence of notes) note(sentence);
  return { trace, source: settings.store };
}
