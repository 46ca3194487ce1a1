/** Transfers of a subscription that a user may see, newest first; or those that wait for approval. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { membershipOf } from '../core/rights.ts';
import { TRANSFER_COLUMNS, type TransferRow } from './transfer.ts';
import { TRANSFER_REASONS, type TransferReason } from './transfer-reason.ts';

export const TRANSFERS_PAGE_MAX = 500;

export interface TransferQuery {
  readonly subscriptionId: number;
  /** Only those that wait for an approval. */
  readonly isOpen?: boolean;
  readonly cursor?: number | undefined;
  readonly pageSize: number;
}

export interface ListedTransfer {
  readonly transferId: number;
  readonly from: string;
  readonly to: string;
  readonly amountMinor: number;
  readonly isAll: boolean;
  readonly registeredBy: string;
  readonly registeredAtMs: number;
  readonly status: TransferRow['status'];
  /** In the language of the user; empty when nothing speaks against it. */
  readonly reason: string;
  /** Who approved, in order. */
  readonly approvedBy: readonly string[];
}

export interface TransferPage {
  readonly transfers: readonly ListedTransfer[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: number | undefined;
}

interface ListedRow extends TransferRow {
  readonly approved_by: string | null;
}

function sentenceOf(word: string, { language }: Actor): string {
  return Object.hasOwn(TRANSFER_REASONS, word) ? TRANSFER_REASONS[word as TransferReason][language] : '';
}

function listed(row: ListedRow, actor: Actor): ListedTransfer {
  return {
    transferId: row.id,
    from: row.from_account,
    to: row.to_account,
    amountMinor: row.amount_minor,
    isAll: row.is_all,
    registeredBy: row.registered_by,
    registeredAtMs: row.registered_at_ms,
    status: row.status,
    reason: sentenceOf(row.reason, actor),
    approvedBy: row.approved_by === null ? [] : row.approved_by.split(','),
  };
}

export async function listTransfers(office: Office, actor: Actor, query: TransferQuery): Promise<TransferPage> {
  const { subscriptionId, isOpen = false, cursor, pageSize } = query;
  const size = Math.min(pageSize, TRANSFERS_PAGE_MAX);
  return await office.database.transaction(async (sql) => {
    await membershipOf(sql, actor, subscriptionId);
    const rows = await sql.query<ListedRow>(
      `SELECT ${TRANSFER_COLUMNS},
              (SELECT string_agg(user_id, ',' ORDER BY ordinal) FROM approval WHERE subject = 'transfer' AND subject_id = t.id) AS approved_by
         FROM transfer t JOIN card_account c ON c.number = t.from_account
        WHERE t.subscription_id = $1 AND t.id < $2 AND (NOT $3 OR t.status = 'registered')
          AND EXISTS (SELECT 1 FROM role_account a JOIN office_role r ON r.id = a.role_id JOIN role_member m ON m.role_id = r.id
                       WHERE a.account_number = t.from_account AND m.user_id = $4 AND r.may_see)
        ORDER BY t.id DESC LIMIT $5`,
      [subscriptionId, cursor ?? 2 ** 31 - 1, isOpen, actor.userId, size],
    );
    return { transfers: rows.map((row) => listed(row, actor)), cursor: rows.length === size ? rows.at(-1)?.id : undefined };
  });
}
