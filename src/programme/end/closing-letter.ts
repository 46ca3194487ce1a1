/**
 * Closing by hand (10.9, R15): the administrator or bestiller sends the bank a signed letter that may
 * name many accounts. Those that are not at 0 are refused one by one, the others are closed.
 */
import type { Sql } from '../../database/database.ts';
import { settleCardStatuses } from '../accounts/card-status.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireAdminister } from '../core/rights.ts';
import { withoutBlanks } from '../identifiers/identifier.ts';
import { type CardMoney, cardMoney } from './card-money.ts';
import { closingReason } from './closable.ts';
import { closeAccountStep } from './close-account-step.ts';
import { CLOSING_REASONS, type ClosingReason } from './closing-reason.ts';

export const LETTER_ACCOUNTS_MAX = 500;

const refuse = refusalsOf({
  letterUnsigned: {
    kind: 'invalid',
    en: 'The letter is not signed, and nothing is closed; print it, sign it, scan it, and send it again.',
    nb: 'Brevet er ikke signert, og ingenting er avsluttet; skriv det ut, signer det, skann det og send det på nytt.',
  },
  letterAccounts: {
    kind: 'invalid',
    en: 'A letter names 1 to {max} accounts that are to be closed.',
    nb: 'Et brev har oversikt over 1 til {max} kontoer som ønskes avsluttet.',
  },
} as const);

export interface ClosingLetter {
  readonly subscriptionId: number;
  /** With or without blanks and full stops. */
  readonly accounts: readonly string[];
  readonly signed: boolean;
}

export interface LetterLine {
  readonly account: string;
  readonly outcome: 'closed' | 'refused';
  /** In the language of the user; empty when the account is closed. */
  readonly reason: string;
}

export interface AnsweredLetter {
  readonly letterId: number;
  /** Each account once, in the order of the letter. */
  readonly lines: readonly LetterLine[];
}

/** The digits of account numbers, each once. Throws a Refusal. */
export function letterAccounts(accounts: readonly string[]): readonly string[] {
  const numbers = [...new Set(accounts.map((account) => withoutBlanks(account).replaceAll('.', '').slice(0, 20)))];
  if (numbers.length === 0 || numbers.length > LETTER_ACCOUNTS_MAX) throw refuse('letterAccounts', { max: String(LETTER_ACCOUNTS_MAX) });
  return numbers;
}

export async function sendClosingLetter(office: Office, actor: Actor, letter: ClosingLetter): Promise<AnsweredLetter> {
  const { subscriptionId, signed } = letter;
  await requireAdminister(office.database, actor, subscriptionId);
  if (!signed) throw refuse('letterUnsigned');
  const accounts = letterAccounts(letter.accounts);
  const money = await moneyOf(office, subscriptionId, accounts);
  const answered = await office.database.transaction(async (sql) => {
    await requireAdminister(sql, actor, subscriptionId);
    return await answer(sql, { office, actor, subscriptionId, accounts, money });
  });
  await settleCardStatuses(office);
  return answered;
}

/** What is on the cards, by account. */
async function moneyOf(office: Office, subscriptionId: number, accounts: readonly string[]): Promise<ReadonlyMap<string, CardMoney>> {
  const rows = await office.database.query<{ number: string; card_token: string }>(
    'SELECT number, card_token FROM card_account WHERE subscription_id = $1 AND number = ANY ($2::text[])',
    [subscriptionId, accounts],
  );
  const money = await cardMoney(
    office.cards,
    rows.map(({ card_token }) => card_token),
  );
  const found = new Map<string, CardMoney>();
  for (const [index, { number }] of rows.entries()) {
    const each = money[index];
    if (each !== undefined) found.set(number, each);
  }
  return found;
}

interface Answering {
  readonly office: Office;
  readonly actor: Actor;
  readonly subscriptionId: number;
  readonly accounts: readonly string[];
  readonly money: ReadonlyMap<string, CardMoney>;
}

async function answer(sql: Sql, { office, actor, subscriptionId, accounts, money }: Answering): Promise<AnsweredLetter> {
  const atMs = office.nowMs();
  const { userId, language } = actor;
  const [row] = await sql.query<{ id: number }>(
    'INSERT INTO closing_letter (subscription_id, signed_by, sent_at_ms) VALUES ($1, $2, $3) RETURNING id',
    [subscriptionId, userId, atMs],
  );
  const letterId = row?.id ?? 0;
  await audit(sql, {
    atMs,
    userId,
    subscriptionId,
    action: 'sendClosingLetter',
    subject: `letter:${letterId}`,
    detail: `${accounts.length} accounts`,
  });
  const lines: LetterLine[] = [];
  for (const account of accounts) {
    const why = await closingReason(sql, { account, subscriptionId }, money.get(account));
    if (why === undefined) await closeAccountStep(sql, { account, subscriptionId, atMs, detail: `letter:${letterId}` });
    await keepLine(sql, letterId, account, why);
    lines.push({
      account,
      outcome: why === undefined ? 'closed' : 'refused',
      reason: why === undefined ? '' : CLOSING_REASONS[why][language],
    });
  }
  return { letterId, lines };
}

async function keepLine(sql: Sql, letterId: number, account: string, why: ClosingReason | undefined): Promise<void> {
  await sql.query('INSERT INTO closing_letter_line (letter_id, account_number, outcome, reason) VALUES ($1, $2, $3, $4)', [
    letterId,
    account,
    why === undefined ? 'closed' : 'refused',
    why ?? '',
  ]);
}
