/**
 * Accounts that could be closed (10.9): the office asks the bank at intervals to close those of lost
 * cards, and those that are emptied and used no more, so that its list of accounts stays tidy.
 */
import { DAY_MS } from '../../config/duration.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { type CardMoney, cardMoney } from './card-money.ts';
import { moneyReason } from './closable.ts';
import { CLOSING_REASONS } from './closing-reason.ts';

/** Accounts that are looked at in one step. */
const ACCOUNTS_A_STEP = 500;

export interface ReminderRequest extends PageRequest {
  readonly subscriptionId: number;
}

export interface Reminder {
  readonly account: string;
  readonly name: string;
  readonly clientId: string | undefined;
  /** `lost`: marked Tapt or Mistet. `expired`: closed by itself later. `unused`: emptied long ago. */
  readonly why: 'lost' | 'expired' | 'unused';
  readonly mark: 'tapt' | 'mistet' | undefined;
  readonly balanceMinor: number;
  readonly heldMinor: number;
  /** Empty when a letter would close the account now; else what to do first. */
  readonly first: string;
}

interface OpenRow {
  readonly number: string;
  readonly name: string;
  readonly client_id: string | null;
  readonly card_token: string;
  readonly mark: 'tapt' | 'mistet' | null;
  readonly state: 'active' | 'expired';
  readonly last_move_ms: number | null;
  readonly handed_out_at_ms: number | null;
}

/** For administrators, bestillere and the bank; sorted by number. */
export async function reminderList(office: Office, actor: Actor, request: ReminderRequest): Promise<Page<Reminder>> {
  const { subscriptionId } = request;
  const size = pageSizeOf(request);
  await requireBankOrAdminister(office.database, actor, subscriptionId);
  const found: Reminder[] = [];
  let after = request.cursor ?? '';
  while (found.length <= size) {
    const rows = await openAccounts(office, subscriptionId, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    found.push(...(await remindersOf(office, actor, rows)));
    after = last.number;
  }
  return pageOf(found, size, ({ account }) => account);
}

async function openAccounts({ database }: Office, subscriptionId: number, after: string): Promise<readonly OpenRow[]> {
  return await database.query<OpenRow>(
    `SELECT number, name, client_id, card_token, mark, c.state, handed_out_at_ms,
            (SELECT max(settled_at_ms) FROM money_move m WHERE m.account_number = c.number AND m.state = 'done') AS last_move_ms
       FROM card_account c
      WHERE subscription_id = $1 AND number > $2 AND c.state <> 'closed'
        AND (mark IS NOT NULL OR c.state = 'expired' OR handed_out_at_ms IS NOT NULL)
      ORDER BY number LIMIT $3`,
    [subscriptionId, after, ACCOUNTS_A_STEP],
  );
}

async function remindersOf(office: Office, actor: Actor, rows: readonly OpenRow[]): Promise<readonly Reminder[]> {
  const money = await cardMoney(
    office.cards,
    rows.map(({ card_token }) => card_token),
  );
  const usedFromMs = office.nowMs() - office.settings.daysToUnused * DAY_MS;
  return rows.flatMap((row, index) => {
    const onCard = money[index];
    const why = whyOf(row, onCard, usedFromMs);
    return why === undefined ? [] : [reminder(row, why, onCard, actor)];
  });
}

function whyOf(row: OpenRow, money: CardMoney | undefined, usedFromMs: number): Reminder['why'] | undefined {
  if (row.mark !== null) return 'lost';
  if (row.state === 'expired') return 'expired';
  if (money === undefined || money.ledgerMinor !== 0 || money.heldMinor !== 0) return undefined;
  const lastMs = Math.max(row.last_move_ms ?? 0, row.handed_out_at_ms ?? 0, money.changedAtMs);
  return lastMs <= usedFromMs ? 'unused' : undefined;
}

function reminder(row: OpenRow, why: Reminder['why'], money: CardMoney | undefined, { language }: Actor): Reminder {
  const reason = moneyReason(money);
  return {
    account: row.number,
    name: row.name,
    clientId: row.client_id ?? undefined,
    why,
    mark: row.mark ?? undefined,
    balanceMinor: money?.ledgerMinor ?? 0,
    heldMinor: money?.heldMinor ?? 0,
    first: reason === undefined ? '' : CLOSING_REASONS[reason][language],
  };
}
