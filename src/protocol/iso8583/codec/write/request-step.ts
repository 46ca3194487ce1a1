/** One step of writing a request: an element, and a function that writes it from the request. */
import type { OriginalData, TransactionRequest } from '../../../message.ts';
import type { AdditionalField } from '../../dialect/dialect.ts';
import type { MessageWriter } from './message-writer.ts';

/** The tags of the dialect's private element, by field. */
export type Tags = Map<AdditionalField, string>;

/** Writes the element when the request has a value for it. */
export type Put = (request: TransactionRequest, writer: MessageWriter, tags: Tags) => void;

export interface RequestStep {
  readonly element: number;
  readonly put: Put;
}

/**
 * True when DE90 or DE56 can name the original, because its STAN is known. An original without a
 * STAN is named by its RRN, or by the STAN and date of the message itself.
 */
export function namesByStan(original: OriginalData | undefined): original is OriginalData {
  return original !== undefined && original.stan !== 0;
}
