/** Response of GET /v1/verify. */
import { z } from 'zod';
import type { Verification } from '../../issuing/verify-store.ts';

export const VERIFICATION = z.object({ cards: z.number(), fault: z.string() }) satisfies z.ZodType<Verification>;
