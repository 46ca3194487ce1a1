/** A funding that a store refuses, as the error that its caller gets. */
import { FUNDING_REFUSALS, type FundingRefusal } from '../rules/funding.ts';
import { StoreError } from '../store.ts';

export function fundingError(refusal: FundingRefusal): StoreError {
  return new StoreError(refusal === 'reused' ? 'keyReused' : 'refused', FUNDING_REFUSALS[refusal]);
}
