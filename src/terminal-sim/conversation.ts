/**
 * The messages of a flow with the host: a generator that yields requests and pauses, and receives
 * the replies. The load engine, which sends them, knows neither cards nor money.
 */
import type { NetworkRequest, Request, Response, TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/** Undefined when no response came: time-out, or a broken connection. */
export type Reply = Response | undefined;

/** A request to send now, or milliseconds to wait. */
export type RequestOrPause = Request | number;

export type Conversation<Result = void> = Generator<RequestOrPause, Result, Reply>;

/** A request while it is being made. */
export type Draft = { -readonly [Field in keyof TransactionRequest]: TransactionRequest[Field] };
export type NetworkDraft = { -readonly [Field in keyof NetworkRequest]: NetworkRequest[Field] };

/**
 * The reply to a transaction request. Links match replies on the message class, so it is of no
 * other class.
 */
export function transactionResponse(reply: Reply): TransactionResponse | undefined {
  return reply === undefined || reply.class === 'networkManagement' ? undefined : reply;
}
