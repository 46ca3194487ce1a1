/** The body of every answer that reports an error. */
import { z } from 'zod';

export const ERROR = z.object({
  /** One sentence that holds nothing of the request. */
  error: z.string(),
  /** Stable, for programs. */
  code: z.string(),
});
