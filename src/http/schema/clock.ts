/** Bodies and response of /v1/clock. */
import { z } from 'zod';
import { CLOCK_KINDS } from '../../config/clock-setting.ts';
import { parseInstantMs } from '../../config/instant-text.ts';
import { parseClockStep } from '../../limits/clock/clock-step.ts';

export const CLOCK = z.object({
  kind: z.enum(CLOCK_KINDS),
  nowMs: z.number().int(),
  /** The same in ISO 8601, UTC. */
  now: z.string(),
});

const STEP_LENGTH_MAX = 20;
const INSTANT_LENGTH_MAX = 30;

const TO = z
  .string()
  .max(INSTANT_LENGTH_MAX)
  .refine((text) => !Number.isNaN(parseInstantMs(text)), {
    message: 'must be a date such as 2026-11-01, or an instant such as 2026-11-01T08:00:00Z',
  });
const BY = z.string().max(STEP_LENGTH_MAX).refine(isStep, { message: 'must be a number and a unit, such as 90m, 12h, 1d, 2w, 1mo or 2y' });

function isStep(text: string): boolean {
  try {
    parseClockStep(text, 'by');
    return true;
  } catch {
    return false;
  }
}

export const CLOCK_MOVE = z.union([z.strictObject({ to: TO }), z.strictObject({ by: BY })]);
