/** What one connection may take up; each is refused, paused or ended past it. */
export interface ConnectionLimits {
  readonly frameBytesMax: number;
  /** Requests of one connection that wait for their answer; past it the connection is not read. */
  readonly inFlightMax: number;
  /** Answers that a peer has not read; past it the connection is not read. */
  readonly unreadBytesMax: number;
  /** No byte for so long, and nothing in flight: ended. 0: never. */
  readonly idleTimeoutMs: number;
  /** A frame begun and not finished for so long: ended. */
  readonly halfFrameTimeoutMs: number;
  /** More than `unreadBytesMax` unread for so long: ended. */
  readonly notReadingTimeoutMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  frameBytesMax: 65_536,
  inFlightMax: 1_024,
  unreadBytesMax: 1_048_576,
  idleTimeoutMs: 600_000,
  halfFrameTimeoutMs: 10_000,
  notReadingTimeoutMs: 10_000,
};
