/** What probes and Prometheus read. */
import { z } from 'zod';

export const ALIVE = z.object({ status: z.literal('alive') });
export const READINESS = z.object({ status: z.enum(['ready', 'the store does not answer']), store: z.string() });
/** In the text format of Prometheus. */
export const METRICS = z.string();
