/** The limits of the HTTP side: its connections, headers, and how long clients may take. */

/** The settings of the same names with `http` in front. */
export interface HttpLimits {
  /** More connections are closed at once. */
  readonly connectionsMax: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** For the body of a request; for each piece of an import; and without progress of an answer. */
  readonly bodyTimeoutMs: number;
  /** Between the requests of a connection. */
  readonly idleTimeoutMs: number;
}

export const HTTP_LIMITS: HttpLimits = { connectionsMax: 256, headersTimeoutMs: 10_000, bodyTimeoutMs: 30_000, idleTimeoutMs: 60_000 };

/** The request line and all headers. */
export const HEADER_BYTES_MAX = 8_192;
/** Path and query string. */
export const URL_BYTES_MAX = 2_048;
/** Imports, orders of many cards and verifications that run at the same time. */
export const LARGE_REQUESTS_MAX = 4;
