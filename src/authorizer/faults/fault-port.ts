import type { Response } from '../../protocol/message.ts';

/** What faults do to a connection. */
export interface FaultPort {
  /** How long it goes on after an answer was dropped, before that is settled: 0 where other answers share it. */
  readonly droppedMs: number;
  /** The answer as if there were no fault. */
  reply(response: Response): void;
  /** One request less is in flight, without an answer. */
  settled(): void;
  /** Without its header; undefined when the wire can't say it. */
  encoded(response: Response): Buffer | undefined;
  /** The same with its header. */
  framed(payload: Buffer): Buffer;
  /** Leaves like an answer. Ignored when the connection has gone. */
  enqueue(payload: Buffer): void;
  /** Past the queue of answers; only while that is held, or right before a cut. */
  writeNow(bytes: Buffer): void;
  /** Answers wait in their queue, and no more is read. */
  hold(held: boolean): void;
  /** Ends the connection once these bytes are out, which may be none. */
  cut(bytes: Buffer): void;
}
