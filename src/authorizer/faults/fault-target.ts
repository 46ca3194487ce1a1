/** The interface that fault injection needs of a connection or an HTTP reply. */
import type { Response } from '../../protocol/message.ts';

export interface FaultTarget {
  /**
   * How long a request stays in flight after its answer was dropped; 0 when other answers share the
   * connection.
   */
  readonly dropSettlesAfterMs: number;
  /** Sends the answer as if there were no fault. */
  reply(response: Response): void;
  /** Counts one request as settled without an answer. */
  settleUnanswered(): void;
  /** The answer without its length header; undefined when the wire format cannot express it. */
  encode(response: Response): Buffer | undefined;
  /** The payload behind its length header. */
  frame(payload: Buffer): Buffer;
  /** Sends a payload like an answer. Ignored when the connection is gone. */
  sendPayload(payload: Buffer): void;
  /** Writes bytes ahead of the queued answers; only while those are on hold. */
  write(bytes: Buffer): void;
  /** While true, answers stay in their queue and no more requests are read. */
  hold(onHold: boolean): void;
  /** Closes the connection after these bytes, which may be none. */
  closeAfter(bytes: Buffer): void;
}
