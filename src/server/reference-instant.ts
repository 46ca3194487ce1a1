/**
 * The instant near which ISO 8583 times without a year (DE7, DE13) are read. On the wall clock that
 * is now. On the message clock, messages may be of any year: it is the setting `clockReference`
 * until the first message of a listener, and then the transmission time of its last one. So a trace
 * of last year is read in its own year, also over New Year's Eve.
 */
import type { RequestHandler } from '../authorizer/exchange.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Settings } from '../config/settings-table.ts';

const FORM = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;
/** The last millisecond of the year 9999. */
const INSTANT_MAX_MS = 253_402_300_799_999;

export interface ReferenceInstant {
  readonly nowMs: () => number;
  /** Lets the transmission times of messages move the instant. */
  watch(handler: RequestHandler): RequestHandler;
}

const WALL: ReferenceInstant = { nowMs: Date.now, watch: (handler) => handler };

/** Throws a ConfigError when the setting is no date or instant, or has no meaning. */
export function referenceInstant({ clock, clockReference }: Pick<Settings, 'clock' | 'clockReference'>): ReferenceInstant {
  const startMs = FORM.test(clockReference) ? Date.parse(clockReference) : Number.NaN;
  if (clockReference !== '' && Number.isNaN(startMs)) {
    throw new ConfigError(`clockReference is "${clockReference.slice(0, 40)}"; write a date such as 2025-06-01, or 2025-06-01T12:00:00Z.`);
  }
  if (clock === 'message') return new LastMessage(clockReference === '' ? Date.now() : startMs);
  if (clockReference !== '') throw new ConfigError('clockReference is for the message clock only; add --clock message, or leave it out.');
  return WALL;
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
