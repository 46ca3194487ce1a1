/** Published test vectors: test/vectors/*.json, each with its source. */
import { readFileSync } from 'node:fs';

export interface Vector {
  readonly source: string;
  readonly algorithm: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: unknown;
}

/** The vectors of a file whose algorithm starts with a text; at least one, so that no test passes by finding nothing. */
export function vectors(file: string, algorithm = ''): readonly Vector[] {
  const all = JSON.parse(readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8')) as readonly Vector[];
  const chosen = all.filter((vector) => vector.algorithm.startsWith(algorithm));
  if (chosen.length === 0) throw new Error(`test/vectors/${file}.json holds no vector of "${algorithm}".`);
  return chosen;
}

/** Rows for `test.each`: a readable name and the vector. */
export function rows(file: string, algorithm = ''): [string, Vector][] {
  return vectors(file, algorithm).map((vector, i) => [`${vector.algorithm} ${i + 1}`, vector]);
}

/** An input that must be there. */
export function input(vector: Vector, name: string): string {
  const value = vector.inputs[name];
  if (value === undefined) throw new Error(`A vector of ${vector.source} has no ${name}.`);
  return String(value);
}

export function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

export function toHex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

/** TDES of a vector with a single-length key: K and K K are the same cipher. */
export function doubleLength(key: string): Buffer {
  return hex(key.length === 16 ? key + key : key);
}
