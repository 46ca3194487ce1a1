/** The response of POST /v1/transactions: the fields of the message, and its DE39 code. */
import { z } from 'zod';
import { FLAGS, type Response, TRANSACTION_TYPES } from '../../protocol/message.ts';
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

type TransactionAnswer = Readonly<z.infer<typeof TRANSACTION_ANSWER>>;

/** Field by field: to spread the response takes four times as long. */
export function answerOf(response: Response): TransactionAnswer {
  if (response.class === 'networkManagement') throw new RangeError('Over HTTP only transactions are answered.');
  return {
    outcome: response.outcome,
    responseCode: outcomeRow(response.outcome).de39,
    approvalCode: response.approvalCode,
    approvedAmountMinor: response.approvedAmountMinor,
    balances: response.balances,
    decidedAtMs: response.decidedAtMs,
    repeated: response.repeated,
    flag: response.flag,
    headroom: response.headroom,
    reason: response.reason,
    explanation: response.explanation,
    class: response.class,
    stan: response.stan,
    rrn: response.rrn,
    transmissionTimeMs: response.transmissionTimeMs,
    terminalId: response.terminalId,
    merchantId: response.merchantId,
    acquirerId: response.acquirerId,
    type: response.type,
    amountMinor: response.amountMinor,
    currency: response.currency,
  };
}
