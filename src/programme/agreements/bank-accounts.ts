/**
 * The accounts of the bank that a subscription pays from and gets money back to: the return account
 * (tilbakeføringskonto), the payer account and the loading accounts (påfyllingskonto).
 */
import type { Sql } from '../../database/database.ts';
import type { Programme } from '../core/programmes.ts';
import { refusalsOf } from '../core/refusal.ts';
import { isKronekortAccount, readAccountNumber, shownAccountNumber } from '../identifiers/account-number.ts';

/** The amount field of a payment message has 12 digits. */
export const OPENING_MINOR_MAX = 999_999_999_999;
export const LOADING_ACCOUNTS_MAX = 50;

/**
 * `return`: charged for orders. `payer`: gets the rest of a card at its expiry (sosial: the
 * social-assistance account; intro: the technical account of the agreement). `loading`: files debit
 * it.
 */
export const BANK_ACCOUNT_KINDS = ['return', 'payer', 'loading'] as const;
export type BankAccountKind = (typeof BANK_ACCOUNT_KINDS)[number];

export interface BankAccountInput {
  /** With or without separators. */
  readonly number: string;
  readonly openingMinor: number;
}

export interface BankAccountsInput {
  readonly returnAccount?: BankAccountInput | undefined;
  readonly payerAccount?: BankAccountInput | undefined;
  readonly loadingAccounts?: readonly BankAccountInput[] | undefined;
}

export interface BankAccount extends BankAccountInput {
  readonly kind: BankAccountKind;
}

const refuse = refusalsOf({
  accountWrong: {
    kind: 'invalid',
    en: '{account} is not an account number: it must have 11 digits, of which the last one is a MOD 11 check digit.',
    nb: '{account} er ikke et kontonummer: det skal ha 11 sifre, og det siste er et kontrollsiffer etter MOD 11.',
  },
  accountOfCards: {
    kind: 'invalid',
    en: 'Account {account} begins with 5606, which only accounts of cards do; give an account of the municipality.',
    nb: 'Konto {account} begynner med 5606, som bare kortkontoer gjør; oppgi en konto som kommunen har.',
  },
  accountTwice: {
    kind: 'conflict',
    en: 'Account {account} is registered already; each account belongs to one subscription and serves one purpose.',
    nb: 'Konto {account} er allerede registrert; hver konto hører til ett abonnement og har ett formål.',
  },
  openingWrong: {
    kind: 'invalid',
    en: 'The opening balance of account {account} must be between 0 and 9,999,999,999.99 kroner.',
    nb: 'Åpningssaldoen på konto {account} skal være mellom 0 og 9 999 999 999,99 kroner.',
  },
  returnMissing: {
    kind: 'invalid',
    en: 'The return account (tilbakeføringskonto) is missing; orders of cards are charged to it.',
    nb: 'Tilbakeføringskonto mangler; bestillinger av kort belastes den.',
  },
  payerMissing: {
    kind: 'invalid',
    en: 'The account of the payer is missing; the rest of a card goes there at its expiry.',
    nb: 'Utbetalers konto mangler; saldo tilbakeføres dit ved kortets utløp.',
  },
  loadingMissing: {
    kind: 'invalid',
    en: 'The subscription needs at least one loading account; files of payments debit it.',
    nb: 'Abonnementet trenger minst én påfyllingskonto; betalingsfiler belastes den.',
  },
  loadingTooMany: {
    kind: 'invalid',
    en: 'A subscription has at most {max} loading accounts; leave some out.',
    nb: 'Et abonnement har høyst {max} påfyllingskontoer; ta bort noen.',
  },
  loadingOfMain: {
    kind: 'invalid',
    en: 'Loading accounts of the introduction programme belong to the main subscription of the municipality; register them there.',
    nb: 'Påfyllingskontoer for introduksjonsprogrammet hører til kommunens hovedabonnement; registrer dem der.',
  },
  cardAccountsOfMain: {
    kind: 'invalid',
    en: 'A main subscription has loading accounts only; return and payer accounts belong to the subscriptions that order cards.',
    nb: 'Et hovedabonnement har bare påfyllingskontoer; tilbakeføringskonto og utbetalers konto hører til abonnementene som bestiller kort.',
  },
} as const);

function checkedAccount(kind: BankAccountKind, { number: text, openingMinor }: BankAccountInput): BankAccount {
  const read = readAccountNumber(text);
  if ('fault' in read) throw refuse('accountWrong', { account: text.slice(0, 20) });
  const { number } = read;
  const account = shownAccountNumber(number);
  if (isKronekortAccount(number)) throw refuse('accountOfCards', { account });
  if (!Number.isSafeInteger(openingMinor) || openingMinor < 0 || openingMinor > OPENING_MINOR_MAX)
    throw refuse('openingWrong', { account });
  return { kind, number, openingMinor };
}

/** Throws a Refusal unless the accounts are those that a subscription of the programme has. */
export function requireBankAccounts(programme: Programme, input: BankAccountsInput): readonly BankAccount[] {
  const { returnAccount, payerAccount, loadingAccounts = [] } = input;
  const ofCards = [returnAccount, payerAccount];
  if (programme === 'main' && ofCards.some((each) => each !== undefined)) throw refuse('cardAccountsOfMain');
  if (programme !== 'main' && returnAccount === undefined) throw refuse('returnMissing');
  if (programme !== 'main' && payerAccount === undefined) throw refuse('payerMissing');
  if (programme === 'intro' && loadingAccounts.length > 0) throw refuse('loadingOfMain');
  if (programme === 'sosial' && loadingAccounts.length === 0) throw refuse('loadingMissing');
  if (loadingAccounts.length > LOADING_ACCOUNTS_MAX) throw refuse('loadingTooMany', { max: String(LOADING_ACCOUNTS_MAX) });
  const accounts = [
    ...(returnAccount === undefined ? [] : [checkedAccount('return', returnAccount)]),
    ...(payerAccount === undefined ? [] : [checkedAccount('payer', payerAccount)]),
    ...loadingAccounts.map((account) => checkedAccount('loading', account)),
  ];
  const seen = new Set<string>();
  for (const { number } of accounts) {
    if (seen.has(number)) throw refuse('accountTwice', { account: shownAccountNumber(number) });
    seen.add(number);
  }
  return accounts;
}

/** Rejects with a Refusal when one is registered already. */
export async function insertBankAccounts(sql: Sql, subscriptionId: number, accounts: readonly BankAccount[], atMs: number): Promise<void> {
  for (const { kind, number, openingMinor } of accounts) {
    const known = await sql.query('SELECT FROM account WHERE number = $1', [number]);
    if (known.length > 0) throw refuse('accountTwice', { account: shownAccountNumber(number) });
    await sql.query('INSERT INTO account (number, subscription_id, kind, balance_minor) VALUES ($1, $2, $3, $4)', [
      number,
      subscriptionId,
      kind,
      openingMinor,
    ]);
    if (openingMinor === 0) continue;
    await sql.query(`INSERT INTO bank_entry (account_number, amount_minor, at_ms, kind, reference) VALUES ($1, $2, $3, 'opening', $4)`, [
      number,
      openingMinor,
      atMs,
      `account:${number}`,
    ]);
  }
}
