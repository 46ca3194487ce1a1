/** The vocabularies of transactions by their protobuf numbers, both ways. */
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
import { namesByWire, wiresByName } from './fields.ts';

const CLASSES: readonly TransactionClass[] = ['authorization', 'financial', 'advice', 'reversal'];
/** Stands for any type number that this release does not know. */
const UNKNOWN_TYPE_WIRE = 0x7fff;

const TYPE_NAMES = namesByWire(TRANSACTION_TYPES);
export const PURPOSE_NAMES = namesByWire(PURPOSES);
export const ENTRY_MODE_NAMES = namesByWire(ENTRY_MODES);
export const TERMINAL_TYPE_NAMES = namesByWire(TERMINAL_TYPES);
export const PIN_BLOCK_FORMAT_NAMES = namesByWire(PIN_BLOCK_FORMATS);
export const REVERSAL_REASON_NAMES = namesByWire(REVERSAL_REASONS);
export const FLAG_NAMES = namesByWire(FLAGS);

const TYPE_WIRES = wiresByName(TRANSACTION_TYPES);
export const PURPOSE_WIRES = wiresByName(PURPOSES);
export const ENTRY_MODE_WIRES = wiresByName(ENTRY_MODES);
export const TERMINAL_TYPE_WIRES = wiresByName(TERMINAL_TYPES);
export const PIN_BLOCK_FORMAT_WIRES = wiresByName(PIN_BLOCK_FORMATS);
export const REVERSAL_REASON_WIRES = wiresByName(REVERSAL_REASONS);
export const FLAG_WIRES = wiresByName(FLAGS);

/** '' for 0: the field is not there. */
export function typeName(wire: number): TransactionRequest['type'] {
  return wire === 0 ? '' : TYPE_NAMES[wire] || 'unknown';
}

export function typeWire(type: TransactionRequest['type']): number {
  return type === 'unknown' ? UNKNOWN_TYPE_WIRE : wireOf(TYPE_WIRES, type);
}

/** Name → number; 0 for ''. */
export function wireOf(wires: ReadonlyMap<string, number>, name: string): number {
  return name === '' ? 0 : (wires.get(name) ?? 0);
}

/** '' for 0 and for numbers that this release does not know. */
export function className(wire: number): TransactionClass | '' {
  return CLASSES[wire - 1] ?? '';
}

export function classWire(name: TransactionClass | ''): number {
  return name === '' ? 0 : CLASSES.indexOf(name) + 1;
}
