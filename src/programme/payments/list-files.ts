/** Payment files of a subscription that a user may see, newest first. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { membershipOf } from '../core/rights.ts';
import { seesFile } from './file-rights.ts';

export const FILES_PAGE_MAX = 500;

export interface FileQuery {
  readonly subscriptionId: number;
  readonly cursor?: number | undefined;
  readonly pageSize: number;
}

export interface ListedFile {
  readonly fileId: number;
  readonly messageId: string;
  readonly uploadedBy: string;
  readonly uploadedAtMs: number;
  readonly payments: number;
  readonly sumMinor: number;
  /** Batches by where they stand. */
  readonly batches: Readonly<Record<'registered' | 'approved' | 'executed' | 'rejected', number>>;
}

export interface FilePage {
  readonly files: readonly ListedFile[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: number | undefined;
}

interface FileRow {
  readonly id: number;
  readonly msg_id: string;
  readonly uploaded_by: string;
  readonly uploaded_at_ms: number;
  readonly payments: number;
  readonly sum_minor: number;
  readonly registered: number;
  readonly approved: number;
  readonly executed: number;
  readonly rejected: number;
}

function listed(row: FileRow): ListedFile {
  const { registered, approved, executed, rejected } = row;
  return {
    fileId: row.id,
    messageId: row.msg_id,
    uploadedBy: row.uploaded_by,
    uploadedAtMs: row.uploaded_at_ms,
    payments: row.payments,
    sumMinor: row.sum_minor,
    batches: { registered, approved, executed, rejected },
  };
}

export async function listFiles(office: Office, actor: Actor, { subscriptionId, cursor, pageSize }: FileQuery): Promise<FilePage> {
  const size = Math.min(pageSize, FILES_PAGE_MAX);
  return await office.database.transaction(async (sql) => {
    await membershipOf(sql, actor, subscriptionId);
    const rows = await sql.query<FileRow>(
      `SELECT f.id, f.msg_id, f.uploaded_by, f.uploaded_at_ms, f.payments, f.sum_minor,
              count(*) FILTER (WHERE b.status = 'registered') AS registered, count(*) FILTER (WHERE b.status = 'approved') AS approved,
              count(*) FILTER (WHERE b.status = 'executed') AS executed, count(*) FILTER (WHERE b.status = 'rejected') AS rejected
         FROM payment_file f JOIN payment_batch b ON b.file_id = f.id
        WHERE f.subscription_id = $2 AND f.id < $3 AND ${seesFile('$1')}
        GROUP BY f.id ORDER BY f.id DESC LIMIT $4`,
      [actor.userId, subscriptionId, cursor ?? 2 ** 31 - 1, size],
    );
    return { files: rows.map(listed), cursor: rows.length === size ? rows.at(-1)?.id : undefined };
  });
}
