/**
 * `aksept trace`: makes traces from journals and captures, and card files and profiles from traces.
 */
import type { Command } from 'commander';
import { writeCardFile } from '../../cards/card-file.ts';
import { pluralize } from '../../protocol/plural.ts';
import { readTrace } from '../../trace/format/trace-file.ts';
import { testCardsOf } from '../../trace/replay/test-cards.ts';
import { note, print, printJson } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { exportCapture } from './capture.ts';
import { type ExportFlags, exportJournal, JOURNAL_ENTRIES } from './export.ts';

const EXAMPLES = `
Examples:
  $ aksept trace cards today.ndjson --out cards.json   a synthetic test card for each card of the trace
  $ aksept trace profiles today.ndjson > mine.json     the limit profiles of the trace; change them and pass them to
                                                       aksept replay --profiles
  $ aksept trace export --store file:./data/store --out journal.ndjson
                                                       the log of a file store as a trace, also while a server runs on it
  $ aksept trace export --store redis://127.0.0.1:6379/0 --out journal.ndjson
                                                       the journal of a store in Redis as a trace
  $ aksept trace capture line.pcap --codec iso8583:1987-ascii --out line.ndjson
                                                       the requests and responses of a capture as a trace
Record traces with aksept serve --record FILE and replay them with aksept replay. The format is in docs/traces.md.`;

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
    .requiredOption('--store <url>', 'store, such as file:./data/store or redis://127.0.0.1:6379/0')
    .requiredOption('--out <path>', 'trace to write')
    .option('--redis-prefix <text>', 'prefix of every Redis key')
    .option('--profiles <path>', 'file of limit profiles')
    .option('--config <path>', 'file of settings, JSON or YAML')
    .option('--entries <n>', 'read at most this many of the newest entries', JOURNAL_ENTRIES)
    .action((flags: ExportFlags, command: Command) => exportJournal(flags, command));
}
