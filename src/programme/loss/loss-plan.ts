/** What a report of a loss asks for, checked as a whole before anything is done. */
import type { Sql } from '../../database/database.ts';
import type { AccountRow } from '../accounts/account.ts';
import { findAccount } from '../accounts/find-account.ts';
import { suggestAccount } from '../accounts/list-accounts.ts';
import { MARKS, type Mark } from '../accounts/reasons.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';

const refuse = refusalsOf({
  lossWrong: {
    kind: 'invalid',
    en: 'A loss is of a "card" or a "pin", and the account is marked Tapt or Mistet; choose one of each.',
    nb: 'Et tap gjelder kort («card») eller PIN-kode («pin»), og kontoen merkes Tapt eller Mistet; velg én av hver.',
  },
  lostAccountClosed: {
    kind: 'conflict',
    en: 'Account {account} is closed; there is no card left to report.',
    nb: 'Konto {account} er avsluttet; det er ikke lenger noe kort å melde tapt.',
  },
  noHolder: {
    kind: 'conflict',
    en: 'The card of account {account} was never handed out, so nobody needs a new one; report the loss without a new card.',
    nb: 'Kortet til konto {account} er aldri delt ut, så ingen trenger et nytt; meld tapet uten nytt kort.',
  },
  safeIsEmpty: {
    kind: 'conflict',
    en: 'No card with a PIN is left to hand out; report the loss without a new card, so that the old one is blocked, and order cards.',
    nb: 'Det er ingen kort med PIN-kode igjen å dele ut; meld tapet uten nytt kort, slik at det gamle blir sperret, og bestill kort.',
  },
  replacedAlready: {
    kind: 'conflict',
    en: 'Account {account} is replaced by {newAccount} already; go on with that one.',
    nb: 'Konto {account} er allerede erstattet av {newAccount}; fortsett med den.',
  },
  newOfOther: {
    kind: 'invalid',
    en: 'Account {newAccount} is not of the same subscription and card type; choose a new card of these.',
    nb: 'Konto {newAccount} hører ikke til samme abonnement og korttype; velg et nytt kort blant disse.',
  },
  newTaken: {
    kind: 'conflict',
    en: 'The card of account {newAccount} is taken, lost or expired; choose the first account that has only a serial in Kontonavn.',
    nb: 'Kortet til konto {newAccount} er delt ut, tapt eller utløpt; velg første konto som bare har løpenummer i Kontonavn.',
  },
  newWithoutPin: {
    kind: 'conflict',
    en: 'The PIN of account {newAccount} is not produced yet; choose an account whose card and PIN are in the safe.',
    nb: 'PIN-koden til konto {newAccount} er ikke produsert ennå; velg en konto der kort og PIN-kode ligger i safen.',
  },
} as const);

export const LOST = ['card', 'pin'] as const;
export type Lost = (typeof LOST)[number];

export interface LossReport {
  /** In any form. */
  readonly account: string;
  readonly what: Lost;
  readonly mark: Mark;
  /** Of the new card, in any form. Default: the first one in the safe; when a report is repeated, as before. */
  readonly newAccount?: string | undefined;
  /** No new card: the rest goes back to where the card was loaded from. */
  readonly withoutNewCard?: boolean | undefined;
}

/** An actor may report what he or she may mark in Administrer konto. Rejects with a Refusal. */
export async function lostAccount(sql: Sql, actor: Actor, { account, what, mark }: LossReport): Promise<AccountRow> {
  if (!LOST.includes(what) || !MARKS.includes(mark)) throw refuse('lossWrong');
  const { row } = await findAccount(sql, actor, account);
  await requireBankOrAdminister(sql, actor, row.subscription_id);
  if (row.state === 'closed') throw refuse('lostAccountClosed', { account: shownAccountNumber(row.number) });
  return row;
}

/**
 * The account of the new card: that of the report before, the one that is named, or the first in the
 * safe. Undefined: without a new card.
 */
export async function newAccountOf(office: Office, actor: Actor, report: LossReport, lost: AccountRow): Promise<string | undefined> {
  const account = shownAccountNumber(lost.number);
  const named = report.newAccount === undefined ? undefined : (await findAccount(office.database, actor, report.newAccount)).row.number;
  const before = lost.replaced_by;
  if (before !== null) {
    const isOther = report.withoutNewCard === true || (named !== undefined && named !== before);
    if (isOther) throw refuse('replacedAlready', { account, newAccount: shownAccountNumber(before) });
    return before;
  }
  if (named === undefined) {
    if (report.withoutNewCard === true || (await isReported(office.database, lost.number))) return undefined;
    if (lost.client_id === null) throw refuse('noHolder', { account });
    const suggested = await suggestAccount(office, actor, { subscriptionId: lost.subscription_id, cardType: lost.card_type });
    if (suggested === undefined) throw refuse('safeIsEmpty');
    return suggested.account;
  }
  if (lost.client_id === null) throw refuse('noHolder', { account });
  return named;
}

async function isReported(sql: Sql, account: string): Promise<boolean> {
  return (await sql.query('SELECT FROM card_loss WHERE account_number = $1', [account])).length > 0;
}

/** In the transaction that sets the new card aside. One that is named for the holder already will do. */
export async function requireReplacement(sql: Sql, actor: Actor, lost: AccountRow, newAccount: string, atMs: number): Promise<void> {
  const { row } = await findAccount(sql, actor, newAccount);
  const fill = { newAccount: shownAccountNumber(row.number) };
  if (row.number === lost.number || row.subscription_id !== lost.subscription_id || row.card_type !== lost.card_type) {
    throw refuse('newOfOther', fill);
  }
  const isFree = row.handed_out_at_ms === null || row.client_id === lost.client_id;
  const others = await sql.query('SELECT FROM card_account WHERE replaced_by = $1 AND number <> $2', [row.number, lost.number]);
  if (!isFree || others.length > 0 || row.mark !== null || row.state !== 'active' || row.expires_at_ms <= atMs) {
    throw refuse('newTaken', fill);
  }
  if (row.pin_produced_at_ms === null) throw refuse('newWithoutPin', fill);
}
