/** What an approved amount does to a card's account: posted, held, or given back. */
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import { isApproval } from '../protocol/outcome.ts';

/** Factors on the amount. */
export interface Movement {
  /** Of what is posted minus what is given back. */
  readonly net: -1 | 0 | 1;
  /** Of what is held. */
  readonly held: 0 | 1;
}

const SPENDS: Movement = { net: 1, held: 0 };
const HOLDS: Movement = { net: 0, held: 1 };
const CREDITS: Movement = { net: -1, held: 0 };
const NOTHING: Movement = { net: 0, held: 0 };

/** x1xx with a spending type is a pre-authorization or an increment, x2xx is posted at once. */
export function movementOf(request: TransactionRequest): Movement {
  switch (request.type) {
    case 'purchase':
    case 'cash':
    case 'purchaseWithCashback':
      return request.class === 'authorization' ? HOLDS : SPENDS;
    case 'refund':
      return CREDITS;
    default:
      return NOTHING;
  }
}

/** How much of a request was approved; 0 when it was declined, or not answered. */
export function approvedMinor(request: TransactionRequest, reply: TransactionResponse | undefined): number {
  if (reply === undefined || !isApproval(reply.outcome)) return 0;
  return reply.outcome === 'approvedPartially' ? reply.approvedAmountMinor : request.amountMinor;
}
