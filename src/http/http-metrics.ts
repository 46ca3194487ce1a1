/** What the HTTP side reports. */
import type { FaultPlace } from '../authorizer/observer.ts';

/** Counts errors and refusals of requests, and answers GET /metrics. */
export interface HttpMetrics {
  fault(where: FaultPlace, error: unknown): void;
  /** A limit was exceeded, and which: the code of the answer, or of what was cut. */
  httpRefused(reason: string): void;
  /** A client left before its request or its answer was complete. */
  httpClientGone(): void;
  readonly registry: { readonly contentType: string };
  /** In the Prometheus text format. */
  text(): Promise<string>;
}
