/** Why a peer's bytes could not be taken. The message is safe to log: it never holds what the bytes said. */
export const FRAME_ERROR_CODES = ['frameTooLong', 'badHeader'] as const;
export type FrameErrorCode = (typeof FRAME_ERROR_CODES)[number];

export class FrameError extends Error {
  readonly code: FrameErrorCode;
  constructor(code: FrameErrorCode, message: string) {
    super(message);
    this.name = 'FrameError';
    this.code = code;
  }
}
