/**
 * What a correct host never does. Reports count it as broken invariants, and their JSON uses these
 * names.
 */
export interface Findings {
  /** The answer to a repeat was not the answer to its original. */
  differingRepeats: number;
  /** A reversal of the terminal's own transaction was declined. */
  declinedReversals: number;
  /** A completion, a partial dispense or an offline approval was declined. */
  declinedAdvices: number;
  /** The right PIN was declined as wrong after the host had changed it. */
  refusedPins: number;
}

export function noFindings(): Findings {
  return { differingRepeats: 0, declinedReversals: 0, declinedAdvices: 0, refusedPins: 0 };
}
