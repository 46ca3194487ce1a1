/**
 * Everything that is due by the clock of the office, in a fixed order: what the bank does by itself.
 * A timer calls it on a wall clock, advance.ts on a simulated one. Running it twice changes nothing,
 * and what an earlier process left half done is finished.
 */
import { settleCardStatuses } from '../accounts/card-status.ts';
import type { Office } from '../core/office.ts';
import { closeDueAccounts } from '../end/close-due-accounts.ts';
import { expireDueCards } from '../end/expire-due-cards.ts';
import { returnCredits } from '../end/return-credits.ts';
import { finishLosses } from '../loss/finish-losses.ts';
import { moveDueOrders } from '../orders/move-order.ts';
import { type PinSink, produceDuePins } from '../orders/produce-pins.ts';
import { executeDueBatches } from '../payments/execute-due-batches.ts';
import { drain } from './drain.ts';

export interface DueOptions {
  /** Gets the mailers of orders that were confirmed. Undefined: the bank desk produces PINs. */
  readonly pinSink?: PinSink | undefined;
}

export interface DueWork {
  readonly cardsTold: number;
  readonly orderSteps: number;
  readonly pinsProduced: number;
  readonly batchesExecuted: number;
  readonly cardsExpired: number;
  readonly balancesReturned: number;
  readonly accountsClosed: number;
  readonly lossesFinished: number;
  readonly movesDone: number;
  /** A spend was faster than the return of a balance, or a card did not take a payment. */
  readonly movesRefused: number;
}

/** A balance that a late posting changed is returned by a later round. */
const RETURN_ROUNDS_MAX = 10;

/** Rejects with a StoreError or DatabaseError when either cannot be reached; the rest is done by the next call. */
export async function runDue(office: Office, { pinSink }: DueOptions = {}): Promise<DueWork> {
  const cardsTold = await settleCardStatuses(office);
  const moves = [await drain(office)];
  const orderSteps = await moveDueOrders(office);
  const pinsProduced = pinSink === undefined ? 0 : await produceDuePins(office, pinSink);
  const { executed: batchesExecuted } = await executeDueBatches(office);
  moves.push(await drain(office));
  let cardsExpired = 0;
  let balancesReturned = 0;
  for (let round = 0; round < RETURN_ROUNDS_MAX; round += 1) {
    const { expired, returns } = await expireDueCards(office);
    cardsExpired += expired;
    balancesReturned += returns;
    if (returns === 0) break;
    moves.push(await drain(office));
  }
  const accountsClosed = await closeDueAccounts(office);
  balancesReturned += (await returnCredits(office)) ?? 0;
  moves.push(await drain(office));
  const lossesFinished = await finishLosses(office);
  return {
    cardsTold,
    orderSteps,
    pinsProduced,
    batchesExecuted,
    cardsExpired,
    balancesReturned,
    accountsClosed,
    lossesFinished,
    movesDone: moves.reduce((sum, { done }) => sum + done, 0),
    movesRefused: moves.reduce((sum, { refused }) => sum + refused, 0),
  };
}
