/** All of one input as JSON: `aksept inspect --json` prints it, and POST /v1/inspect answers with it. */
import type { Input } from '../read/input.ts';
import { dialectOfMti, type InputOptions, type OpenInput } from '../session/open-input.ts';
import { fieldMessageJson, shownFieldMessage } from './field-message-text.ts';
import { messageJson } from './json.ts';
import { traceLineJson } from './trace-text.ts';

export interface InputJson {
  readonly json: Readonly<Record<string, unknown>>;
  /** A message is broken or could not be read, or there is none. */
  readonly failed: boolean;
}

/** The sentence about an input without messages; none when others say why. */
export function emptyNotes({ source, input }: OpenInput, messages: number): readonly string[] {
  const traced = input.lines.reduce((sum, line) => sum + line.messages.length, 0);
  return messages + traced === 0 && input.faults.length === 0 ? [`${source.name} holds no message.`] : [];
}

function linesJson(input: Input, { readOptions, dialects }: InputOptions): readonly unknown[] {
  return input.lines.flatMap((line) => {
    const named = dialects.find(({ name }) => name === line.others['codec']);
    const dialect = readOptions.dialect ?? named ?? dialects[0];
    return dialect === undefined ? [] : [traceLineJson(line, dialect)];
  });
}

/** Messages of which only the fields are there. */
function fieldsJson(input: Input, { readOptions, dialects, nearMs }: InputOptions): readonly unknown[] {
  return input.fields.flatMap((message) => {
    const dialect = readOptions.dialect ?? dialectOfMti(message.mti, dialects);
    return dialect === undefined ? [] : [fieldMessageJson(shownFieldMessage(message, dialect, nearMs))];
  });
}

export function inputJson(open: OpenInput, options: InputOptions): InputJson {
  const { source, input, session } = open;
  const lines = linesJson(input, options);
  const messages = [...fieldsJson(input, options)];
  let broken = 0;
  for (const message of session.examined(input.chunks)) {
    if (message.examined.broken !== undefined) broken += 1;
    messages.push(messageJson(message));
  }
  const faults = [...input.faults, ...emptyNotes(open, messages.length)];
  const json = {
    source: source.name,
    kind: input.kind,
    ...(lines.length === 0 ? {} : { lines }),
    messages,
    notes: [...input.notes, ...session.notes.sentences()],
    ...(faults.length === 0 ? {} : { faults }),
  };
  return { json, failed: broken > 0 || faults.length > 0 };
}

/** The whole text of the JSON, as the command prints it. */
export function inputsText(inputs: readonly InputJson[]): string {
  return JSON.stringify({ inputs: inputs.map(({ json }) => json) }, undefined, 2);
}
