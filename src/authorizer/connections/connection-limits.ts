/** The limits of one connection: beyond them it is paused or closed. */
export interface ConnectionLimits {
  readonly frameBytesMax: number;
  /** Requests that wait for their answer; at this number no more are read. */
  readonly inFlightMax: number;
  /** Bytes of answers that the peer has not read; beyond this no more requests are read. */
  readonly unreadBytesMax: number;
  /** Closed after this long without a byte and with nothing in flight. 0: never. */
  readonly idleTimeoutMs: number;
  /** Closed when a frame is unfinished for this long. */
  readonly halfFrameTimeoutMs: number;
  /** Closed when more than `unreadBytesMax` are unread for this long. */
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
