/** What a request says about where and how the card is used. */

import type { Channel } from '../limits/rules/profile.ts';
import { ATM_MCC } from '../limits/rules/profile.ts';
import { NORWAY } from '../protocol/iso-codes.ts';
import type { TransactionRequest } from '../protocol/message.ts';

const SVALBARD_AND_JAN_MAYEN = 744;

export interface CountryRules {
  /** ISO 3166 numeric country of a request that brings no country evidence; 0: none, such a request is not domestic. */
  readonly assumedCountry: number;
  readonly svalbardIsDomestic: boolean;
}

/** Which limits a use belongs to goes by the terminal: MCC 6011, or an ATM that gives no MCC. */
export function channelOf(request: Pick<TransactionRequest, 'mcc' | 'terminalType'>): Channel {
  if (request.mcc === ATM_MCC) return 'atm';
  return request.mcc === 0 && request.terminalType === 'atm' ? 'atm' : 'pos';
}

/** The country evidence that a request brings, strongest first: terminal, merchant, acquirer; 0: none. */
export function countryOf(request: TransactionRequest): number {
  return request.terminalCountry || request.merchantCountry || request.acquirerCountry;
}

/** Without evidence it is where the listener assumes. */
export function isDomestic(request: TransactionRequest, rules: CountryRules): boolean {
  return isDomesticCountry(countryOf(request) || rules.assumedCountry, rules);
}

export function isDomesticCountry(country: number, rules: CountryRules): boolean {
  return country === NORWAY || (country === SVALBARD_AND_JAN_MAYEN && rules.svalbardIsDomestic);
}
