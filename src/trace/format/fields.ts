/** Schemas of fields that several kinds of trace lines share. */
import { z } from 'zod';
import { TRANSACTION_TYPES } from '../../protocol/message.ts';
import { OUTCOMES, type Outcome } from '../../protocol/outcome.ts';

/** The highest PIN number; all PINs after it share this number. */
export const PIN_NUMBER_MAX = 64;

export const named = <N extends string>(table: readonly { readonly name: N }[]) => z.enum(table.map((row) => row.name) as [N, ...N[]]);
export const OUTCOME = named(OUTCOMES as readonly { readonly name: Outcome }[]);
export const TYPE = named(TRANSACTION_TYPES);
export const CLASS = z.enum(['authorization', 'financial', 'advice', 'reversal']);

export const text = z.string().max(256);
export const whole = z.int();
export const instant = z.number().min(0).max(253_402_300_799_999);
export const token = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
/** 0: the PIN that the card had when it was first seen; 1 and up: other PINs in the order seen. */
export const pin = z.union([z.enum(['absent', 'malformed']), z.int().min(0).max(PIN_NUMBER_MAX)]);
