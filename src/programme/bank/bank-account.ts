/** What a person may see of an account of the bank: balance and entries. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireSee } from '../core/rights.ts';
import type { EntryKind } from './enter.ts';

const refuse = refusalsOf({
  notABankAccount: {
    kind: 'notFound',
    en: '{account} is no loading, return or payer account; look up the account of a card under "Administrer konto".',
    nb: '{account} er ingen påfyllings-, tilbakeførings- eller utbetalerkonto; finn kontoen til et kort under «Administrer konto».',
  },
} as const);

interface AccountRow {
  readonly balance_minor: number;
}

async function balanceOf(sql: Sql, actor: Actor, account: string): Promise<number> {
  if (!actor.isBank) await requireSee(sql, actor, account);
  const [row] = await sql.query<AccountRow>("SELECT balance_minor FROM account WHERE number = $1 AND kind <> 'card'", [account]);
  if (row === undefined) throw refuse('notABankAccount', { account });
  return row.balance_minor;
}

export interface BankBalance {
  readonly account: string;
  readonly balanceMinor: number;
}

export interface BankEntry {
  readonly id: number;
  readonly amountMinor: number;
  readonly kind: EntryKind;
  readonly reference: string;
  readonly atMs: number;
}

export interface BankEntries extends BankBalance {
  /** Newest first. */
  readonly entries: readonly BankEntry[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: number | undefined;
}

interface EntryRow {
  readonly id: number;
  readonly amount_minor: number;
  readonly kind: EntryKind;
  readonly reference: string;
  readonly at_ms: number;
}

export const BANK_ENTRIES_PAGE_MAX = 500;

export interface BankEntriesQuery {
  readonly account: string;
  readonly cursor?: number | undefined;
  readonly pageSize: number;
}

export async function bankEntries(office: Office, actor: Actor, { account, cursor, pageSize }: BankEntriesQuery): Promise<BankEntries> {
  const size = Math.min(pageSize, BANK_ENTRIES_PAGE_MAX);
  return await office.database.transaction(async (sql) => {
    const balanceMinor = await balanceOf(sql, actor, account);
    const rows = await sql.query<EntryRow>(
      `SELECT id, amount_minor, kind, reference, at_ms FROM bank_entry
        WHERE account_number = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
      [account, cursor ?? Number.MAX_SAFE_INTEGER, size],
    );
    const entries = rows.map(({ id, amount_minor, kind, reference, at_ms }) => ({
      id,
      amountMinor: amount_minor,
      kind,
      reference,
      atMs: at_ms,
    }));
    return { account, balanceMinor, entries, cursor: entries.length === size ? entries.at(-1)?.id : undefined };
  });
}
