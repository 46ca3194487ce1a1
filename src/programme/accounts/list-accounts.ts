/** Administrer konto: the accounts of a subscription, by card type, searched and page by page (10.6). */
import type { Sql, SqlValue } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { type CardTypes, chosenCardType } from '../core/chosen-card-type.ts';
import { lineOf } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import type { CardType } from '../core/programmes.ts';
import { refusalsOf } from '../core/refusal.ts';
import { isBankOrAdministers, requireBankOrAdminister } from '../core/rights.ts';
import { readSerial } from '../orders/serial.ts';
import { ACCOUNT_COLUMNS, type AccountRow, RECEIVED_ACCOUNTS, type ShownAccount, shownAccount } from './account.ts';

export const SEARCH_CHARS_MAX = 100;

const refuse = refusalsOf({
  searchWrong: {
    kind: 'invalid',
    en: 'The search is longer than {max} characters or has characters that cannot be shown; give a serial, a name, a KlientID or an account number.',
    nb: 'Søket er lengre enn {max} tegn eller har tegn som ikke kan vises; oppgi løpenummer, navn, KlientID eller kontonummer.',
  },
} as const);

/** Which accounts are shown; the conditions are of `card_account a`. */
const SHOWN = {
  all: 'true',
  inSafe: "a.handed_out_at_ms IS NULL AND a.mark IS NULL AND a.state = 'active'",
  handedOut: "a.handed_out_at_ms IS NOT NULL AND a.mark IS NULL AND a.state = 'active'",
  marked: 'a.mark IS NOT NULL',
  expired: "a.state = 'expired'",
  closed: "a.state = 'closed'",
} as const;
export type AccountsShown = keyof typeof SHOWN;
export const ACCOUNTS_SHOWN = Object.keys(SHOWN) as readonly AccountsShown[];

export interface AccountsOfType {
  readonly subscriptionId: number;
  /** Must be given when the subscription has both types. */
  readonly cardType?: CardType | undefined;
}

export interface AccountsRequest extends AccountsOfType, PageRequest {
  /** Part of a name or KlientID, a serial, or an account number or its first digits, in any form. */
  readonly search?: string | undefined;
  readonly show?: AccountsShown | undefined;
}

/** The cursor is a serial. Users who do not administer see those that their roles tick. */
export async function listAccounts(office: Office, actor: Actor, request: AccountsRequest): Promise<Page<ShownAccount>> {
  const { subscriptionId, search = '', show = 'all', cursor = '0' } = request;
  const size = pageSizeOf(request);
  return await office.database.transaction(async (sql) => {
    const seesAll = await isBankOrAdministers(sql, actor, subscriptionId);
    const cardType = await cardTypeOf(sql, request);
    const { condition, values } = searchCondition(search, 6);
    const rows = await sql.query<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM ${RECEIVED_ACCOUNTS}
        WHERE a.subscription_id = $1 AND a.card_type = $2 AND a.serial > $3::bigint AND ${SHOWN[show]} AND ${condition}
          AND ($4 = '' OR EXISTS (SELECT FROM role_account ra JOIN office_role r ON r.id = ra.role_id AND r.may_see
                                    JOIN role_member m ON m.role_id = r.id AND m.user_id = $4 WHERE ra.account_number = a.number))
        ORDER BY a.serial LIMIT $5`,
      [subscriptionId, cardType, Number(cursor), seesAll ? '' : actor.userId, size + 1, ...values],
    );
    return pageOf(rows.map(shownAccount), size, ({ serial }) => String(readSerial(serial)));
  });
}

/**
 * The first account by its serial that is named by its serial only and whose PIN is produced: its
 * card and PIN are taken from the safe. Undefined when there is none.
 */
export async function suggestAccount(office: Office, actor: Actor, request: AccountsOfType): Promise<ShownAccount | undefined> {
  return await office.database.transaction(async (sql) => {
    await requireBankOrAdminister(sql, actor, request.subscriptionId);
    const [row] = await sql.query<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM ${RECEIVED_ACCOUNTS}
        WHERE a.subscription_id = $1 AND a.card_type = $2 AND ${SHOWN.inSafe} AND a.pin_produced_at_ms IS NOT NULL AND a.expires_at_ms > $3
        ORDER BY a.serial LIMIT 1`,
      [request.subscriptionId, await cardTypeOf(sql, request), office.nowMs()],
    );
    return row && shownAccount(row);
  });
}

/** Rejects with a Refusal when the type must be chosen. */
export async function cardTypeOf(sql: Sql, { subscriptionId, cardType }: AccountsOfType): Promise<CardType> {
  const [subscription] = await sql.query<CardTypes>('SELECT name, has_kronekort, has_kontantkort FROM subscription WHERE id = $1', [
    subscriptionId,
  ]);
  if (subscription === undefined) return cardType ?? 'kronekort';
  return chosenCardType(subscription, cardType);
}

/** Capital letters beyond ASCII that names in Norway have: a database of the locale C keeps them. */
const CAPITALS = Array.from({ length: 0x180 - 0xc0 }, (_, index) => String.fromCharCode(0xc0 + index)).filter(
  (letter) => letter.toLowerCase() !== letter && letter.toLowerCase().length === 1,
);
const SMALL_LETTERS = CAPITALS.map((letter) => letter.toLowerCase());

/** The column in small letters. */
function folded(column: string): string {
  return `translate(lower(${column}), '${CAPITALS.join('')}', '${SMALL_LETTERS.join('')}')`;
}

interface Condition {
  readonly condition: string;
  readonly values: readonly SqlValue[];
}

/** `first`: the number of the first parameter. */
function searchCondition(text: string, first: number): Condition {
  if (text.trim() === '') return { condition: 'true', values: [] };
  const search = lineOf(text, SEARCH_CHARS_MAX);
  if (search === undefined) throw refuse('searchWrong', { max: String(SEARCH_CHARS_MAX) });
  const pattern = `%${search.toLocaleLowerCase('nb').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const digits = /^[\d.\s]+$/.test(search) ? search.replaceAll(/[.\s]/g, '') : '';
  const parts = [`${folded('a.name')} LIKE $${first}`, `${folded('a.client_id')} LIKE $${first}`, `a.serial = $${first + 1}`];
  if (digits !== '') parts.push(`a.number LIKE $${first + 2}`);
  return { condition: `(${parts.join(' OR ')})`, values: [pattern, readSerial(search) ?? 0, ...(digits === '' ? [] : [`${digits}%`])] };
}
