/** What the HTTP side reports. */
import type { FaultPlace, FaultSubject } from '../authorizer/observer.ts';

/** Answers to transactions so far, by how long they took. */
export interface DecisionTimes {
  /** Upper bounds of the buckets in seconds. */
  readonly boundsS: readonly number[];
  /** One more than the bounds: the last is above all of them. */
  readonly counts: readonly number[];
}

/** Counts errors and refusals of requests, and answers GET /metrics. */
export interface HttpMetrics {
  fault(where: FaultPlace, error: unknown, about?: FaultSubject): void;
  /** A limit was exceeded, and which: the code of the answer, or of what was cut. */
  httpRefused(reason: string): void;
  /** A client left before its request or its answer was complete. */
  httpClientGone(): void;
  decisionTimes(): DecisionTimes;
  readonly registry: { readonly contentType: string };
  /** In the Prometheus text format. */
  text(): Promise<string>;
}
