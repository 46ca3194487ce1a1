/**
 * Reads YAML 1.2 and JSON files that people write (a name that ends in `.json` is JSON, any other
 * YAML). Keeps the line of every value, so that errors can name it.
 */

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Document, LineCounter, Node, ScalarTag } from 'yaml';
import { errorText, quotable } from '../cards/card-data/card-data.ts';

type YamlLibrary = typeof import('yaml');

/** Loaded at the first file: most servers and commands read none. */
function yamlLibrary(): YamlLibrary {
  return createRequire(import.meta.url)('yaml') as YamlLibrary;
}

export const DATA_FILE_BYTES_MAX = 4 * 1024 * 1024;
/** YAML aliases must not expand a small file to a huge one. */
const ALIASES_MAX = 100;

/** The message is one sentence, safe to show: file and line, what is wrong, what to do. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

export interface DataFile {
  readonly value: unknown;
  /** The `file:line` of the key or item at a path, or of its nearest parent that exists. */
  place(pathInFile: readonly (string | number)[]): string;
}

/** PANs and PINs stay texts: as numbers they would lose leading zeros, or digits past 2^53. */
const DIGITS: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^(?:0[0-9]+|[0-9]{16,})$/,
  resolve: (text) => text,
};

/** The text of a file that is not too long. Throws a DataFileError. */
export function readDataText(path: string): string {
  try {
    if (statSync(path).size > DATA_FILE_BYTES_MAX) {
      throw new DataFileError(`${path} is longer than ${DATA_FILE_BYTES_MAX} bytes; part it into several files.`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DataFileError(`${path} cannot be read (${code}); check its name.`);
  }
}

function parse(text: string, lines: LineCounter): Document.Parsed {
  return yamlLibrary().parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    customTags: (tags) => [DIGITS, ...tags.filter((tag) => typeof tag !== 'string')],
  });
}

/** Offset of the key or item at a path. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  const { isMap, isSeq } = yamlLibrary();
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      if (pair === undefined) return offset;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      offset = (item as Node | undefined)?.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

/** Parses the text of a file. `sourceName` is its name in errors. Throws a DataFileError. */
export function parseDataText(text: string, sourceName: string): DataFile {
  const lines = new (yamlLibrary().LineCounter)();
  const whole = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const document = parse(whole, lines);
  const placeAt = (offset: number): string => `${sourceName}:${Math.max(1, lines.linePos(offset).line)}`;
  const place: DataFile['place'] = (path) => placeAt(offsetOf(document, path));
  const isJson = sourceName.toLowerCase().endsWith('.json');
  if (isJson) {
    try {
      return { value: JSON.parse(whole) as unknown, place };
    } catch (error) {
      // The parser's own message quotes the text, which may hold a PAN or a PIN.
      const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
      throw new DataFileError(`${placeAt(Number(position ?? whole.length))}: this is not JSON; correct the file there.`);
    }
  }
  const [trouble] = [...document.errors, ...document.warnings];
  if (trouble !== undefined) {
    const [sentence = ''] = trouble.message.split('\n');
    throw new DataFileError(`${placeAt(trouble.pos[0])}: this cannot be read as YAML: ${quotable(sentence.replace(/\.$/, ''))}.`);
  }
  try {
    return { value: document.toJS({ maxAliasCount: ALIASES_MAX }) as unknown, place };
  } catch {
    throw new DataFileError(`${sourceName}: its aliases (*name) repeat too much or name what is not there; write it out.`);
  }
}

/** Reads and parses a file. Throws a DataFileError. */
export function readDataFile(path: string): DataFile {
  return parseDataText(readDataText(path), path);
}
