/** What a flow at a terminal says and hears. The engine that carries it knows neither cards nor money. */
import type { NetworkRequest, Request, Response, TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/** A response, or undefined when none came: time-out, or the connection broke. */
export type Reply = Response | undefined;

/** A request to send now, or a number of milliseconds to wait before going on. */
export type RequestOrPause = Request | number;

export type Conversation<Result = void> = Generator<RequestOrPause, Result, Reply>;

/** A request while it is being made. */
export type Draft = { -readonly [Field in keyof TransactionRequest]: TransactionRequest[Field] };
export type NetworkDraft = { -readonly [Field in keyof NetworkRequest]: NetworkRequest[Field] };

/** What was heard to a transaction; links match on the class, so nothing else can have come. */
export function transactionResponse(reply: Reply): TransactionResponse | undefined {
  return reply === undefined || reply.class === 'networkManagement' ? undefined : reply;
}
