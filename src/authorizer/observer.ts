import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/** Why what a peer sent was not taken. */
export const REFUSED_INPUTS = ['frameTooLong', 'badHeader', 'unreadable', 'malformed'] as const;
export type RefusedInput = (typeof REFUSED_INPUTS)[number];

/** Why a connection ended. `tooMany`: turned away at the door; `injectedFault`: a fault rule cut it. */
export const CONNECTION_ENDS = [
  'peer',
  'idle',
  'halfFrame',
  'notReading',
  'refusedInput',
  'drained',
  'fault',
  'injectedFault',
  'tooMany',
] as const;
export type ConnectionEnd = (typeof CONNECTION_ENDS)[number];

/** What became of one try to take back an attempt. */
export const TAKE_BACK_RESULTS = ['takenBack', 'nothing', 'failed'] as const;
export type TakeBackResult = (typeof TAKE_BACK_RESULTS)[number];

/** Told of what happens, for metrics and logs; never asked. Called on the hot path: must not throw and must be quick. */
export interface Observer {
  decided(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void;
  connectionOpened(): void;
  connectionClosed(end: ConnectionEnd): void;
  refused(input: RefusedInput): void;
  /** A decision came after its request was answered issuerInoperative. */
  lateDecision(): void;
  takeBackTried(result: TakeBackResult): void;
  /** A bug or a refusing store; the message was answered, the process lives. */
  fault(where: string, error: unknown): void;
}

const nothing = (): void => {};

export const SILENT: Observer = {
  decided: nothing,
  connectionOpened: nothing,
  connectionClosed: nothing,
  refused: nothing,
  lateDecision: nothing,
  takeBackTried: nothing,
  fault: nothing,
};
