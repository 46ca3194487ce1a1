/**
 * `aksept serve --show`: writes each message in one line as it passes, or with its bytes in the form
 * of the inspector. Lines are limited before anything is formatted, so that the server stays as fast
 * as without; what is left out is counted and said. Without the option nothing of this exists.
 */
import type { RequestHandler, ResponseSink } from '../authorizer/exchange.ts';
import { examine } from '../inspect/diagnose/examine.ts';
import { HostCheck } from '../inspect/diagnose/host-check.ts';
import { LayoutCache } from '../inspect/diagnose/hypotheses/dialect-variants.ts';
import { moneyText } from '../inspect/listing/currency.ts';
import { examinedText } from '../inspect/show/listing-text.ts';
import { printable } from '../inspect/show/printable.ts';
import type { Codec, Known } from '../protocol/codec.ts';
import { NOK } from '../protocol/iso-codes.ts';
import type { Dialect } from '../protocol/iso8583/dialect/dialect.ts';
import type { Request, Response } from '../protocol/message.ts';
import { pluralize } from '../protocol/plural.ts';
import { afterOnTimer, type LineLimitParts } from './refusals/line-limit.ts';

export const SHOW_FORMS = ['brief', 'full'] as const;
export type ShowForm = (typeof SHOW_FORMS)[number];

/** Messages of one second that are shown; with their bytes, a tenth of that. */
export const SHOWN_PER_SECOND = 100;
const LISTED_PER_SECOND = 10;
const WINDOW_MS = 1_000;
/** Above this much unwritten output nothing more is shown. */
const UNWRITTEN_BYTES_MAX = 65_536;

/** Where the lines go. */
export interface ShowOutput {
  write(text: string): void;
  /** Bytes that wait to be written, because their reader is slow. */
  unwrittenBytes(): number;
  readonly color: boolean;
}

export interface MessageShowParts {
  readonly form: ShowForm;
  readonly output: ShowOutput;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
  /** Monotonic. */
  readonly monotonicMs: () => number;
  readonly after?: LineLimitParts['after'];
}

/** A port, as the lines name it. */
export interface ShownWire {
  readonly name: string;
  /** Undefined: messages have a class and no MTI. */
  readonly dialect?: Dialect | undefined;
  /** The instant near which times without a year are read; undefined: now. */
  readonly nearMs?: (() => number) | undefined;
}

type Shown = Known & Partial<Pick<Request, 'class' | 'repeat'>> & { readonly currency?: number };

/** The MTI with the digit of a repeat, or the class. */
function typeText({ class: messageClass = 'financial', repeat }: Shown, { dialect }: ShownWire): string {
  const mti = dialect?.mtis[messageClass];
  if (mti === undefined) return repeat ? `${messageClass}*` : messageClass;
  return repeat ? `${mti.slice(0, 3)}1` : mti;
}

function amountText({ amountMinor = 0, currency = 0 }: Shown): string {
  if (!Number.isFinite(amountMinor)) return '?';
  return moneyText(amountMinor, String(currency === 0 ? NOK : currency).padStart(3, '0'));
}

/** `09:12:33.123  8583  0200  000123  TERM0001  250.00 NOK  approved  1.2 ms`. No card data. */
export function messageLine(
  request: Shown,
  outcome: Response['outcome'],
  shown: { wire: ShownWire; atMs: number; tookMs: number },
): string {
  const { wire, atMs, tookMs } = shown;
  return [
    new Date(atMs).toISOString().slice(11, 23),
    wire.name.padEnd(10),
    typeText(request, wire).padEnd(wire.dialect === undefined ? 17 : 4),
    String(request.stan).padStart(6, '0'),
    printable(request.terminalId ?? '').padEnd(8),
    (request.class === 'networkManagement' ? '' : amountText(request)).padStart(14),
    outcome.padEnd(20),
    `${tookMs.toFixed(1)} ms`,
  ].join('  ');
}

export class MessageShow {
  readonly #parts: MessageShowParts;
  readonly #layouts = new LayoutCache();
  readonly #host = new HostCheck();
  #shown = 0;
  #listed = 0;
  #leftOut = 0;
  #cancel: (() => void) | undefined;

  constructor(parts: MessageShowParts) {
    this.#parts = parts;
  }

  /** Shows the messages that the handler takes over a wire. */
  watch(wire: ShownWire, handler: RequestHandler): RequestHandler {
    return {
      handle: (request, sink) => handler.handle(request, this.#taken() ? this.#sink(wire, request, sink) : sink),
      handleMalformed: (malformed, sink) => {
        const known = { ...malformed.known, class: malformed.message.class };
        handler.handleMalformed(malformed, this.#taken() ? this.#sink(wire, known, sink) : sink);
      },
    };
  }

  /** With `full`, shows the bytes of the messages of an ISO 8583 wire. */
  watchCodec(wire: ShownWire, codec: Codec): Codec {
    const { dialect } = wire;
    if (this.#parts.form !== 'full' || dialect === undefined) return codec;
    return {
      name: codec.name,
      timeUnitMs: codec.timeUnitMs,
      repeatsKey: codec.repeatsKey,
      decodeRequest: (frame) => {
        this.#list('→', wire, dialect, frame);
        return codec.decodeRequest(frame);
      },
      encodeResponse: (response) => {
        const frame = codec.encodeResponse(response);
        this.#list('←', wire, dialect, frame);
        return frame;
      },
      encodeRequest: (request) => codec.encodeRequest(request),
      decodeResponse: (frame) => codec.decodeResponse(frame),
    };
  }

  /** Says what was left out, and stops the timer. */
  close(): void {
    this.#cancel?.();
    this.#end();
  }

  #taken(): boolean {
    return this.#isWithin(this.#shown < SHOWN_PER_SECOND) && ++this.#shown > 0;
  }

  #isWithin(isBelowLimit: boolean): boolean {
    this.#cancel ??= (this.#parts.after ?? afterOnTimer)(WINDOW_MS, () => this.#end());
    if (isBelowLimit && this.#parts.output.unwrittenBytes() <= UNWRITTEN_BYTES_MAX) return true;
    this.#leftOut += 1;
    return false;
  }

  #end(): void {
    const leftOut = this.#leftOut;
    this.#cancel = undefined;
    this.#shown = 0;
    this.#listed = 0;
    this.#leftOut = 0;
    if (leftOut > 0)
      this.#parts.output.write(`... ${pluralize(leftOut, 'more message')} left out: at most ${this.#limit()} a second are shown.\n`);
  }

  #limit(): number {
    return this.#parts.form === 'full' ? LISTED_PER_SECOND : SHOWN_PER_SECOND;
  }

  #sink<T extends Response>(wire: ShownWire, request: Shown, sink: ResponseSink<T>): ResponseSink<T> {
    const { output, nowMs, monotonicMs } = this.#parts;
    const startedMs = monotonicMs();
    return {
      reply: (response) => {
        const line = messageLine(request, response.outcome, { wire, atMs: nowMs(), tookMs: monotonicMs() - startedMs });
        sink.reply(response);
        output.write(`${line}\n`);
      },
    };
  }

  #list(arrow: string, wire: ShownWire, dialect: Dialect, frame: Buffer): void {
    if (!this.#isWithin(this.#listed < LISTED_PER_SECOND)) return;
    this.#listed += 1;
    const { output, nowMs } = this.#parts;
    const nearMs = (wire.nearMs ?? nowMs)();
    const readOptions = { dialect, header: 'none', tpdu: dialect.tpdu } as const;
    const options = { readOptions, dialects: [dialect], layouts: this.#layouts, host: this.#host, nearMs, diagnoses: false };
    try {
      // The connection goes on using the frame.
      const text = examinedText(examine(Buffer.from(frame), options), { color: output.color, full: false });
      output.write(`${arrow} ${wire.name}  ${text}\n\n`);
    } catch (error) {
      output.write(`${arrow} ${wire.name}  these bytes cannot be shown (${error instanceof Error ? error.name : typeof error}).\n`);
    }
  }
}
