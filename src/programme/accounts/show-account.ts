/** One account: what "Administrer konto" shows, and for those with the right "Se" its balance (R18). */
import type { CardStatus } from '../../cards/status.ts';
import type { JournalEntry } from '../../limits/store.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { requireSee } from '../core/rights.ts';
import { type ShownAccount, shownAccount } from './account.ts';
import { findAccount } from './find-account.ts';

export interface CardBalance {
  readonly ledgerMinor: number;
  /** Of pre-authorizations. */
  readonly holdsMinor: number;
  readonly availableMinor: number;
  /** As the card store has it. */
  readonly cardStatus: CardStatus;
  readonly pinTriesUsed: number;
}

export interface AccountWithBalance extends ShownAccount {
  /** Undefined for those who administer the account but may not see its money. */
  readonly balance: CardBalance | undefined;
}

export async function showAccount(office: Office, actor: Actor, account: string): Promise<AccountWithBalance> {
  const { row, maySeeMoney } = await office.database.transaction((sql) => findAccount(sql, actor, account));
  const card = maySeeMoney ? await office.cards.show(row.card_token) : undefined;
  if (card === undefined) return { ...shownAccount(row), balance: undefined };
  const { ledgerMinor, holdsMinor, status: cardStatus, pinTriesUsed } = card;
  const balance = { ledgerMinor, holdsMinor, availableMinor: ledgerMinor - holdsMinor, cardStatus, pinTriesUsed };
  return { ...shownAccount(row), balance };
}

export interface StatementRequest {
  readonly account: string;
  /** Of the page before. */
  readonly cursor?: string | undefined;
  readonly pageSize?: number | undefined;
  /** Unix milliseconds; older entries are left out. */
  readonly sinceMs?: number | undefined;
}

export interface StatementLine {
  readonly atMs: number;
  /** The event, such as `fund`, `spend` or `reversal`. */
  readonly event: string;
  readonly amountMinor: number;
  /** The balance behind it. */
  readonly ledgerMinor: number;
  readonly terminalId: string;
}

export interface Statement {
  /** Newest first. A page may hold few lines or none, and yet have a cursor. */
  readonly lines: readonly StatementLine[];
  readonly cursor: string | undefined;
  /** From this instant on nothing is missing; undefined when the store cannot say. */
  readonly completeFromMs: number | undefined;
}

export const STATEMENT_LINES_MAX = 500;

/** Declined attempts, issuing and changes of the card are no lines of a statement. */
function isLine({ event, outcome }: JournalEntry): boolean {
  return event === 'fund' || event === 'expire' || event === 'void' || outcome === 'approved';
}

/** Kontoutskrift, of the journal of the card store. */
export async function statement(office: Office, actor: Actor, request: StatementRequest): Promise<Statement> {
  const { account, cursor = '', pageSize = 100, sinceMs = 0 } = request;
  const row = await office.database.transaction(async (sql) => {
    const found = await findAccount(sql, actor, account);
    if (!found.maySeeMoney) await requireSee(sql, actor, found.row.number);
    return found.row;
  });
  const limit = Math.max(1, Math.min(pageSize, STATEMENT_LINES_MAX));
  const history = await office.cards.history(row.card_token, { cursor, limit, sinceMs });
  if (history === undefined) throw new Error(`The card store does not know the card of account ${row.number}.`);
  return {
    lines: history.entries.filter(isLine).map(({ atMs, event, amountMinor, ledgerMinor, terminalId }) => ({
      atMs,
      event,
      amountMinor,
      ledgerMinor,
      terminalId,
    })),
    cursor: history.cursor === '' ? undefined : history.cursor,
    completeFromMs: history.completeFromMs ?? undefined,
  };
}
