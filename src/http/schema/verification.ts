/** The result of checking the books of every card. */
import { z } from 'zod';
import type { Verification } from '../../issuing/verify-store.ts';

export const VERIFICATION = z.object({ cards: z.number(), fault: z.string() }) satisfies z.ZodType<Verification>;
