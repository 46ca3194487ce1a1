/** An office with cards that are handed out, and clerks who may register and approve on everything. */
import type { Database } from '../../../src/database/database.ts';
import type { Store } from '../../../src/limits/store.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import { accountNumbers } from '../../../src/programme/identifiers/account-number.ts';
import { nextCode } from '../../../src/programme/users/next-code.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';

/** What the tests of the programme share with the process that is killed. */
export interface OfficeParts {
  readonly office: Office;
  readonly store: Pick<Store, 'cards' | 'decide'>;
}

/** 2 March 2028, 01:00 in Oslo. */
export const CARDS_EXPIRE_MS = Date.UTC(2028, 2, 2);

const numbers = new WeakMap<Database, Generator<string>>();

function nextNumbers(database: Database, count: number): readonly string[] {
  const source = numbers.get(database) ?? accountNumbers();
  numbers.set(database, source);
  return Array.from({ length: count }, () => source.next().value as string);
}

/** Of the card of an account that `stockCards` made. */
export function tokenOfAccount(account: string): string {
  return account.padStart(32, '0');
}

export interface StockOptions {
  readonly subscriptionId: number;
  readonly count: number;
  readonly cardType?: 'kronekort' | 'kontantkort';
  readonly isHandedOut?: boolean;
}

/** Returns the account numbers. Every role that there is gets them. */
export async function stockCards(parts: OfficeParts, options: StockOptions): Promise<readonly string[]> {
  const { subscriptionId, count, cardType = 'kronekort', isHandedOut = true } = options;
  const { office, store } = parts;
  const accounts = nextNumbers(office.database, count);
  await store.cards.create(
    accounts.map((account) => ({
      token: tokenOfAccount(account),
      maskedPan: '957899******0013',
      expiry: '2803',
      status: 'active',
      profile: 'kronekort',
      pinReference: '1:3244',
      balanceMinor: 0,
    })),
  );
  const atMs = office.nowMs();
  await office.database.transaction(async (sql) => {
    const [order] = await sql.query<{ id: number }>(
      `INSERT INTO card_order (subscription_id, card_type, cards, ordered_by, ordered_at_ms, ordered_on, return_account, delivered_to, status,
                               status_at_ms)
       SELECT $1, $2, 20, 'BES001', $3, '2026-03-02', a.number, 'Storgata 1', 'pinOrdered', $3
         FROM account a WHERE a.subscription_id = $1 AND a.kind = 'return' RETURNING id`,
      [subscriptionId, cardType, atMs],
    );
    await sql.query("INSERT INTO account (number, subscription_id, kind) SELECT number, $2, 'card' FROM unnest($1::text[]) AS n(number)", [
      accounts,
      subscriptionId,
    ]);
    await sql.query(
      `INSERT INTO card_account (number, subscription_id, order_id, card_type, serial, name, client_id, card_token, masked_pan, sealed_pan,
                                 expiry, expires_at_ms, pin_produced_at_ms, handed_out_at_ms)
       SELECT number, $2, $3, $4, s.last_serial + n, 'L' || lpad((s.last_serial + n)::text, 4, '0'),
              CASE WHEN $5 THEN 'K-' || n END, lpad(number, 32, '0'), '957899******0013', '', '2803', $6, $7,
              CASE WHEN $5 THEN $7::bigint END
         FROM unnest($1::text[]) WITH ORDINALITY AS given(number, n), subscription s WHERE s.id = $2`,
      [accounts, subscriptionId, order?.id ?? 0, cardType, isHandedOut, CARDS_EXPIRE_MS, atMs],
    );
    await sql.query('UPDATE subscription SET last_serial = last_serial + $2 WHERE id = $1', [subscriptionId, count]);
    await sql.query(
      `INSERT INTO role_account (role_id, account_number)
       SELECT r.id, number FROM office_role r, unnest($1::text[]) AS n(number) WHERE r.subscription_id = $2`,
      [accounts, subscriptionId],
    );
  });
  return accounts;
}

export interface NewRole {
  readonly subscriptionId: number;
  readonly name: string;
  readonly members: readonly Actor[];
  readonly accounts: readonly string[];
  readonly mayRegister?: boolean;
  readonly approves?: 'none' | 'others' | 'own';
}

/** Returns the number of the role. */
export async function addRole({ office }: OfficeParts, role: NewRole): Promise<number> {
  const { subscriptionId, name, members, accounts, mayRegister = true, approves = 'own' } = role;
  return await office.database.transaction(async (sql) => {
    const [row] = await sql.query<{ id: number }>(
      'INSERT INTO office_role (subscription_id, name, may_see, may_register, approves) VALUES ($1, $2, true, $3, $4) RETURNING id',
      [subscriptionId, name, mayRegister, approves],
    );
    const id = row?.id ?? 0;
    for (const { userId } of members) await sql.query('INSERT INTO role_member (role_id, user_id) VALUES ($1, $2)', [id, userId]);
    for (const account of accounts) await sql.query('INSERT INTO role_account (role_id, account_number) VALUES ($1, $2)', [id, account]);
    return id;
  });
}

/** The municipality, with a role "Utbetalere" of both clerks in each subscription. */
export async function registerPayers(parts: OfficeParts): Promise<Municipality> {
  const people = await registerMunicipality(parts.office);
  const { mainId, sosialId, introId, accounts, clerks } = people;
  const role = { name: 'Utbetalere', members: clerks };
  await addRole(parts, { ...role, subscriptionId: mainId, accounts: [accounts.mainLoading] });
  await addRole(parts, { ...role, subscriptionId: sosialId, accounts: [accounts.sosialLoading, accounts.sosialPayer] });
  await addRole(parts, { ...role, subscriptionId: introId, accounts: [accounts.introPayer] });
  return people;
}

export async function codeOf({ office }: OfficeParts, actor: Actor): Promise<string> {
  return (await nextCode(office, actor.userId)).code;
}
