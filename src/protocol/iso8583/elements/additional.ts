/** The private element of a dialect that carries words ISO 8583 has no element for. */

import type { Plan } from '../codec/plan.ts';
import type { Scanner } from '../codec/scan/scanner.ts';
import { textOf } from '../codec/scan/values.ts';
import type { AdditionalField } from '../dialect/dialect.ts';
import { readAdditional } from './additional-data.ts';

/** Undefined: none, or a stranger's own content. */
export type Additional = ReadonlyMap<AdditionalField, string> | undefined;

export function readAdditionalOf(plan: Plan, scanner: Scanner): Additional | 'malformed' {
  const spec = plan.dialect.additionalData;
  if (spec === undefined || !scanner.has(spec.element)) return undefined;
  const read = readAdditional(textOf(scanner, spec.element), spec);
  return read === 'foreign' ? undefined : read;
}
