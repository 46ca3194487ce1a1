/** What the schemas of the back office share. Use cases check forms again, and say what is wrong. */
import { z } from 'zod';
import { LANGUAGES } from '../../../protocol/language.ts';

/** Longer texts are no input of a person. */
export const TEXT_CHARS_MAX = 2_000;

export const TEXT = z.string().max(TEXT_CHARS_MAX);
export const LANGUAGE = z.enum(LANGUAGES);

/** The numbers that the database gives. */
const ID_MAX = 2_147_483_647;
export const ID = z.int().min(1).max(ID_MAX);
export const ID_TEXT = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(ID);

export const SUBSCRIPTION_PATH = z.object({ subscription: ID_TEXT });

/** A page of a list: where it goes on, and how many. */
export const PAGE_QUERY = z.object({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row).readonly(), cursor: z.string().optional() });
}
