/** Maps the vocabularies of transactions to protobuf numbers and back. */
import {
  ENTRY_MODES,
  FLAGS,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionClass,
  type TransactionRequest,
} from '../message.ts';
import { namesByNumber, numbersByName } from './fields.ts';

const CLASSES: readonly TransactionClass[] = ['authorization', 'financial', 'advice', 'reversal'];
/** Written for the type `unknown`: a number that no type has. */
const UNKNOWN_TYPE_NUMBER = 0x7fff;

const TYPE_NAMES = namesByNumber(TRANSACTION_TYPES);
export const PURPOSE_NAMES = namesByNumber(PURPOSES);
export const ENTRY_MODE_NAMES = namesByNumber(ENTRY_MODES);
export const TERMINAL_TYPE_NAMES = namesByNumber(TERMINAL_TYPES);
export const PIN_BLOCK_FORMAT_NAMES = namesByNumber(PIN_BLOCK_FORMATS);
export const REVERSAL_REASON_NAMES = namesByNumber(REVERSAL_REASONS);
export const FLAG_NAMES = namesByNumber(FLAGS);

const TYPE_NUMBERS = numbersByName(TRANSACTION_TYPES);
export const PURPOSE_NUMBERS = numbersByName(PURPOSES);
export const ENTRY_MODE_NUMBERS = numbersByName(ENTRY_MODES);
export const TERMINAL_TYPE_NUMBERS = numbersByName(TERMINAL_TYPES);
export const PIN_BLOCK_FORMAT_NUMBERS = numbersByName(PIN_BLOCK_FORMATS);
export const REVERSAL_REASON_NUMBERS = numbersByName(REVERSAL_REASONS);
export const FLAG_NUMBERS = numbersByName(FLAGS);

/** '' for 0, which means that the field is absent. */
export function typeName(wire: number): TransactionRequest['type'] {
  return wire === 0 ? '' : TYPE_NAMES[wire] || 'unknown';
}

export function typeNumber(type: TransactionRequest['type']): number {
  return type === 'unknown' ? UNKNOWN_TYPE_NUMBER : numberOf(TYPE_NUMBERS, type);
}

/** Name → number; 0 for ''. */
export function numberOf(wires: ReadonlyMap<string, number>, name: string): number {
  return name === '' ? 0 : (wires.get(name) ?? 0);
}

/** '' for 0 and for numbers that this release does not know. */
export function className(wire: number): TransactionClass | '' {
  return CLASSES[wire - 1] ?? '';
}

export function classNumber(name: TransactionClass | ''): number {
  return name === '' ? 0 : CLASSES.indexOf(name) + 1;
}
