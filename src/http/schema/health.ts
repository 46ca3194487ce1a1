/** Responses of the health and metrics routes. */
import { z } from 'zod';

export const ALIVE = z.object({ status: z.literal('alive') });
export const READINESS = z.object({ status: z.enum(['ready', 'the store does not answer']), store: z.string() });
/** In the Prometheus text format. */
export const METRICS = z.string();
