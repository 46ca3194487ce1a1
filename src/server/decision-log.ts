/** At level `debug`, one line for each decision. */
import { forwardTo, type Observer } from '../authorizer/observer.ts';
import { maskPan } from '../protocol/mask.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Log } from './log.ts';
import type { RunningLogLevel } from './running-log-level.ts';

/** All that is shown of track 2. */
const DIGITS_OF_TRACK2 = 6;

function line(request: TransactionRequest, { outcome }: TransactionResponse, latencyMs: number): Record<string, string | number> {
  const { context, class: messageClass, type, stan, rrn, terminalId, pan, track2, amountMinor } = request;
  return {
    wire: context?.codec ?? 'protobuf',
    class: messageClass,
    type: type || 'none',
    stan,
    rrn,
    terminalId,
    card: pan === '' ? track2.slice(0, DIGITS_OF_TRACK2) : maskPan(pan),
    amountMinor,
    outcome,
    latencyMs: Math.round(latencyMs * 1_000) / 1_000,
  };
}

/** The level can change at any time. */
export function logDecisions(log: Log, level: RunningLogLevel, next: Observer): Observer {
  return {
    ...forwardTo(next),
    decided: (request, response, latencyMs) => {
      next.decided(request, response, latencyMs);
      if (level.isDebug) log.debug(line(request, response, latencyMs), 'Decided.');
    },
  };
}
