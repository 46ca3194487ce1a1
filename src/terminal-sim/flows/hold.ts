/** The parts that flows with a hold share: the pre-authorization and the completion. */
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Conversation, Draft } from '../conversation.ts';
import { approvedMinor } from '../movement.ts';
import type { OriginalReference } from '../original-reference.ts';
import type { Terminal } from '../terminal.ts';

/** An approved hold, with everything that its completion or reversal needs. */
export interface Stay {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly hold: TransactionRequest;
  readonly approval: TransactionResponse;
  /** The whole amount held. */
  readonly heldMinor: number;
}

export interface Booking {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly hold: Draft;
  /** The expected bill; at a pump less than the amount of the hold. */
  readonly amountMinor: number;
}

/** Sends the pre-authorization. Undefined when it was not approved. */
export function* checkIn({ holder, terminal, hold }: Booking): Conversation<Stay | undefined> {
  const approval = yield* terminal.transact(holder, hold);
  const heldMinor = approvedMinor(hold, approval);
  return approval === undefined || heldMinor === 0 ? undefined : { holder, terminal, hold, approval, heldMinor };
}

/**
 * Sends the completion. Returns it with its answer, so that the caller can repeat or reverse it.
 */
export function* checkOut(
  stay: Stay,
  billMinor: number,
  reference: OriginalReference = 'key',
): Conversation<readonly [Draft, TransactionResponse | undefined]> {
  const { holder, terminal, hold, approval, heldMinor } = stay;
  const completion = terminal.messages.completion(hold, approval, billMinor, reference);
  return [completion, yield* terminal.follow(holder, completion, billMinor, -heldMinor)];
}
