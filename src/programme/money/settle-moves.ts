/** Empties the outbox: every pending move is carried out and settled, as far as the store allows. */
import type { Office } from '../core/office.ts';
import { settleBatch } from './settle-batch.ts';

/** Moves in one transaction. */
export const MOVES_A_BATCH = 1_000;
/** Accounts held up by a fault that a pass remembers; with more it ends. */
const FAULTY_ACCOUNTS_MAX = 1_000;

export interface SettleOptions {
  /** At most so many moves. Default: all. */
  readonly stopAfter?: number;
}

export interface SettledMoves {
  readonly done: number;
  readonly refused: number;
  /** Undefined: the outbox was empty at the end, or `stopAfter` was reached. */
  readonly held: HeldUp | undefined;
}

/** Why moves are left. `busy`: another process settles. `fault`: only a person can help. */
export interface HeldUp {
  readonly why: 'busy' | 'unreachable' | 'fault';
  readonly sentence: string;
}

function faultSentence(moveKey: string, why: string): string {
  return `The move ${moveKey} of the outbox cannot be carried out, and further ones of its account wait: ${why}`;
}

export async function settleMoves(office: Office, { stopAfter = Number.MAX_SAFE_INTEGER }: SettleOptions = {}): Promise<SettledMoves> {
  const faultyAccounts = new Set<string>();
  let fault: HeldUp | undefined;
  let done = 0;
  let refused = 0;
  let afterId = 0;
  for (;;) {
    const movesMax = Math.min(MOVES_A_BATCH, stopAfter - done - refused);
    if (movesMax <= 0) return { done, refused, held: fault };
    const batch = await settleBatch(office, { afterId, movesMax, withoutAccounts: [...faultyAccounts] });
    if (batch.isBusy) return { done, refused, held: { why: 'busy', sentence: 'Another process settles moves.' } };
    const doneNow = batch.outcomes.filter(({ state }) => state === 'done').length;
    done += doneNow;
    refused += batch.outcomes.length - doneNow;
    for (const { move, sentence } of batch.faulty) {
      faultyAccounts.add(move.account_number);
      fault = { why: 'fault', sentence: faultSentence(move.move_key, sentence) };
    }
    if (batch.failure !== undefined) return { done, refused, held: { why: 'unreachable', sentence: batch.failure } };
    if (batch.read === 0 || faultyAccounts.size > FAULTY_ACCOUNTS_MAX) return { done, refused, held: fault };
    afterId = batch.lastId;
  }
}

export async function movesLeft(office: Office): Promise<number> {
  const [row] = await office.database.query<{ left: number }>("SELECT count(*) AS left FROM money_move WHERE state = 'pending'");
  return row?.left ?? 0;
}
