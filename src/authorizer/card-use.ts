/** Where a card is used: the channel, which selects the limits, and the country. */
import type { Channel } from '../limits/rules/profile.ts';
import { ATM_MCC } from '../limits/rules/profile.ts';
import { NORWAY } from '../protocol/iso-codes.ts';
import type { TransactionRequest } from '../protocol/message.ts';

const SVALBARD_AND_JAN_MAYEN = 744;

export interface CountryRules {
  /**
   * ISO 3166 numeric country of a request without any country evidence; 0: such a request is not
   * domestic.
   */
  readonly assumedCountry: number;
  readonly svalbardIsDomestic: boolean;
}

/** `atm`: MCC 6011, or a terminal of type ATM that gives no MCC. `pos`: all others. */
export function channelOf(request: Pick<TransactionRequest, 'mcc' | 'terminalType'>): Channel {
  if (request.mcc === ATM_MCC) return 'atm';
  return request.mcc === 0 && request.terminalType === 'atm' ? 'atm' : 'pos';
}

/**
 * The country by the strongest evidence in the request: terminal, merchant, acquirer; 0: no
 * evidence.
 */
export function countryOf(request: TransactionRequest): number {
  return request.terminalCountry || request.merchantCountry || request.acquirerCountry;
}

/** A request without evidence counts as from the country that the listener assumes. */
export function isDomestic(request: TransactionRequest, rules: CountryRules): boolean {
  return isDomesticCountry(countryOf(request) || rules.assumedCountry, rules);
}

export function isDomesticCountry(country: number, rules: CountryRules): boolean {
  return country === NORWAY || (country === SVALBARD_AND_JAN_MAYEN && rules.svalbardIsDomestic);
}
