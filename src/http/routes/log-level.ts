/** GET and PUT /v1/log-level: the lowest level of log lines that are written, while the server runs. */
import { LOG_LEVELS, type LogLevel } from '../../config/settings-table.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { LOG_LEVEL } from '../schema/log-level.ts';

export function logLevelRoutes(app: ZodFastify, { logLevel }: RouteParts): void {
  const now = (): { level: LogLevel } => ({ level: LOG_LEVELS.find((level) => level === logLevel.level) ?? 'info' });
  app.get('/v1/log-level', { schema: { response: responses({ 200: LOG_LEVEL }) } }, async () => now());
  app.put('/v1/log-level', { schema: { body: LOG_LEVEL, response: responses({ 200: LOG_LEVEL }) } }, async ({ body }) => {
    logLevel.level = body.level;
    return now();
  });
}
