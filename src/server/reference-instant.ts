/**
 * The instant near which ISO 8583 times without a year (DE7, DE13) are read. On the wall clock and
 * on a simulated one that is now. On the message clock, messages may be of any year: it is the
 * setting `clockReference` until the first message of a listener, and then the transmission time of
 * its last one. So a trace of last year is read in its own year, also over New Year's Eve.
 */
import type { RequestHandler } from '../authorizer/exchange.ts';
import { parseClock } from '../config/clock-setting.ts';
import { ConfigError } from '../config/config-error.ts';
import { INSTANT_MAX_MS, parseInstantMs } from '../config/instant-text.ts';
import type { Settings } from '../config/settings-table.ts';

export interface ReferenceInstant {
  readonly nowMs: () => number;
  /** Lets the transmission times of messages move the instant. */
  watch(handler: RequestHandler): RequestHandler;
}

/** Throws a ConfigError when the setting is no date or instant, or has no meaning. `nowMs`: the clock. */
export function referenceInstant(
  { clock, clockReference }: Pick<Settings, 'clock' | 'clockReference'>,
  nowMs: () => number,
): ReferenceInstant {
  const startMs = parseInstantMs(clockReference);
  if (clockReference !== '' && Number.isNaN(startMs)) {
    throw new ConfigError(`clockReference is "${clockReference.slice(0, 40)}"; write a date such as 2025-06-01, or 2025-06-01T12:00:00Z.`);
  }
  if (parseClock(clock).kind === 'message') return new LastMessage(clockReference === '' ? nowMs() : startMs);
  if (clockReference !== '') throw new ConfigError('clockReference is for the message clock only; add --clock message, or leave it out.');
  return { nowMs, watch: (handler) => handler };
}

class LastMessage implements ReferenceInstant {
  #lastMs: number;
  readonly nowMs = (): number => this.#lastMs;

  constructor(startMs: number) {
    this.#lastMs = startMs;
  }

  watch(handler: RequestHandler): RequestHandler {
    return {
      handle: (request, sink) => {
        const { transmissionTimeMs } = request;
        if (transmissionTimeMs > 0 && transmissionTimeMs <= INSTANT_MAX_MS) this.#lastMs = transmissionTimeMs;
        handler.handle(request, sink);
      },
      handleMalformed: (malformed, sink) => handler.handleMalformed(malformed, sink),
    };
  }
}
