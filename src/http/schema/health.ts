/** Responses of the health and metrics routes. */
import { z } from 'zod';

export const ALIVE = z.object({ status: z.literal('alive') });
/** `database`: of the back office, on a server that has one. */
export const READINESS = z.object({
  status: z.enum(['ready', 'the store does not answer', 'the database does not answer']),
  store: z.string(),
  database: z.string().exactOptional(),
});
/** In the Prometheus text format. */
export const METRICS = z.string();
