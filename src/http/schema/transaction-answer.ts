/** The response of POST /v1/transactions: the fields of the message, and its DE39 code. */
import { z } from 'zod';
import { FLAGS, type Response, TRANSACTION_TYPES, type TransactionResponse } from '../../protocol/message.ts';
import { OUTCOMES, outcomeRow } from '../../protocol/outcome.ts';
import { HEADROOM_LIMIT } from './card.ts';
import { EXPLANATION } from './explanation.ts';
import { namesOf, TRANSACTION_CLASS } from './transaction.ts';

/** Fields that are undefined are absent in JSON. */
export const TRANSACTION_ANSWER = z.object({
  outcome: z.enum(namesOf(OUTCOMES)),
  /** DE39. */
  responseCode: z.string(),
  approvalCode: z.string(),
  approvedAmountMinor: z.number(),
  balances: z.object({ ledgerMinor: z.number(), availableMinor: z.number() }).optional(),
  decidedAtMs: z.number(),
  repeated: z.boolean(),
  flag: z.enum(namesOf(FLAGS)).or(z.literal('')),
  headroom: z.array(HEADROOM_LIMIT).readonly(),
  reason: z.string(),
  explanation: EXPLANATION.optional(),
  class: TRANSACTION_CLASS,
  stan: z.number(),
  rrn: z.string(),
  transmissionTimeMs: z.number(),
  terminalId: z.string(),
  merchantId: z.string(),
  acquirerId: z.string(),
  type: z.enum([...namesOf(TRANSACTION_TYPES), 'unknown', '']),
  /** Null when the amount of the request was not a whole number: JSON has no NaN. */
  amountMinor: z.number().nullable(),
  currency: z.number(),
});

type TransactionAnswer = TransactionResponse & z.infer<typeof TRANSACTION_ANSWER>;

export function answerOf(response: Response): TransactionAnswer {
  if (response.class === 'networkManagement') throw new RangeError('Over HTTP only transactions are answered.');
  return { ...response, responseCode: outcomeRow(response.outcome).de39 };
}
