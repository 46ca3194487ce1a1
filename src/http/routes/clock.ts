/** GET and POST /v1/clock: the time of cards and limits, and how a simulated clock is moved. */
import type { z } from 'zod';
import { parseInstantMs } from '../../config/instant-text.ts';
import { type Clock, ClockError, type ClockErrorCode } from '../../limits/clock/clock.ts';
import { parseClockStep } from '../../limits/clock/clock-step.ts';
import { isoOf } from '../../limits/clock/iso-of.ts';
import { HttpError } from '../error.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import type { ProblemCode } from '../problem.ts';
import { CLOCK, CLOCK_MOVE } from '../schema/clock.ts';

const CODES: Readonly<Record<ClockErrorCode, ProblemCode>> = {
  fixed: 'clockNotMovable',
  backwards: 'clockBackwards',
  tooFar: 'clockTooFar',
};

async function move(clock: Clock, body: z.infer<typeof CLOCK_MOVE>): Promise<void> {
  try {
    if ('to' in body) await clock.moveTo(parseInstantMs(body.to));
    else await clock.moveBy(parseClockStep(body.by, 'by'));
  } catch (error) {
    throw error instanceof ClockError ? new HttpError(CODES[error.code], error.message) : error;
  }
}

export function clockRoutes(app: ZodFastify, { clock }: RouteParts): void {
  const response = responses({ 200: CLOCK });
  const shown = (): z.infer<typeof CLOCK> => {
    const nowMs = clock.nowMs();
    return { kind: clock.kind, nowMs, now: isoOf(nowMs) };
  };
  app.get('/v1/clock', { schema: { response } }, async () => shown());
  app.post('/v1/clock', { schema: { body: CLOCK_MOVE, response } }, async ({ body }) => {
    await move(clock, body);
    return shown();
  });
}
