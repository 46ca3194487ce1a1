/** Carries moves out on the card store: those of one account in their order, accounts side by side. */
import type { CardService } from '../../issuing/card-service.ts';
import { StoreError } from '../../limits/store.ts';
import { FundingRefused } from '../../limits/stores/funding-error.ts';
import type { MoveOutcome, PendingMove, RefusedMove } from './move.ts';

/** Accounts whose moves are on their way to the card store at once. */
export const ACCOUNTS_AT_ONCE = 64;

export interface CarriedOut {
  readonly outcomes: readonly MoveOutcome[];
  /** Accounts that a fault holds up: no further move of them is carried out. */
  readonly faulty: readonly FaultyMove[];
  /** What kept the store from being reached; the moves that are in no list are still to be done. */
  readonly failure: string | undefined;
}

export interface FaultyMove {
  readonly move: PendingMove;
  readonly sentence: string;
}

function byAccount(moves: readonly PendingMove[]): readonly (readonly PendingMove[])[] {
  const groups = new Map<string, PendingMove[]>();
  for (const move of moves) {
    const group = groups.get(move.account_number);
    if (group === undefined) groups.set(move.account_number, [move]);
    else group.push(move);
  }
  return [...groups.values()];
}

type Step = MoveOutcome | { readonly fault: string } | { readonly failure: string };

const REFUSED_MOVES: readonly string[] = ['closed', 'high', 'low'] satisfies readonly RefusedMove[];

function isRefusedMove(word: string): word is RefusedMove {
  return REFUSED_MOVES.includes(word);
}

async function step(cards: Pick<CardService, 'fund'>, move: PendingMove): Promise<Step> {
  try {
    const funded = await cards.fund(move.card_token, move.amount_minor, move.move_key);
    if (funded === undefined) return { fault: 'the card store does not know the card' };
    return { move, state: 'done', reason: '' };
  } catch (error) {
    if (error instanceof FundingRefused && isRefusedMove(error.refusal)) return { move, state: 'refused', reason: error.refusal };
    if (error instanceof FundingRefused) return { fault: error.message };
    if (!(error instanceof StoreError)) throw error;
    return error.code === 'keyReused' ? { fault: error.message } : { failure: error.message };
  }
}

/** Stops at the first failure of the store: the others would only wait for it. */
export async function carryOut(cards: Pick<CardService, 'fund'>, moves: readonly PendingMove[]): Promise<CarriedOut> {
  const outcomes: MoveOutcome[] = [];
  const faulty: FaultyMove[] = [];
  const groups = byAccount(moves).values();
  let failure: string | undefined;
  const worker = async (): Promise<void> => {
    for (const group of groups) {
      for (const move of group) {
        if (failure !== undefined) return;
        const result = await step(cards, move);
        if ('state' in result) {
          outcomes.push(result);
          continue;
        }
        if ('fault' in result) faulty.push({ move, sentence: result.fault });
        else failure ??= result.failure;
        break;
      }
    }
  };
  // Every worker ends before an error is passed on: the transaction is over then.
  const ends = await Promise.allSettled(Array.from({ length: ACCOUNTS_AT_ONCE }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return { outcomes, faulty, failure };
}
