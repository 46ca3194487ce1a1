/**
 * Approves transfers that were ticked in a list, with a code of the code calculator. The second
 * approval sends the first leg on its way: transfers know no cut-off.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { giveApproval } from '../core/approval.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { addMoves } from '../money/move.ts';
import { transactionWithCode } from '../users/check-code.ts';
import { openTransfers, type TransferRow, transferMove, transfersById } from './transfer.ts';

export interface TransferApproval {
  readonly transferIds: readonly number[];
  readonly code: string;
}

export interface ApprovedTransfer {
  readonly transferId: number;
  /** `registered`: it still needs the approval of another person. */
  readonly status: 'registered' | 'moving' | 'refused';
}

/** What is available on the cards of transfers of the whole balance, by token. */
async function availableOf(office: Office, ids: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const tokens = (await transfersById(office.database, ids)).filter((row) => row.is_all).map((row) => row.from_token);
  const cards = await office.cards.query(tokens);
  return new Map(tokens.map((token, index) => [token, (cards[index]?.ledgerMinor ?? 0) - (cards[index]?.holdsMinor ?? 0)]));
}

/** All or none. Rejects with a Refusal. */
export async function approveTransfers(
  office: Office,
  actor: Actor,
  { transferIds, code }: TransferApproval,
): Promise<readonly ApprovedTransfer[]> {
  const available = await availableOf(office, transferIds);
  const approved = await transactionWithCode(office, actor, code, async (sql) => {
    const transfers = await openTransfers(sql, actor, transferIds);
    const atMs = office.nowMs();
    const results: ApprovedTransfer[] = [];
    for (const transfer of transfers) results.push(await approve(sql, actor, { transfer, available, atMs }));
    return results;
  });
  if (approved.some(({ status }) => status === 'moving')) office.movesAdded?.();
  return approved;
}

interface Approving {
  readonly transfer: TransferRow;
  readonly available: ReadonlyMap<string, number>;
  readonly atMs: number;
}

async function approve(sql: Sql, actor: Actor, { transfer, available, atMs }: Approving): Promise<ApprovedTransfer> {
  const { id, from_account: account, registered_by: registeredBy, subscription_id: subscriptionId } = transfer;
  const isLast = await giveApproval(sql, actor, { subject: 'transfer', id, account, registeredBy, atMs });
  await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'approveTransfer', subject: `transfer:${id}` });
  if (!isLast) return { transferId: id, status: 'registered' };
  const amountMinor = transfer.is_all ? (available.get(transfer.from_token) ?? 0) : transfer.amount_minor;
  if (amountMinor <= 0) {
    await sql.query("UPDATE transfer SET status = 'refused', reason = 'nothingLeft' WHERE id = $1", [id]);
    return { transferId: id, status: 'refused' };
  }
  await sql.query("UPDATE transfer SET status = 'moving', amount_minor = $2 WHERE id = $1", [id, amountMinor]);
  await addMoves(sql, [transferMove(id, 'out', account, amountMinor)], atMs);
  return { transferId: id, status: 'moving' };
}
