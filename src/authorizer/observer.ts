/** The events that the authorizer and its connections report to metrics, logs and recordings. */
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { ConnectionEnd } from './connections/reasons.ts';

/** Why input from a peer was refused. */
export const REFUSED_INPUTS = ['frameTooLong', 'badHeader', 'unreadable', 'malformed', 'notForHost', 'otherTerminal'] as const;
export type RefusedInput = (typeof REFUSED_INPUTS)[number];

/** The result of one try to take back an attempt. */
export const TAKE_BACK_RESULTS = ['takenBack', 'nothing', 'failed'] as const;
export type TakeBackResult = (typeof TAKE_BACK_RESULTS)[number];

/** Where an internal fault can happen. */
export const FAULT_PLACES = ['authorize', 'connection', 'listener', 'http', 'activity'] as const;
export type FaultPlace = (typeof FAULT_PLACES)[number];

/** What a fault is about, for the log: the request, its outcome, a masked PAN. */
export type FaultSubject = Readonly<Record<string, string | number>>;

/** Called on the hot path: must not throw and must be quick. */
export interface Observer {
  decided(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void;
  connectionOpened(): void;
  connectionClosed(end: ConnectionEnd): void;
  refused(input: RefusedInput): void;
  /** A request was answered issuerInoperative because its deadline passed. */
  deadlineMissed(): void;
  /** The store decided after the request was answered issuerInoperative. */
  lateDecision(): void;
  takeBackTried(result: TakeBackResult): void;
  /** A bug, or an error of the store. The message was answered and the process goes on. */
  fault(where: FaultPlace, error: unknown, about?: FaultSubject): void;
}

const nothing = (): void => {};

export const SILENT: Observer = {
  decided: nothing,
  connectionOpened: nothing,
  connectionClosed: nothing,
  refused: nothing,
  deadlineMissed: nothing,
  lateDecision: nothing,
  takeBackTried: nothing,
  fault: nothing,
};

/** Passes every event on, for observers that add something to one of them. */
export function forwardTo(next: Observer): Observer {
  return {
    decided: (request, response, latencyMs) => next.decided(request, response, latencyMs),
    connectionOpened: () => next.connectionOpened(),
    connectionClosed: (end) => next.connectionClosed(end),
    refused: (input) => next.refused(input),
    deadlineMissed: () => next.deadlineMissed(),
    lateDecision: () => next.lateDecision(),
    takeBackTried: (result) => next.takeBackTried(result),
    fault: (where, error, about) => next.fault(where, error, about),
  };
}
