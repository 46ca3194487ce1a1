/**
 * Reads the private element (DE48) in which a dialect carries fields that ISO 8583 does not have.
 */

import type { Plan } from '../codec/plan.ts';
import type { Scanner } from '../codec/scan/scanner.ts';
import { textOf } from '../codec/scan/values.ts';
import type { AdditionalField } from '../dialect/dialect.ts';
import { readAdditional } from './additional-data.ts';

/** Undefined: the message has no such element, or it holds another system's content. */
export type Additional = ReadonlyMap<AdditionalField, string> | undefined;

export function readAdditionalOf(plan: Plan, scanner: Scanner): Additional | 'malformed' {
  const spec = plan.dialect.additionalData;
  if (spec === undefined || !scanner.has(spec.element)) return undefined;
  const read = readAdditional(textOf(scanner, spec.element), spec);
  return read === 'foreign' ? undefined : read;
}
