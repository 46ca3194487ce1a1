/** How an actor gets to the account of a card: to see it, or to administer it. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';
import { accountRights, isBankOrAdministers, requireBankOrAdminister } from '../core/rights.ts';
import { readAccountNumber, shownAccountNumber } from '../identifiers/account-number.ts';
import { ACCOUNT_COLUMNS, type AccountRow, RECEIVED_ACCOUNTS } from './account.ts';

const refuse = refusalsOf({
  accountNumberWrong: {
    kind: 'invalid',
    en: 'This is no account number; it has 11 digits, as in 5606.12.00008, and the last one must fit the others.',
    nb: 'Dette er ikke et kontonummer; det har 11 sifre, som i 5606.12.00008, og det siste må passe til de andre.',
  },
  cardAccountUnknown: {
    kind: 'notFound',
    en: 'There is no account {account} that {userId} may see; look it up in "Administrer konto".',
    nb: 'Det finnes ingen konto {account} som {userId} kan se; finn den i «Administrer konto».',
  },
  accountChanged: {
    kind: 'conflict',
    en: 'Account {account} was changed by somebody else meanwhile; look at it again, and choose another one if it is taken.',
    nb: 'Konto {account} er endret av en annen i mellomtiden; hent den på nytt, og velg en annen hvis den er tatt.',
  },
  accountClosed: {
    kind: 'conflict',
    en: 'Account {account} is closed; nothing can be changed on it.',
    nb: 'Konto {account} er avsluttet; den kan ikke endres.',
  },
} as const);

/** What an actor may do with an account. */
export interface FoundAccount {
  readonly row: AccountRow;
  readonly isAdministering: boolean;
  /** Balance and statement (R18). */
  readonly maySeeMoney: boolean;
}

/** `account` in any form. Rejects with a Refusal when there is none that the actor may see. */
export async function findAccount(sql: Sql, actor: Actor, account: string): Promise<FoundAccount> {
  const read = readAccountNumber(account);
  if ('fault' in read) throw refuse('accountNumberWrong');
  const [row] = await sql.query<AccountRow>(`SELECT ${ACCOUNT_COLUMNS} FROM ${RECEIVED_ACCOUNTS} WHERE a.number = $1`, [read.number]);
  const unknown = () => refuse('cardAccountUnknown', { account: shownAccountNumber(read.number), userId: actor.userId });
  if (row === undefined) throw unknown();
  const { maySee } = await accountRights(sql, actor, row.number);
  if (actor.isBank) return { row, isAdministering: true, maySeeMoney: true };
  const [member] = await sql.query('SELECT FROM subscription_user WHERE subscription_id = $1 AND user_id = $2', [
    row.subscription_id,
    actor.userId,
  ]);
  const administers = member !== undefined && (await isBankOrAdministers(sql, actor, row.subscription_id));
  if (!administers && !maySee) throw unknown();
  return { row, isAdministering: administers, maySeeMoney: maySee };
}

/** An account that the actor is about to change. `version` is that of the account as the actor saw it. */
export async function accountToChange(sql: Sql, actor: Actor, account: string, version: number): Promise<AccountRow> {
  const { row } = await findAccount(sql, actor, account);
  await requireBankOrAdminister(sql, actor, row.subscription_id);
  const fill = { account: shownAccountNumber(row.number) };
  if (row.version !== version) throw refuse('accountChanged', fill);
  if (row.state === 'closed') throw refuse('accountClosed', fill);
  return row;
}
