/** What a request says about where and how the card is used. */
import type { Channel } from '../limits/profile.ts';
import { ATM_MCC } from '../limits/profile.ts';
import type { TransactionRequest } from '../protocol/message.ts';

const NORWAY = 578;
const SVALBARD_AND_JAN_MAYEN = 744;

export interface CountryRules {
  /** ISO 3166 numeric country of a request that brings no country evidence; 0: none, such a request is not domestic. */
  readonly assumedCountry: number;
  readonly svalbardIsDomestic: boolean;
}

/** Which limits a use belongs to goes by the terminal: MCC 6011, or an ATM that gives no MCC. */
export function channelOf(request: TransactionRequest): Channel {
  if (request.mcc === ATM_MCC) return 'atm';
  return request.mcc === 0 && request.terminalType === 'atm' ? 'atm' : 'pos';
}

/** The first country present wins: terminal, merchant, acquirer, then what the listener assumes. */
export function isDomestic(request: TransactionRequest, rules: CountryRules): boolean {
  const country = request.terminalCountry || request.merchantCountry || request.acquirerCountry || rules.assumedCountry;
  return country === NORWAY || (country === SVALBARD_AND_JAN_MAYEN && rules.svalbardIsDomestic);
}
