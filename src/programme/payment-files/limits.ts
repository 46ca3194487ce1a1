/** What a payment file may cost before it is refused. Refused while it is read, never buffered. */
export interface PaymentFileLimits {
  /** Size of the file. */
  readonly bytesMax: number;
  readonly paymentsMax: number;
  readonly paymentInformationsMax: number;
  /** Elements inside each other. */
  readonly depthMax: number;
  /** Characters of one tag, comment, instruction or text between two tags. */
  readonly tokenCharsMax: number;
  /** Largest amount of one payment, in øre. */
  readonly amountMinorMax: number;
}

export const PAYMENT_FILE_LIMITS: PaymentFileLimits = {
  bytesMax: 256 * 1024 * 1024,
  paymentsMax: 200_000,
  paymentInformationsMax: 10_000,
  depthMax: 32,
  tokenCharsMax: 65_536,
  amountMinorMax: 99_999_999_999,
};
