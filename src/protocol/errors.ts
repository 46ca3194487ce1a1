/**
 * A framing error in the bytes of a peer. The message never holds those bytes, so it can be logged.
 */
import { errorText } from '../cards/card-data/card-data.ts';
export const FRAME_ERROR_CODES = ['frameTooLong', 'badHeader'] as const;
export type FrameErrorCode = (typeof FRAME_ERROR_CODES)[number];

export class FrameError extends Error {
  readonly code: FrameErrorCode;
  constructor(code: FrameErrorCode, message: string) {
    super(errorText(message));
    this.name = 'FrameError';
    this.code = code;
  }
}
