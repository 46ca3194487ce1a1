/** What the process of the inspector does with one request: the text that `aksept inspect --json -` prints. */
import { InputError } from '../../inspect/input/notes.ts';
import { HEADER_KINDS } from '../../inspect/read/prefix.ts';
import { dialectsToTry, type InputOptions, openInput } from '../../inspect/session/open-input.ts';
import { inputJson, inputsText } from '../../inspect/show/input-json.ts';
import type { HeaderName } from '../../protocol/iso8583/dialect/dialect.ts';
import { type DialectName, loadDialect } from '../../protocol/iso8583/dialect/dialect-file.ts';

/** Empty members: found out. */
export interface InspectorOptions {
  readonly dialect: DialectName | '';
  readonly header: HeaderName | '';
  /** The instant near which times without a year are read. */
  readonly nearMs: number;
}

/** One line that the process reads. */
export interface InspectRequest extends InspectorOptions {
  readonly id: number;
  readonly text: string;
}

export interface Inspected {
  readonly refused: boolean;
  readonly text: string;
}

/** The name that the command gives what it reads from there. */
const SOURCE_NAME = 'standard input';

function optionsOf({ dialect, header, nearMs }: InspectorOptions): InputOptions {
  const asked = dialect === '' ? undefined : loadDialect(dialect);
  const kind = header === '' ? undefined : HEADER_KINDS.find(({ name }) => name === header);
  const readOptions = { dialect: asked, header: kind, tpdu: undefined };
  return { readOptions, dialects: dialectsToTry(asked), nearMs, kind: undefined, port: undefined };
}

/** Nothing of a text is kept: every request has a session and caches of its own. */
export function inspected(request: InspectRequest): Inspected {
  const options = optionsOf(request);
  try {
    const open = openInput({ name: SOURCE_NAME, bytes: Buffer.from(request.text) }, options);
    return { refused: false, text: `${inputsText([inputJson(open, options)])}\n` };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refused: true, text: error.message.replace(new RegExp(`^${SOURCE_NAME}`, 'i'), 'The text') };
  }
}
