/** The interface of a wire format, implemented in protobuf/ and iso8583/. */
import type { MessageClass, Request, Response, TransactionRequest } from './message.ts';

/**
 * The fields of a malformed message that could be read. A missing field was not in the message or
 * could not be read. Every complete request also has this type.
 */
export type Known = Partial<Pick<TransactionRequest, 'repeat' | 'type' | 'amountMinor' | 'pan' | 'track2' | 'terminalId'>> & {
  readonly class?: MessageClass;
  readonly stan: number;
};

/** The result of decoding a frame. Bad input is a value, never an exception. */
export type Decoded<T> =
  | { readonly kind: 'message'; readonly message: T }
  /** Malformed, but the STAN could be read: answer formatError with the fields in `message`. */
  | {
      readonly kind: 'malformed';
      /** The class is that of the answer: `financial` when the message's own cannot be read. */
      readonly message: Partial<TransactionRequest> & Pick<TransactionRequest, 'class' | 'stan'>;
      readonly reason: string;
      readonly known: Known;
    }
  /** It cannot be answered: close the connection. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /**
   * Readable, but not answered: a response, a notification, or a message without a STAN. The next
   * frame is read.
   */
  | { readonly kind: 'ignored'; readonly reason: string }
  /**
   * A frame of zero length, or of nothing but a TPDU, keeps the connection alive and is not
   * answered.
   */
  | { readonly kind: 'keepAlive' };

export type Malformed = Extract<Decoded<Request>, { readonly kind: 'malformed' }>;

/** Converts between messages and frames of one wire format. Frames have no length header here. */
export interface Codec {
  readonly name: string;
  /** Resolution of times: 1 for milliseconds, 1,000 where DE7 has only seconds. */
  readonly timeUnitMs: number;
  /**
   * True when a response always repeats terminal and transmission time. False when hosts may leave
   * them out or send their own time.
   */
  readonly repeatsKey: boolean;
  decodeRequest(frame: Buffer): Decoded<Request>;
  encodeResponse(response: Response): Buffer;
  encodeRequest(request: Request): Buffer;
  decodeResponse(frame: Buffer): Decoded<Response>;
}
