/** The body of every error response, by RFC 9457. */
import { z } from 'zod';

export const PROBLEM = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** One sentence; contains nothing of the request. */
  detail: z.string(),
  /** For programs; never changes. */
  code: z.string(),
});
