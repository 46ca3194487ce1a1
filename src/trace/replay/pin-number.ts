/**
 * PINs of a trace. A trace contains no PIN, only the number of the PIN that was entered: 0 is the
 * PIN that the card had when it was first seen, 1 and up are other PINs in the order seen.
 */
import type { Outcome } from '../../protocol/outcome.ts';
import type { Exchange } from '../format/lines.ts';

export type PinNumber = number | 'absent' | 'malformed';

/** Which PIN an outcome implies, for traces without PIN numbers. */
const PIN_BY_OUTCOME: Partial<Record<Outcome, PinNumber>> = {
  pinRequired: 'absent',
  pinBlockError: 'malformed',
  incorrectPin: 1,
  pinTriesExceeded: 1,
};

/** The number of the PIN that was entered. */
export function pinNumberOf({ decision, request, outcome }: Exchange): PinNumber {
  if (decision?.pin !== undefined) return decision.pin;
  if (request.class === 'advice' || request.class === 'reversal') return 'absent';
  return PIN_BY_OUTCOME[outcome] ?? 0;
}
