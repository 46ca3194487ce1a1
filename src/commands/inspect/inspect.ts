/**
 * `aksept inspect`: shows messages from hex text, files, captures and traces, element by element.
 */
import type { Command } from 'commander';
import pc from 'picocolors';
import { matchOf } from '../../inspect/diagnose/match.ts';
import { InputError, pluralize } from '../../inspect/input/notes.ts';
import { INPUT_KINDS, type Input } from '../../inspect/read/input.ts';
import { dialectOfMti, type InputOptions, type OpenInput, openInput } from '../../inspect/session/open-input.ts';
import { type Pairs, pairsOf } from '../../inspect/session/pairs.ts';
import { BRIEF_HEADINGS, briefCells, headingOf } from '../../inspect/show/brief-text.ts';
import { fieldMessageCells, fieldMessageText, shownFieldMessage } from '../../inspect/show/field-message-text.ts';
import { emptyNotes, type InputJson, inputJson, inputsText } from '../../inspect/show/input-json.ts';
import { matchJson, messageJson } from '../../inspect/show/json.ts';
import { examinedText } from '../../inspect/show/listing-text.ts';
import { matchText } from '../../inspect/show/match-text.ts';
import { traceLineText } from '../../inspect/show/trace-text.ts';
import { HEADER_NAMES } from '../../protocol/iso8583/dialect/dialect.ts';
import { CommandError, EXIT_CODES, note, print, printJson, table } from '../output.ts';
import { type InspectFlags, optionsOf, readSource } from './options.ts';

const EXAMPLES = `
Examples:
  $ aksept inspect message.hex                         hexadecimal text: plain, xxd, hexdump -C, Wireshark
  $ pbpaste | aksept inspect                           the clipboard
  $ aksept inspect log.txt                             byte strings, lists of bytes, base64, XML, JSON, log lines
  $ aksept inspect 30313030703000...                   the digits of a message
  $ aksept inspect --dialect 1987-bcd message.bin      the bytes of a message
  $ aksept inspect --port 8583 terminals.pcap          every message of a capture, TCP streams reassembled
  $ aksept inspect --brief terminals.pcap              one line per message
  $ aksept inspect trace.ndjson                        the lines of a trace, field by field
  $ aksept inspect --match request.hex response.hex    whether a client would match the two, and if not, why
  $ aksept inspect --match --port 8583 terminals.pcap  the same for all requests of a capture

Without --dialect and --header, inspect detects them. Card numbers are shown with their first 6 and last 4 digits,
PIN blocks and tracks not at all. A broken message is shown up to the error, with the most likely cause.
Exit codes: 0 success, 1 a message is broken or does not match, 2 wrong usage.`;

interface Shown {
  readonly color: boolean;
  readonly full: boolean;
  readonly brief: boolean;
  readonly json: boolean;
}

/** Prints the fields of trace lines. */
function showLines(input: Input, options: InputOptions, shown: Shown): void {
  for (const line of input.lines) {
    const named = options.dialects.find(({ name }) => name === line.others['codec']);
    const dialect = options.readOptions.dialect ?? named ?? options.dialects[0];
    if (dialect !== undefined) print(`${traceLineText(line, dialect, shown)}\n`);
  }
}

/** What was shown of an input. */
interface Tally {
  rows: (readonly string[])[];
  count: number;
  broken: number;
}

/** Messages of which only the fields are there. */
function showFields({ input }: OpenInput, options: InputOptions, shown: Shown, tally: Tally): void {
  for (const message of input.fields) {
    const dialect = options.readOptions.dialect ?? dialectOfMti(message.mti, options.dialects);
    if (dialect === undefined) continue;
    tally.count += 1;
    const listed = shownFieldMessage(message, dialect, options.nearMs);
    if (shown.brief) tally.rows.push(fieldMessageCells(listed, tally.count));
    else {
      const heading =
        input.fields.length + input.chunks.length === 1
          ? ''
          : `${pc.createColors(shown.color).bold(`#${tally.count}  ${message.label}`)}\n`;
      print(`${heading}${fieldMessageText(listed, shown)}\n`);
    }
  }
}

function showMessages({ input, session }: OpenInput, shown: Shown, tally: Tally): void {
  for (const message of session.examined(input.chunks)) {
    tally.count += 1;
    if (message.examined.broken !== undefined) tally.broken += 1;
    if (shown.brief) tally.rows.push(briefCells(message, tally.count));
    else {
      const isOnly = input.chunks.length === 1 && message.label === '';
      const heading = isOnly ? '' : `${pc.createColors(shown.color).bold(headingOf(message, tally.count))}\n`;
      print(`${heading}${examinedText(message.examined, shown)}\n`);
    }
  }
}

/** Returns whether it failed: a message is broken or could not be read, or there is none. */
function inspectOne(seen: OpenInput, options: InputOptions, shown: Shown): boolean {
  const { input, session } = seen;
  if (!shown.brief) showLines(input, options, shown);
  const tally: Tally = { rows: [], count: 0, broken: 0 };
  showFields(seen, options, shown, tally);
  showMessages(seen, shown, tally);
  const faults = [...input.faults, ...emptyNotes(seen, tally.count)];
  if (tally.rows.length > 0) print(table(BRIEF_HEADINGS, tally.rows));
  for (const sentence of [...input.notes, ...session.notes.sentences()]) note(`Note: ${sentence}`);
  for (const sentence of faults) note(`aksept: ${sentence}`);
  if (tally.count > 1) print(`${tally.count} messages, ${tally.broken === 0 ? 'all in order' : `${tally.broken} of them broken`}.`);
  return tally.broken > 0 || faults.length > 0;
}

/** Compares each request with its response. Returns the number of clients that would time out. */
function showPairs({ pairs, unmatched, unread }: Pairs, notes: readonly string[], shown: Shown): number {
  const matches: unknown[] = [];
  let failed = unmatched.length + unread.length;
  for (const { request, response } of pairs) {
    const broken = [request, ...(response === undefined ? [] : [response])].filter(({ examined }) => examined.broken !== undefined);
    const heading = [request, response]
      .map((message) => [message?.label, message?.packet ? `packet ${message.packet}` : ''].filter(Boolean).join(', '))
      .filter(Boolean)
      .join('  and  ');
    if (!shown.json && heading !== '') print(pc.createColors(shown.color).bold(heading));
    if (response === undefined || broken.length > 0) {
      failed += 1;
      const sentence = response === undefined ? 'Nothing answers this request.' : 'They cannot be compared: not both read whole.';
      if (shown.json) matches.push({ matches: false, sentence, messages: broken.map(messageJson) });
      else print([...broken.map(({ examined }) => examinedText(examined, shown)), sentence, ''].join('\n'));
      continue;
    }
    const match = matchOf(request.examined.attempt, response.examined.attempt);
    if (!match.matches) failed += 1;
    if (shown.json) matches.push(matchJson(match));
    else print(`${matchText(match, shown.color)}\n`);
  }
  if (shown.json) printJson({ matches, strays: unmatched.map(messageJson), unread: unread.map(messageJson), notes });
  else showRest({ pairs, unmatched, unread }, notes, shown);
  return failed;
}

function showRest({ pairs, unmatched, unread }: Pairs, notes: readonly string[], shown: Shown): void {
  for (const message of unread) print(`${message.label}\n${examinedText(message.examined, shown)}\n`);
  for (const message of unmatched) {
    print(
      `${message.label === '' ? 'A response' : message.label}: ${message.examined.attempt.unpacked.mti} answers no request that is here.`,
    );
  }
  for (const sentence of notes) note(`Note: ${sentence}`);
  if (pairs.length === 0) print('There is no request to compare with.');
}

/** Two messages are always compared; of more messages, each request with its response. */
function compare(seen: readonly OpenInput[], shown: Shown): number {
  const messages = seen.flatMap(({ input, session }) => [...session.examined(input.chunks)]);
  const notes = seen.flatMap(({ input, session }) => [...input.notes, ...input.faults, ...session.notes.sentences()]);
  const fields = seen.reduce((sum, { input }) => sum + input.fields.length, 0);
  if (fields > 0)
    notes.push(`${pluralize(fields, 'message')} of fields only ${fields === 1 ? 'is' : 'are'} left out: --match compares bytes.`);
  const [first, second] = messages;
  if (first === undefined || second === undefined) {
    throw new CommandError('--match needs a request and its response: two inputs, or one with several messages.', EXIT_CODES.usage);
  }
  const isTwo = messages.length === 2;
  return showPairs(isTwo ? { pairs: [{ request: first, response: second }], unmatched: [], unread: [] } : pairsOf(messages), notes, shown);
}

async function inspect(inputs: readonly string[], flags: InspectFlags): Promise<void> {
  const options = optionsOf(flags, Date.now());
  const shown = {
    color: process.stdout.isTTY === true && pc.isColorSupported,
    full: flags.full === true,
    brief: flags.brief === true,
    json: flags.json === true,
  };
  const seen: OpenInput[] = [];
  for (const argument of inputs.length === 0 ? ['-'] : inputs) seen.push(openInput(await readSource(argument), options));
  if (flags.match === true) {
    process.exitCode = compare(seen, shown) === 0 ? EXIT_CODES.fine : EXIT_CODES.failed;
    return;
  }
  const failed = shown.json ? showJson(seen.map((one) => inputJson(one, options))) : showAll(seen, options, shown);
  process.exitCode = failed ? EXIT_CODES.failed : EXIT_CODES.fine;
}

function showJson(inputs: readonly InputJson[]): boolean {
  print(inputsText(inputs));
  return inputs.some(({ failed }) => failed);
}

function showAll(seen: readonly OpenInput[], options: InputOptions, shown: Shown): boolean {
  let failed = false;
  for (const one of seen) {
    if (seen.length > 1) print(pc.createColors(shown.color).bold(`${one.source.name}:`));
    failed = inspectOne(one, options, shown) || failed;
  }
  return failed;
}

export function registerInspect(program: Command): void {
  program
    .command('inspect')
    .description('show every element of messages, and what is wrong with them')
    .argument('[input...]', 'files, - for standard input, or the hexadecimal digits of a message')
    .option('--input <kind>', `form of the input: ${INPUT_KINDS.join(', ')} (default: detected)`)
    .option('--dialect <name>', 'dialect, or path of a dialect file (default: detected)')
    .option('--header <kind>', `length header in front of each message: ${HEADER_NAMES.join(', ')}, with +inclusive, or none`)
    .option('--tpdu', 'a TPDU of 5 bytes precedes the MTI')
    .option('--no-tpdu', 'no TPDU')
    .option('--port <n>', "in a capture: the host's TCP port; other connections are ignored")
    .option('--match', 'compare a request with its response')
    .option('--brief', 'print one line per message')
    .option('--full', 'print all bytes and full values')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: readonly string[], flags: InspectFlags) => {
      try {
        await inspect(inputs, flags);
      } catch (error) {
        throw error instanceof InputError ? new CommandError(error.message) : error;
      }
    });
}
