/** The messages about users: of a subscription for its administrators, all of them for the bank. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import { requireBank, requireBankOrAdministrator } from '../core/rights.ts';

export interface UserMessagesRequest extends PageRequest {
  /** Undefined: all, for the bank only. */
  readonly subscriptionId?: number | undefined;
}

export interface ListedUserMessage {
  readonly messageId: number;
  readonly subscriptionId: number;
  readonly sentBy: string;
  readonly sentAtMs: number;
  readonly kind: 'add' | 'remove';
  readonly userName: string;
  readonly userId: string | undefined;
  readonly calculatorSerial: string | undefined;
  readonly status: 'received' | 'done' | 'refused';
  /** The bank's reason for a refusal. */
  readonly answer: string;
}

interface MessageRow {
  readonly id: number;
  readonly subscription_id: number;
  readonly sent_by: string;
  readonly sent_at_ms: number;
  readonly kind: ListedUserMessage['kind'];
  readonly user_name: string;
  readonly user_id: string | null;
  readonly calculator_serial: string | null;
  readonly status: ListedUserMessage['status'];
  readonly answer: string;
}

function listed(row: MessageRow): ListedUserMessage {
  return {
    messageId: row.id,
    subscriptionId: row.subscription_id,
    sentBy: row.sent_by,
    sentAtMs: row.sent_at_ms,
    kind: row.kind,
    userName: row.user_name,
    userId: row.user_id ?? undefined,
    calculatorSerial: row.calculator_serial ?? undefined,
    status: row.status,
    answer: row.answer,
  };
}

/** The newest first, without national numbers. */
export async function listUserMessages(office: Office, actor: Actor, request: UserMessagesRequest): Promise<Page<ListedUserMessage>> {
  const { subscriptionId, cursor } = request;
  return await office.database.transaction(async (sql) => {
    if (subscriptionId === undefined) requireBank(actor);
    else await requireBankOrAdministrator(sql, actor, subscriptionId);
    const size = pageSizeOf(request);
    const rows = await sql.query<MessageRow>(
      `SELECT id, subscription_id, sent_by, sent_at_ms, kind, user_name, user_id, calculator_serial, status, answer FROM user_message
        WHERE ($1::integer IS NULL OR subscription_id = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [subscriptionId ?? null, cursor ?? null, size + 1],
    );
    return pageOf(rows.map(listed), size, ({ messageId }) => String(messageId));
  });
}
