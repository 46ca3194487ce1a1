/**
 * Reads and writes trace files. Reading stops at the first bad line, with a note that names the
 * file and the line; the lines before it are used.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import type { z } from 'zod';
import { HEADER, TRACE_VERSION, type TraceHeader } from './header.ts';
import { LINE, type Trace, type TracedCard, type TraceEvent } from './lines.ts';
import { TraceError } from './trace-error.ts';

const CHUNK_BYTES = 1024 * 1024;
export const LINE_CHARS_MAX = 1024 * 1024;
export const EXCHANGES_MAX = 5_000_000;

interface Line {
  readonly number: number;
  readonly text: string;
  /** True for a last line without a line end: the file may be cut. */
  readonly last: boolean;
}

/** Yields the lines of a file. Throws a TraceError if the file cannot be read. */
function* linesOf(path: string): Generator<Line> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new TraceError(`The trace ${path} cannot be read (${code}); check its path.`, true);
  }
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const decoder = new TextDecoder();
    let rest = '';
    let number = 0;
    for (;;) {
      const bytes = readSync(file, chunk, 0, CHUNK_BYTES, null);
      rest += decoder.decode(chunk.subarray(0, bytes), { stream: bytes > 0 });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) yield { number: ++number, text, last: false };
      if (rest.length > LINE_CHARS_MAX) break;
      if (bytes === 0) break;
    }
    if (rest !== '') yield { number: number + 1, text: rest, last: true };
  } finally {
    closeSync(file);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the line, so it is not used.
    return undefined;
  }
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return at === undefined;
}

/** Describes the first error without quoting the line. */
function problemOf(error: z.ZodError, value: unknown): string {
  const path = error.issues[0]?.path ?? [];
  const place = path.map(String).join('.');
  if (place === 'kind') return 'kind must be card, exchange or office';
  return `${place} ${isMissing(value, path) ? 'is missing' : 'is not valid'}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readHeader(line: Line | undefined, path: string): TraceHeader {
  const value = line === undefined ? undefined : parsed(line.text);
  if (!isObject(value) || value['aksept'] !== 'trace') {
    throw new TraceError(`${path}:1: this is not an aksept trace; record one with: aksept serve --record FILE.`);
  }
  if (value['version'] !== TRACE_VERSION) {
    const version = Number.isInteger(value['version']) ? `version ${value['version']}` : 'no version';
    throw new TraceError(
      `${path}:1: the trace has ${version}; this release reads version ${TRACE_VERSION}, so use the release that wrote it.`,
    );
  }
  const header = HEADER.safeParse(value);
  if (header.success) return header.data;
  throw new TraceError(`${path}:1: ${problemOf(header.error, value)} in the header; record the trace again.`);
}

export interface ReadTrace {
  readonly trace: Trace;
  /** What could not be read, one sentence each. */
  readonly notes: readonly string[];
}

/** Throws a TraceError if the header is missing or unusable. */
export function readTrace(path: string): ReadTrace {
  const lines = linesOf(path);
  const first = lines.next();
  const header = readHeader(first.done === true ? undefined : first.value, path);
  const cards = new Map<string, TracedCard>();
  const events: TraceEvent[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const problem = take(line, cards, events);
    if (problem === '') continue;
    notes.push(`${path}:${line.number}: ${problem}; what came before it (exchanges: ${events.length}) is used, the rest is left out.`);
    break;
  }
  return { trace: { header, cards, events }, notes };
}

/** Adds a line to the trace. Returns what is wrong with it; empty if nothing is. */
function take(line: Line, cards: Map<string, TracedCard>, events: TraceEvent[]): string {
  if (line.text.length > LINE_CHARS_MAX) return `the line is longer than ${LINE_CHARS_MAX} characters`;
  const value = parsed(line.text);
  if (value === undefined && line.last) return 'the file is cut in the middle of this line';
  if (!isObject(value)) return 'the line is not a JSON object';
  const read = LINE.safeParse(value);
  if (!read.success) return problemOf(read.error, value);
  const { data } = read;
  if (data.kind === 'card') {
    if (!cards.has(data.token)) cards.set(data.token, data);
    return '';
  }
  if (data.kind === 'office' && !cards.has(data.token)) return 'its card has no line before it';
  if (data.kind === 'exchange' && data.decision !== undefined && !cards.has(data.token)) return 'its card has no line before it';
  if (events.length >= EXCHANGES_MAX) return `a trace is read up to ${EXCHANGES_MAX} exchanges`;
  events.push(data);
  return '';
}

/** Yields the lines of a trace: header, cards, events. */
export function* traceLines(trace: Trace): Generator<string> {
  yield JSON.stringify(trace.header);
  for (const card of trace.cards.values()) yield JSON.stringify(card);
  for (const event of trace.events) yield JSON.stringify(event);
}
