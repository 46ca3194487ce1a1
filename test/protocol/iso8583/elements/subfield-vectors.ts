/** Vectors of composite elements: test/vectors/iso8583_subfields.json, each with its source. */
import { readFileSync } from 'node:fs';

interface Vector {
  readonly algorithm: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const VECTORS: readonly Vector[] = JSON.parse(readFileSync(new URL('../../../vectors/iso8583_subfields.json', import.meta.url), 'utf8'));

/** `[text, expected]` of each vector of an algorithm; the text is its input of that name. */
export function vectorRows<Expected>(algorithm: string, input: string): [string, Expected][] {
  const chosen = VECTORS.filter((vector) => vector.algorithm === algorithm);
  if (chosen.length === 0) throw new Error(`test/vectors/iso8583_subfields.json holds no vector of "${algorithm}".`);
  return chosen.map((vector) => [String(vector.inputs[input]), vector.expected as Expected]);
}
