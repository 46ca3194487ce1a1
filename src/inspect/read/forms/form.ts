/** A form in which people paste messages, and what a reader of one form finds in a text. */
import type { InputChunk } from '../../input/input-chunk.ts';
import type { TraceLine } from '../trace-lines.ts';

/** A message of which only the fields are there, not its bytes. */
export interface FieldMessage {
  /** `line 3`, `line 3, outgoing`. */
  readonly label: string;
  /** What the fields were written in. */
  readonly form: 'XML' | 'JSON';
  readonly mti: string;
  /** Number of the element → its text, or the fields within it. */
  readonly elements: ReadonlyMap<number, string | FieldTree>;
  /** Everything that is no element: bitmap, header, direction. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** Fields within a field. */
export interface FieldTree {
  readonly [name: string]: string | FieldTree;
}

export interface FormReading {
  readonly chunks: readonly InputChunk[];
  readonly fields: readonly FieldMessage[];
  /** Objects of a trace that stand on several lines each. */
  readonly lines: readonly TraceLine[];
  readonly notes: readonly string[];
  /** Messages that could not be read, each with its place: the command fails. */
  readonly faults: readonly string[];
  /** The text is certainly in this form, even if its bytes are no message. */
  readonly isCertain: boolean;
}

/** Reads one form; undefined if the text holds nothing in it. `source` names the text in notes. */
export type FormReader = (text: string, source: string) => FormReading | undefined;

export function formReading(parts: Partial<FormReading>): FormReading {
  return { chunks: [], fields: [], lines: [], notes: [], faults: [], isCertain: false, ...parts };
}
