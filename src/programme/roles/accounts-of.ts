/** The accounts that a user can choose, by all their roles: those ticked with "Se". */
import type { Mark } from '../accounts/reasons.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import type { AccountRights } from '../core/rights.ts';
import { serialText } from '../orders/serial.ts';

export interface AccountsRequest extends PageRequest {
  /** Undefined: of all subscriptions of the user. */
  readonly subscriptionId?: number | undefined;
}

export interface ChoosableAccount extends Omit<AccountRights, 'maySee'> {
  readonly account: string;
  readonly subscriptionId: number;
  readonly kind: 'return' | 'payer' | 'loading' | 'card';
  /** Kontonavn of an account of a card. */
  readonly name: string | undefined;
  /** L0001, of an account of a card: a card and the one that replaced it have the same name. */
  readonly serial: string | undefined;
  readonly mark: Mark | undefined;
  readonly state: CardState | undefined;
}

type CardState = 'active' | 'expired' | 'closed';

interface AccountRow {
  readonly number: string;
  readonly subscription_id: number;
  readonly kind: ChoosableAccount['kind'];
  readonly name: string | null;
  readonly serial: number | null;
  readonly mark: Mark | null;
  readonly state: CardState | null;
  readonly registers: boolean;
  readonly approves: boolean;
  readonly approves_own: boolean;
}

/** Sorted by number. */
export async function accountsOf(office: Office, actor: Actor, request: AccountsRequest = {}): Promise<Page<ChoosableAccount>> {
  const size = pageSizeOf(request);
  const rows = await office.database.query<AccountRow>(
    `SELECT a.number, a.subscription_id, a.kind, c.name, c.serial, c.mark, c.state, bool_or(r.may_register) AS registers,
            bool_or(r.approves <> 'none') AS approves, bool_or(r.approves = 'own') AS approves_own
       FROM role_member m
       JOIN office_role r ON r.id = m.role_id
       JOIN subscription_user u ON u.subscription_id = r.subscription_id AND u.user_id = m.user_id
       JOIN role_account t ON t.role_id = r.id
       JOIN account a ON a.number = t.account_number
       LEFT JOIN card_account c ON c.number = a.number
      WHERE m.user_id = $1 AND ($2::integer IS NULL OR a.subscription_id = $2) AND a.number > $3
      GROUP BY a.number, a.subscription_id, a.kind, c.name, c.serial, c.mark, c.state
     HAVING bool_or(r.may_see)
      ORDER BY a.number LIMIT $4`,
    [actor.userId, request.subscriptionId ?? null, request.cursor ?? '', size + 1],
  );
  const accounts = rows.map((row) => ({
    account: row.number,
    subscriptionId: row.subscription_id,
    kind: row.kind,
    name: row.name ?? undefined,
    serial: row.serial === null ? undefined : serialText(row.serial),
    mark: row.mark ?? undefined,
    state: row.state ?? undefined,
    mayRegister: row.registers,
    mayApprove: row.approves,
    mayApproveOwn: row.approves_own,
  }));
  return pageOf(accounts, size, ({ account }) => account);
}
