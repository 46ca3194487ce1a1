/**
 * The checks `request` and `cardNumber` (its range and check digit), which need no card on file. A
 * request that fails one still goes to the store, which keeps the answer under its key.
 */

import { isLuhnValid } from '../cards/pan.ts';
import { eventRow, type MessageEvent } from '../limits/rules/event.ts';
import { NOK } from '../protocol/iso-codes.ts';
import type { TransactionRequest } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { Exchange } from './exchange.ts';

/** Twelve digits of minor units, as DE4 holds them. */
export const AMOUNT_MINOR_MAX = 999_999_999_999;

function isAmount(minor: number): boolean {
  return Number.isInteger(minor) && minor >= 0 && minor <= AMOUNT_MINOR_MAX;
}

function amountsAreValid(request: TransactionRequest, event: MessageEvent): boolean {
  const { amountMinor, cashbackMinor } = request;
  const rule = eventRow(event).amount;
  if (rule === 'ignored') return isAmount(request.replacementAmountMinor);
  if (rule === 'zero') return amountMinor === 0 && cashbackMinor === 0;
  if (!isAmount(amountMinor) || (rule === 'positive' && amountMinor === 0)) return false;
  if (cashbackMinor === 0) return true;
  const takesCashback = request.type === 'purchase' || request.type === 'purchaseWithCashback';
  return takesCashback && isAmount(cashbackMinor) && cashbackMinor <= amountMinor;
}

function panRefusal(pan: string, panPrefixes: readonly string[]): Outcome | '' {
  for (const prefix of panPrefixes) {
    if (pan.startsWith(prefix)) return isLuhnValid(pan) ? '' : 'invalidCardNumber';
  }
  return 'noSuchIssuer';
}

/**
 * The outcome of the first check that fails; empty when all pass. `event` undefined: class, purpose
 * and type together are not supported.
 */
export function refusalOf({ request, pan }: Exchange, event: MessageEvent | undefined, panPrefixes: readonly string[]): Outcome | '' {
  if (event === undefined) return 'invalidTransaction';
  if (!amountsAreValid(request, event)) return 'invalidAmount';
  // A reversal gives back what was debited, whatever currency it names.
  if (event !== 'reversal' && request.currency !== 0 && request.currency !== NOK) return 'invalidTransaction';
  return panRefusal(pan, panPrefixes);
}
