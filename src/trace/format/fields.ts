/** Types of the fields of a trace that several kinds of lines share. */
import { z } from 'zod';
import { TRANSACTION_TYPES } from '../../protocol/message.ts';
import { OUTCOMES, type Outcome } from '../../protocol/outcome.ts';

/** How many other PINs of one card are told apart. */
export const PIN_NUMBER_MAX = 64;

export const named = <N extends string>(table: readonly { readonly name: N }[]) => z.enum(table.map((row) => row.name) as [N, ...N[]]);
export const OUTCOME = named(OUTCOMES as readonly { readonly name: Outcome }[]);
export const TYPE = named(TRANSACTION_TYPES);
export const CLASS = z.enum(['authorization', 'financial', 'advice', 'reversal']);

export const text = z.string().max(256);
export const whole = z.int();
export const instant = z.number().min(0).max(253_402_300_799_999);
export const token = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
/** 0: the PIN that the card had when it was first seen; 1 and so on: other ones, in the order in which they came. */
export const pin = z.union([z.enum(['absent', 'malformed']), z.int().min(0).max(PIN_NUMBER_MAX)]);
