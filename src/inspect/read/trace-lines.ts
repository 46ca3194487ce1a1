/**
 * Reads NDJSON traces: each line is a JSON object with a request and response, as fields or as hex.
 */

import { type InputChunk, inputChunk } from '../input/input-chunk.ts';
import { TRACE_LINE_BYTES_MAX, TRACE_LINES_MAX } from '../input/input-limits.ts';
import { InputError, Notes } from '../input/notes.ts';

/** Members that hold a message as hex, and its direction. */
const HEX_MEMBERS = { hex: 'unknown', requestHex: 'toHost', responseHex: 'fromHost' } as const;
/** Members that hold a message as named fields, and its direction. */
const FIELD_MEMBERS = { request: 'toHost', response: 'fromHost' } as const;
/** Members that hold the time, in milliseconds or as ISO 8601. */
const TIME_MEMBERS = ['timeMs', 'instantMs', 'atMs', 'at', 'time', 'instant'] as const;

export type FieldMember = keyof typeof FIELD_MEMBERS;

/** A message as named fields. */
export interface TracedFields {
  readonly member: FieldMember;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface TraceLine {
  /** From 1. */
  readonly number: number;
  /** Unix milliseconds; NaN if the line has no time. */
  readonly timeMs: number;
  readonly chunks: readonly InputChunk[];
  readonly messages: readonly TracedFields[];
  /** All other members. */
  readonly others: Readonly<Record<string, unknown>>;
}

export interface Trace {
  readonly lines: readonly TraceLine[];
  readonly notes: readonly string[];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // The parser's message may quote the line, so it is dropped.
    return undefined;
  }
}

/** Whether the first line that is not empty is a JSON object. */
export function isTrace(text: string): boolean {
  const start = text.trimStart();
  const end = start.indexOf('\n');
  return start.startsWith('{') && parsed(end < 0 ? start : start.slice(0, end)) !== undefined;
}

function timeOf(line: Readonly<Record<string, unknown>>): number {
  for (const member of TIME_MEMBERS) {
    const value = line[member];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return Date.parse(value);
  }
  return Number.NaN;
}

function chunksOf(line: Readonly<Record<string, unknown>>, number: number, notes: Notes, source: string): readonly InputChunk[] {
  return Object.entries(HEX_MEMBERS).flatMap(([member, direction]) => {
    const value = line[member];
    if (value === undefined || value === null || value === '') return [];
    if (typeof value !== 'string' || value.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(value)) {
      notes.add(
        'members that are no hex',
        `${source}, line ${number}: "${member}" is no even number of hexadecimal digits; it is left out.`,
      );
      return [];
    }
    const found = inputChunk(Buffer.from(value, 'hex'), `line ${number}${member === 'hex' ? '' : `, ${member}`}`);
    return [{ ...found, direction }];
  });
}

/** `notes` collects members that are not hex; `source` names the input in them. */
export function traceLineOf(line: Readonly<Record<string, unknown>>, number: number, notes: Notes, source: string): TraceLine {
  const messages = (Object.keys(FIELD_MEMBERS) as FieldMember[]).flatMap((member) => {
    const fields = line[member];
    return isObject(fields) ? [{ member, fields }] : [];
  });
  const shown = new Set<string>([...Object.keys(HEX_MEMBERS), ...messages.map(({ member }) => member)]);
  const others = Object.fromEntries(Object.entries(line).filter(([key]) => !shown.has(key)));
  return { number, timeMs: timeOf(line), chunks: chunksOf(line, number, notes, source), messages, others };
}

/** Leaves out lines that are not JSON objects, with a note. Throws InputError if no line is one. */
export function readTrace(text: string, source: string): Trace {
  const notes = new Notes();
  const lines: TraceLine[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const number = index + 1;
    if (raw.trim() === '') continue;
    if (lines.length === TRACE_LINES_MAX) {
      notes.add('lines past the limit', `${source}: only the first ${TRACE_LINES_MAX} lines are read; give a part of it.`);
      break;
    }
    const line = raw.length > TRACE_LINE_BYTES_MAX ? undefined : parsed(raw);
    if (line === undefined) {
      const why = raw.length > TRACE_LINE_BYTES_MAX ? `is longer than ${TRACE_LINE_BYTES_MAX} characters` : 'is no JSON object';
      notes.add('lines of a trace', `${source}, line ${number}: it ${why}; it is left out.`);
    } else lines.push(traceLineOf(line, number, notes, source));
  }
  if (lines.length === 0) throw new InputError(`${source} holds no line that is a JSON object; a trace has one on each line.`);
  return { lines, notes: notes.sentences() };
}
