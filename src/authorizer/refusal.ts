/** Checks 5, 6 and the range of 7: what a request is refused for before the card is read. */
import type { AttemptEvent } from '../limits/store.ts';
import { isLuhnValid } from '../protocol/luhn.ts';
import type { TransactionClass, TransactionRequest, TransactionType } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';

/** What this release does with a class and type; what stands not here is declined invalidTransaction. */
const EVENTS: Readonly<Record<TransactionClass, Readonly<Partial<Record<TransactionType, AttemptEvent>>>>> = {
  authorization: { balanceInquiry: 'inquiry' },
  financial: { purchase: 'spend', cash: 'spend', purchaseWithCashback: 'spend', balanceInquiry: 'inquiry' },
  advice: {},
  reversal: {},
};

/** Twelve digits of minor units, as DE4 holds them. */
export const AMOUNT_MINOR_MAX = 999_999_999_999;
const NOK = 578;

/** Undefined when the class, type and purpose together are not supported. */
export function eventOf(request: TransactionRequest): AttemptEvent | undefined {
  if (request.purpose !== '' || request.type === '' || request.type === 'unknown') return undefined;
  return EVENTS[request.class][request.type];
}

function isSupportedReversal(request: TransactionRequest): boolean {
  return request.purpose === '' && request.standingAmountMinor === 0 && request.type !== 'unknown';
}

function amountsAreValid(request: TransactionRequest, event: AttemptEvent): boolean {
  const { amountMinor, cashbackMinor } = request;
  if (event === 'inquiry') return amountMinor === 0 && cashbackMinor === 0;
  if (!(amountMinor > 0 && amountMinor <= AMOUNT_MINOR_MAX && Number.isInteger(amountMinor))) return false;
  if (cashbackMinor === 0) return true;
  const takesCashback = request.type === 'purchase' || request.type === 'purchaseWithCashback';
  return takesCashback && Number.isInteger(cashbackMinor) && cashbackMinor > 0 && cashbackMinor <= amountMinor;
}

function panRefusal(pan: string, panPrefixes: readonly string[]): Outcome | '' {
  for (const prefix of panPrefixes) {
    if (pan.startsWith(prefix)) return isLuhnValid(pan) ? '' : 'invalidCardNumber';
  }
  return 'noSuchIssuer';
}

/** The first check that fails, in the order of the outcome table; empty when all pass. */
export function refusalOf(request: TransactionRequest, pan: string, panPrefixes: readonly string[]): Outcome | '' {
  if (request.class === 'reversal') {
    return isSupportedReversal(request) ? panRefusal(pan, panPrefixes) : 'invalidTransaction';
  }
  const event = eventOf(request);
  if (event === undefined) return 'invalidTransaction';
  if (!amountsAreValid(request, event)) return 'invalidAmount';
  if (request.currency !== 0 && request.currency !== NOK) return 'invalidTransaction';
  return panRefusal(pan, panPrefixes);
}
