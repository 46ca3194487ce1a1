import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { writeCardFile } from '../../cards/card-file.ts';
import { HOUR_MS } from '../../config/duration.ts';
import { loadSettings, settingsWith } from '../../config/settings.ts';
import { BUILT_IN_PROFILES } from '../../limits/rules/profile.ts';
import { createPanTokenizer } from '../../pin/pan-token.ts';
import type { Trace } from '../../trace/format.ts';
import { fromCapture } from '../../trace/from-capture.ts';
import { fromJournal } from '../../trace/from-journal.ts';
import { populationOf } from '../../trace/population.ts';
import { readTrace, traceLines } from '../../trace/trace-file.ts';
import { CommandError, EXIT_CODES, note, print, printJson } from '../output.ts';
import { type CaptureFlags, readCaptured } from './capture.ts';

const EXAMPLES = `
Examples:
  $ aksept trace cards today.ndjson --out cards.json   a test population: a synthetic card for each of the trace
  $ aksept trace profiles today.ndjson > mine.json     the limit profiles that it was decided by, to change and give to
                                                       aksept replay --profiles
  $ aksept trace export --store redis://127.0.0.1:6379/0 --out journal.ndjson
                                                       what the journal of a store tells
  $ aksept trace capture line.pcap --codec iso8583:1987-ascii --out line.ndjson
                                                       requests and responses of a capture
Traces are recorded with aksept serve --record FILE and replayed with aksept replay; docs/traces.md has the format.`;

const JOURNAL_ENTRIES = '10000';
const JOURNAL_ENTRIES_MAX = 1_000_000;

function writeTrace(path: string, trace: Trace): void {
  try {
    writeFileSync(path, `${[...traceLines(trace)].join('\n')}\n`, { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The trace ${path} can not be written (${code}); choose another path with --out.`);
  }
}

function cards(path: string, flags: { readonly out: string }): void {
  const { trace, notes } = readTrace(path);
  const population = populationOf(trace);
  for (const sentence of [...notes, ...population.notes]) note(sentence);
  writeCardFile(flags.out, population.cards);
  print(`${population.cards.length} cards for ${path}; PANs and PINs (synthetic) are in ${flags.out}.`);
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
  const entriesMax = /^\d{1,7}$/.test(flags.entries) ? Number(flags.entries) : 0;
  if (entriesMax < 1 || entriesMax > JOURNAL_ENTRIES_MAX) {
    throw new CommandError(`--entries must be a whole number from 1 to ${JOURNAL_ENTRIES_MAX}.`, EXIT_CODES.usage);
  }
  const { out: _out, entries: _entries, ...given } = command.opts<Record<string, unknown>>();
  const settings = loadSettings(given);
  const [{ openStore }, { createLog }] = await Promise.all([import('../../server/app.ts'), import('../../server/log.ts')]);
  const opened = await openStore(settings, createLog('error'));
  try {
    const trace = await fromJournal(opened.store, opened.profiles, settings, entriesMax);
    writeTrace(flags.out, trace);
    print(`${trace.happenings.length} entries of the journal of ${opened.store.description}: ${flags.out}`);
    note(`The journal does not hold ${trace.header.lacks.join(', ')}; a recording does (aksept serve --record).`);
  } finally {
    await opened.store.close();
  }
}

interface CaptureOptions extends CaptureFlags {
  readonly out: string;
  readonly balance: string;
}

function exportCapture(path: string, flags: CaptureOptions): void {
  if (!/^\d{1,10}$/.test(flags.balance)) throw new CommandError('--balance must be a whole number of NOK.', EXIT_CODES.usage);
  const { seen, ring, notes } = readCaptured(path, flags);
  const { panPrefixes, assumedCountry, svalbardIsDomestic, unknownOriginal, completionToleranceMinor, ...settings } = settingsWith();
  const rules = {
    panPrefixes: [...panPrefixes],
    assumedCountry,
    svalbardIsDomestic,
    unknownOriginal,
    completionToleranceMinor,
    holdMs: settings.holdHours * HOUR_MS,
    fuelHoldMs: settings.fuelHoldHours * HOUR_MS,
  };
  const { trace, unanswered, strays } = fromCapture(seen, {
    rules,
    profiles: BUILT_IN_PROFILES,
    tokenOf: createPanTokenizer(ring),
    keyRing: flags.keys === undefined ? '' : ring.id,
    release: '',
    balanceMinor: Number(flags.balance) * 100,
  });
  for (const sentence of notes) note(sentence);
  if (trace.happenings.length === 0)
    throw new CommandError(`${path} holds no request with its response in ${flags.codec}; check --codec and --port.`);
  writeTrace(flags.out, trace);
  print(`${trace.happenings.length} exchanges of ${path}: ${flags.out}`);
  if (unanswered > 0) note(`${unanswered} requests without a response are left out.`);
  if (strays > 0) note(`${strays} responses to nothing that was seen are left out.`);
  note(`A capture does not hold ${trace.header.lacks.join(', ')}; a recording does (aksept serve --record).`);
}

export function registerTrace(program: Command): void {
  const trace = program.command('trace').description('make traces of other things, and things of traces').addHelpText('after', EXAMPLES);
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
    .requiredOption('--codec <name>', 'what is spoken there: iso8583:DIALECT with options such as +4a, or protobuf')
    .requiredOption('--out <path>', 'trace to write')
    .option('--port <n>', "the host's TCP port")
    .option('--keys <path>', 'key ring that names the cards; without it names are made up')
    .option('--balance <nok>', 'what each card is taken to begin with', '100000')
    .action(exportCapture);
  trace
    .command('export')
    .description('write what the journal of a store holds as a trace')
    .requiredOption('--store <url>', 'store, such as redis://127.0.0.1:6379/0')
    .requiredOption('--out <path>', 'trace to write')
    .option('--redis-prefix <text>', 'what every Redis key starts with')
    .option('--profiles <path>', 'file of limit profiles')
    .option('--config <path>', 'JSON file of settings')
    .option('--entries <n>', 'newest entries at most', JOURNAL_ENTRIES)
    .action((flags: ExportFlags, command: Command) => exportJournal(flags, command));
}
