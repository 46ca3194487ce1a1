import type { MessageClass, Request, Response, TransactionRequest } from './message.ts';

/** What of a message is certain. A field that is missing was not in it, or can not be read. Every whole request is one, too. */
export type Known = Partial<Pick<TransactionRequest, 'repeat' | 'type' | 'amountMinor' | 'pan' | 'track2' | 'terminalId'>> & {
  readonly class?: MessageClass;
  readonly stan: number;
};

/** What decoding a frame gives. Never thrown: bad input is a value. */
export type Decoded<T> =
  | { readonly kind: 'message'; readonly message: T }
  /** Broken, but the STAN was readable: answer formatError with what of the message goes into the answer. */
  | {
      readonly kind: 'malformed';
      /** Its class is that of the answer: `financial` where the message's own can not be read. */
      readonly message: Partial<TransactionRequest> & Pick<TransactionRequest, 'class' | 'stan'>;
      readonly reason: string;
      readonly known: Known;
    }
  /** Nothing to answer to: close the connection. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Zero length: keeps the connection alive, is not answered. */
  | { readonly kind: 'keepAlive' };

export type Malformed = Extract<Decoded<Request>, { readonly kind: 'malformed' }>;

/** Owns the bytes of one wire format; holds no socket and no clock. Frames go in and out without their length header. */
export interface Codec {
  readonly name: string;
  /** How finely the wire tells times: 1 for milliseconds, 1,000 where DE7 ends with the second. */
  readonly timeUnitMs: number;
  /** An answer repeats terminal and transmission time. False: hosts of this wire may leave them out, or tell their own time. */
  readonly repeatsKey: boolean;
  decodeRequest(frame: Buffer): Decoded<Request>;
  encodeResponse(response: Response): Buffer;
  encodeRequest(request: Request): Buffer;
  decodeResponse(frame: Buffer): Decoded<Response>;
}
