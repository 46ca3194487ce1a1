/**
 * `aksept trace`: makes traces from journals and captures, and card files and profiles from traces.
 */
import type { Command } from 'commander';
import { writeCardFile } from '../../cards/card-file.ts';
import { loadSettings } from '../../config/settings.ts';
import { pluralize } from '../../protocol/plural.ts';
import { fromJournal } from '../../trace/convert/from-journal.ts';
import { readTrace } from '../../trace/format/trace-file.ts';
import { testCardsOf } from '../../trace/replay/test-cards.ts';
import { CommandError, EXIT_CODES, note, print, printJson } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { exportCapture } from './capture.ts';
import { writeTrace } from './write-trace.ts';

const EXAMPLES = `
Examples:
  $ aksept trace cards today.ndjson --out cards.json   a synthetic test card for each card of the trace
  $ aksept trace profiles today.ndjson > mine.json     the limit profiles of the trace; change them and pass them to
                                                       aksept replay --profiles
  $ aksept trace export --store redis://127.0.0.1:6379/0 --out journal.ndjson
                                                       the journal of a store as a trace
  $ aksept trace capture line.pcap --codec iso8583:1987-ascii --out line.ndjson
                                                       the requests and responses of a capture as a trace
Record traces with aksept serve --record FILE and replay them with aksept replay. The format is in docs/traces.md.`;

const JOURNAL_ENTRIES = '10000';
const JOURNAL_ENTRIES_MAX = 1_000_000;

function cards(path: string, flags: { readonly out: string }): void {
  checkOutputPath('--out', flags.out);
  const { trace, notes } = readTrace(path);
  const testCards = testCardsOf(trace);
  for (const sentence of [...notes, ...testCards.notes]) note(sentence);
  writeCardFile(flags.out, testCards.cards);
  print(`${pluralize(testCards.cards.length, 'card')} for ${path}; PANs and PINs (synthetic) are in ${flags.out}.`);
}

function profiles(path: string): void {
  const { trace, notes } = readTrace(path);
  for (const sentence of notes) note(sentence);
  printJson({ profiles: trace.header.profiles });
}

interface ExportFlags {
  readonly store: string;
  readonly out: string;
  readonly entries: string;
}

async function exportJournal(flags: ExportFlags, command: Command): Promise<void> {
  checkOutputPath('--out', flags.out);
  const entriesMax = /^\d{1,7}$/.test(flags.entries) ? Number(flags.entries) : 0;
  if (entriesMax < 1 || entriesMax > JOURNAL_ENTRIES_MAX) {
    throw new CommandError(`--entries must be a whole number from 1 to ${JOURNAL_ENTRIES_MAX}.`, EXIT_CODES.usage);
  }
  const { out: _out, entries: _entries, ...given } = command.opts<Record<string, unknown>>();
  const settings = loadSettings(given);
  const [{ openStore }, { createLog }] = await Promise.all([import('../../server/stores.ts'), import('../../server/log.ts')]);
  const opened = await openStore(settings, createLog('error'));
  try {
    const trace = await fromJournal(opened.store, opened.profiles, settings, entriesMax);
    writeTrace(flags.out, trace, 'choose another path with --out');
    print(`${pluralize(trace.events.length, 'entry', 'entries')} of the journal of ${opened.store.description}: ${flags.out}`);
    note(`The journal does not contain ${trace.header.lacks.join(', ')}; a recording does (aksept serve --record).`);
  } finally {
    await opened.store.close();
  }
}

export function registerTrace(program: Command): void {
  const trace = program
    .command('trace')
    .description('make traces from journals and captures, and card files and limit profiles from traces')
    .addHelpText('after', EXAMPLES);
  trace
    .command('cards')
    .description('write a card file with a synthetic card for each card of the trace')
    .argument('<trace>', 'trace file')
    .requiredOption('--out <path>', 'card file to write')
    .action(cards);
  trace.command('profiles').description('print the limit profiles of a trace').argument('<trace>', 'trace file').action(profiles);
  trace
    .command('capture')
    .description('write the requests and responses of a capture (pcap, pcapng) as a trace')
    .argument('<capture>', 'capture file')
    .requiredOption('--codec <name>', 'wire format: iso8583:DIALECT with options such as +4a, or protobuf')
    .requiredOption('--out <path>', 'trace to write')
    .option('--port <n>', "the host's TCP port")
    .option('--keys <path>', 'key ring that gives the cards their tokens (default: a new one)')
    .option('--balance <nok>', 'assumed opening balance of each card, in NOK', '100000')
    .action(exportCapture);
  trace
    .command('export')
    .description('write the journal of a store as a trace')
    .requiredOption('--store <url>', 'store, such as redis://127.0.0.1:6379/0')
    .requiredOption('--out <path>', 'trace to write')
    .option('--redis-prefix <text>', 'prefix of every Redis key')
    .option('--profiles <path>', 'file of limit profiles')
    .option('--config <path>', 'JSON file of settings')
    .option('--entries <n>', 'read at most this many of the newest entries', JOURNAL_ENTRIES)
    .action((flags: ExportFlags, command: Command) => exportJournal(flags, command));
}
