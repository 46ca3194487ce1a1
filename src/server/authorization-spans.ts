/**
 * A span of OpenTelemetry for each authorization, when an SDK was registered before the server starts,
 * as `node --import` does. Otherwise the API is not even loaded, and no message costs more.
 */
import { forwardTo, type Observer } from '../authorizer/observer.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/** Where the API keeps what is registered, for all copies of it in the process. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');
const TRACER = 'aksept';
const FAILURES: readonly string[] = ['issuerInoperative', 'systemMalfunction'];

function isTracerRegistered(): boolean {
  const registered: unknown = Reflect.get(globalThis, REGISTERED);
  return typeof registered === 'object' && registered !== null && 'trace' in registered;
}

/** Names from tables only: nothing of the card, and nothing that a terminal can write. */
function attributesOf({ context, class: messageClass, type }: TransactionRequest, { outcome }: TransactionResponse) {
  return {
    'aksept.wire': context?.codec ?? 'protobuf',
    'aksept.class': messageClass,
    'aksept.type': type || 'none',
    'aksept.outcome': outcome,
  };
}

/** The observer, with a span for each decision; the same observer when no SDK is registered. */
export async function withSpans(next: Observer): Promise<Observer> {
  if (!isTracerRegistered()) return next;
  const { SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api');
  const tracer = trace.getTracer(TRACER);
  return {
    ...forwardTo(next),
    decided(request, response, latencyMs) {
      next.decided(request, response, latencyMs);
      const endedMs = Date.now();
      const attributes = attributesOf(request, response);
      const span = tracer.startSpan('authorize', { kind: SpanKind.SERVER, startTime: endedMs - latencyMs, attributes });
      if (FAILURES.includes(response.outcome)) span.setStatus({ code: SpanStatusCode.ERROR, message: response.outcome });
      span.end(endedMs);
    },
  };
}
