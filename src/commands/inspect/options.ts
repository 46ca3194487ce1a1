/** Checks the flags of `aksept inspect` and reads its inputs. */
import { readFileSync, statSync } from 'node:fs';
import { quotable } from '../../cards/card-data/card-data.ts';
import { INPUT_BYTES_MAX } from '../../inspect/input/input-limits.ts';
import { INPUT_KINDS } from '../../inspect/read/input.ts';
import { HEADER_KINDS } from '../../inspect/read/prefix.ts';
import { dialectsToTry, type InputOptions, type Source } from '../../inspect/session/open-input.ts';
import { DialectError, loadDialect } from '../../protocol/iso8583/dialect/dialect-file.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

export interface InspectFlags {
  readonly input?: string;
  readonly dialect?: string;
  readonly header?: string;
  readonly tpdu?: boolean;
  readonly port?: string;
  readonly match?: boolean;
  readonly brief?: boolean;
  readonly full?: boolean;
  readonly json?: boolean;
}

const PORT_MAX = 65_535;
/** An argument of at least 20 hexadecimal digits that names no file is the message itself. */
const HEX_ARGUMENT = /^(?:0x)?[0-9a-fA-F][0-9a-fA-F\s:]{19,}$/;

function usage(sentence: string): CommandError {
  return new CommandError(sentence, EXIT_CODES.usage);
}

function headerOf(name: string | undefined): InputOptions['readOptions']['header'] {
  if (name === undefined || name === 'none') return name;
  const found = HEADER_KINDS.find((kind) => kind.name === name);
  if (found !== undefined) return found;
  throw usage(`--header ${name} is not known; take one of ${HEADER_KINDS.map((kind) => kind.name).join(', ')}, or none.`);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= PORT_MAX) return port;
  throw usage(`--port must be a TCP port, 1 to ${PORT_MAX}.`);
}

function kindOf(name: string | undefined): InputOptions['kind'] {
  const found = INPUT_KINDS.find((kind) => kind === name);
  if (name === undefined || found !== undefined) return found;
  throw usage(`--input must be one of ${INPUT_KINDS.join(', ')}.`);
}

/** Throws a CommandError. Dates without a year are taken to be near `nowMs`. */
export function optionsOf(flags: InspectFlags, nowMs: number): InputOptions {
  try {
    const asked = flags.dialect === undefined ? undefined : loadDialect(flags.dialect);
    return {
      readOptions: { dialect: asked, header: headerOf(flags.header), tpdu: flags.tpdu },
      dialects: dialectsToTry(asked),
      nearMs: nowMs,
      kind: kindOf(flags.input),
      port: portOf(flags.port),
    };
  } catch (error) {
    if (error instanceof DialectError) throw usage(`--dialect: ${error.message}`);
    throw error;
  }
}

async function readStandardInput(): Promise<Source> {
  if (process.stdin.isTTY === true) throw usage('Give a file, or send the message to standard input; aksept inspect --help has examples.');
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > INPUT_BYTES_MAX) throw usage(`Standard input is larger than ${INPUT_BYTES_MAX} bytes; give a part of it.`);
    chunks.push(chunk);
  }
  return { name: 'standard input', bytes: Buffer.concat(chunks) };
}

/** Reads an argument: a file, `-`, or the digits of a message. Throws a CommandError. */
export async function readSource(argument: string): Promise<Source> {
  if (argument === '-') return readStandardInput();
  try {
    if (statSync(argument).size > INPUT_BYTES_MAX)
      throw usage(`${quotable(argument)} is larger than ${INPUT_BYTES_MAX} bytes; give a part of it.`);
    return { name: quotable(argument), bytes: readFileSync(argument) };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (HEX_ARGUMENT.test(argument)) return { name: 'the argument', bytes: Buffer.from(argument, 'latin1') };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // A long argument may be a message with card data, so the error does not quote it.
    throw usage(
      `${argument.length > 60 ? 'The argument' : quotable(argument)} cannot be read (${code}); give a file, - for standard input, or at least 20 hexadecimal digits.`,
    );
  }
}
