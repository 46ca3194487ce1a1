/** The limits of one connection. Beyond them it is paused or closed. */
export interface ConnectionLimits {
  readonly frameBytesMax: number;
  /** The number of requests in flight at which reading stops. */
  readonly inFlightMax: number;
  /** The number of unread answer bytes beyond which reading stops. */
  readonly unreadBytesMax: number;
  /** The connection closes after this long without a byte and with nothing in flight. 0: never. */
  readonly idleTimeoutMs: number;
  /** The connection closes when a frame is unfinished for this long. */
  readonly halfFrameTimeoutMs: number;
  /** The connection closes when more than `unreadBytesMax` are unread for this long. */
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
