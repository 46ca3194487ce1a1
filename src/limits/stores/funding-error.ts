/** A funding that a store refuses, as the error that its caller gets. */
import { FUNDING_REFUSALS, type FundingRefusal } from '../rules/funding.ts';
import { StoreError } from '../store.ts';

/** The card does not take the money: nothing is kept under the key. */
export class FundingRefused extends StoreError {
  readonly refusal: FundingRefusal;
  constructor(refusal: FundingRefusal) {
    super('refused', FUNDING_REFUSALS[refusal]);
    this.refusal = refusal;
  }
}

export function fundingError(refusal: FundingRefusal): StoreError {
  return refusal === 'reused' ? new StoreError('keyReused', FUNDING_REFUSALS.reused) : new FundingRefused(refusal);
}
