/** The meaning of an element: a text, and its parts if it is composite. */
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { type ParseAttempt, textOf } from '../read/parse-attempt.ts';
import type { Part } from './element-parts.ts';

export interface Meaning {
  readonly text: string;
  readonly parts: readonly Part[];
}

export interface MeaningInput {
  readonly attempt: ParseAttempt;
  readonly element: UnpackedElement;
  /** The value, with stars for hidden characters. */
  readonly shown: string;
  /** Dates without a year get one that puts them before this instant; Unix milliseconds. */
  readonly nearMs: number;
}

export const NONE: Meaning = { text: '', parts: [] };
/** For messages without DE49: NOK. */
const CURRENCY_DEFAULT = '578';

export function meaning(text: string, parts: readonly Part[] = []): Meaning {
  return { text, parts };
}

export function currencyDigits(attempt: ParseAttempt): string {
  const digits = textOf(attempt, attempt.dialect.fields.currency);
  return digits === '' ? CURRENCY_DEFAULT : digits;
}
