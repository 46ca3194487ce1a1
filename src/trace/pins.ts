import type { Outcome } from '../protocol/outcome.ts';
import type { Exchange } from './format.ts';

/** What the outcome says of the PIN, where the source of the trace does not tell. */
const SAYS: Partial<Record<Outcome, number | 'absent' | 'malformed'>> = {
  pinRequired: 'absent',
  pinBlockError: 'malformed',
  incorrectPin: 1,
  pinTriesExceeded: 1,
};

/** The number of the PIN that was typed. 0: the one that the card had when it was first seen. */
export function pinOf({ decision, request, outcome }: Exchange): number | 'absent' | 'malformed' {
  if (decision?.pin !== undefined) return decision.pin;
  if (request.class === 'advice' || request.class === 'reversal') return 'absent';
  return SAYS[outcome] ?? 0;
}
