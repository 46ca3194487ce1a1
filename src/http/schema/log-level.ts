/** Body and response of /v1/log-level. */
import { z } from 'zod';
import { LOG_LEVELS } from '../../config/settings-table.ts';

export const LOG_LEVEL = z.strictObject({ level: z.enum(LOG_LEVELS) });
