/** The body of every error response. */
import { z } from 'zod';

export const ERROR = z.object({
  /** One sentence; contains nothing of the request. */
  error: z.string(),
  /** For programs; never changes. */
  code: z.string(),
});
