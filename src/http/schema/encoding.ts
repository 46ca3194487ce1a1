/** Request and response of POST /v1/encode. */
import { z } from 'zod';
import { DIALECT_NAMES } from '../../protocol/iso8583/dialect/dialect-file.ts';
import type { TransactionResponse } from '../../protocol/message.ts';
import { explanationOf } from './explanation.ts';
import { ROW } from './inspection.ts';
import { TRANSACTION } from './transaction.ts';
import { TRANSACTION_ANSWER } from './transaction-answer.ts';

export const WIRES = ['protobuf', ...DIALECT_NAMES] as const;
export type Wire = (typeof WIRES)[number];

export const ENCODING = z.strictObject({
  wire: z.enum(WIRES),
  transaction: TRANSACTION,
  /** As POST /v1/transactions gave it. */
  answer: TRANSACTION_ANSWER.optional(),
});

/** A message with its length header. */
const ENCODED_MESSAGE = z.object({ byteCount: z.number(), rows: z.array(ROW).readonly() });

export const ENCODED = z.object({
  wire: z.enum(WIRES),
  /** Of the message and the header of the wire. */
  header: z.string(),
  request: ENCODED_MESSAGE,
  answer: ENCODED_MESSAGE.exactOptional(),
});
export type EncodedMessage = z.infer<typeof ENCODED_MESSAGE>;

/** The answer as the codecs take it: absent fields are undefined. */
export function toResponse(body: z.infer<typeof TRANSACTION_ANSWER>): TransactionResponse {
  const { responseCode: _responseCode, amountMinor, balances, explanation, ...same } = body;
  return {
    ...same,
    amountMinor: amountMinor ?? Number.NaN,
    balances,
    explanation: explanation === undefined ? undefined : explanationOf(explanation),
    context: undefined,
  };
}
