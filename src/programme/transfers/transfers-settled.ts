/**
 * What follows when a leg of a transfer is settled: out is followed by in, or by an entry on an
 * account of the bank; a refused in by back. Money that even its first card does not take any more
 * goes to the payer of the subscription.
 */
import type { Sql } from '../../database/database.ts';
import { type Entry, enterAll } from '../bank/enter.ts';
import { addMoves, type MoveOutcome, type NewMove, subjectId } from '../money/move.ts';
import { type TransferLeg, transferMove } from './transfer.ts';

interface LegRow {
  readonly id: number;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount_minor: number;
  readonly to_kind: string;
  readonly payer: string | null;
}

interface Follows {
  readonly moves: NewMove[];
  readonly entries: Entry[];
  readonly ends: { readonly id: number; readonly status: 'done' | 'refused'; readonly reason: string }[];
  /** Refused, and their money is on its way back. */
  readonly returning: { readonly id: number; readonly reason: string }[];
}

function legOf({ move }: MoveOutcome): TransferLeg {
  return move.move_key.slice(move.move_key.lastIndexOf(':') + 1) as TransferLeg;
}

function addOut(follows: Follows, row: LegRow, outcome: MoveOutcome, atMs: number): void {
  const { id, to_account: account, amount_minor: amountMinor } = row;
  if (outcome.state === 'refused') {
    follows.ends.push({ id, status: 'refused', reason: outcome.reason });
  } else if (row.to_kind === 'card') {
    follows.moves.push(transferMove(id, 'in', account, amountMinor));
  } else {
    follows.entries.push({ account, amountMinor, kind: 'unload', reference: `transfer:${id}`, atMs });
    follows.ends.push({ id, status: 'done', reason: '' });
  }
}

function addIn(follows: Follows, row: LegRow, outcome: MoveOutcome): void {
  const { id, from_account, amount_minor } = row;
  if (outcome.state === 'done') {
    follows.ends.push({ id, status: 'done', reason: '' });
    return;
  }
  follows.moves.push(transferMove(id, 'back', from_account, amount_minor));
  follows.returning.push({ id, reason: outcome.reason });
}

function addBack(follows: Follows, row: LegRow, outcome: MoveOutcome, atMs: number): void {
  const { id, payer, amount_minor: amountMinor } = row;
  follows.returning.push({ id, reason: '' });
  if (outcome.state === 'done') return;
  if (payer === null) throw new Error(`The subscription of transfer ${id} has no payer account.`);
  follows.entries.push({ account: payer, amountMinor, kind: 'returned', reference: `transfer:${id}`, atMs });
}

async function legRows(sql: Sql, outcomes: readonly MoveOutcome[]): Promise<ReadonlyMap<string, LegRow>> {
  const rows = await sql.query<LegRow>(
    `SELECT t.id, t.from_account, t.to_account, t.amount_minor, a.kind AS to_kind, p.number AS payer
       FROM transfer t JOIN account a ON a.number = t.to_account
       LEFT JOIN account p ON p.subscription_id = t.subscription_id AND p.kind = 'payer'
      WHERE t.id = ANY ($1::integer[])`,
    [outcomes.map(({ move }) => subjectId(move))],
  );
  return new Map(rows.map((row) => [String(row.id), row]));
}

export async function transfersSettled(sql: Sql, outcomes: readonly MoveOutcome[], atMs: number): Promise<void> {
  const rows = await legRows(sql, outcomes);
  const follows: Follows = { moves: [], entries: [], ends: [], returning: [] };
  for (const outcome of outcomes) {
    const row = rows.get(subjectId(outcome.move));
    if (row === undefined) throw new Error(`The move ${outcome.move.move_key} is of no transfer.`);
    const leg = legOf(outcome);
    if (leg === 'out') addOut(follows, row, outcome, atMs);
    else if (leg === 'in') addIn(follows, row, outcome);
    else addBack(follows, row, outcome, atMs);
  }
  await addMoves(sql, follows.moves, atMs);
  await enterAll(sql, follows.entries);
  await noteEnds(sql, follows);
}

async function noteEnds(sql: Sql, { ends, returning }: Follows): Promise<void> {
  if (ends.length > 0) {
    await sql.query(
      `UPDATE transfer SET status = e.status, reason = e.reason FROM unnest($1::integer[], $2::text[], $3::text[]) AS e(id, status, reason)
        WHERE transfer.id = e.id`,
      [ends.map(({ id }) => id), ends.map(({ status }) => status), ends.map(({ reason }) => reason)],
    );
  }
  // The reason is noted when the money starts back, the status when it is there.
  for (const { id, reason } of returning) {
    if (reason === '') await sql.query("UPDATE transfer SET status = 'refused' WHERE id = $1", [id]);
    else await sql.query('UPDATE transfer SET reason = $2 WHERE id = $1', [id, reason]);
  }
}
