/** What an errand at a terminal says and hears. The engine that carries it knows neither cards nor money. */
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/** A response, or undefined when none came: time-out, or the connection broke. */
export type Heard = TransactionResponse | undefined;

/** A request to send now, or a number of milliseconds to wait before going on. */
export type Said = TransactionRequest | number;

export type Conversation<Result = void> = Generator<Said, Result, Heard>;

/** A request while it is being made. */
export type Draft = { -readonly [Field in keyof TransactionRequest]: TransactionRequest[Field] };
