/**
 * The books of the office. What was opened, less what orders cost, is what the accounts of the bank,
 * the cards and the moves in flight have together; and each card has got from its store what the
 * office put there. Reads page by page.
 */

import type { Sql } from '../../database/database.ts';
import type { ShownCard } from '../../issuing/card-api.ts';
import type { Office } from '../core/office.ts';

/** Cards that are compared in one step. */
const CARDS_A_PAGE = 500;
/** Differences that are told; the rest are counted. */
export const DIFFERENCES_MAX = 100;
/** Moves of one card that may be in flight at once and are followed. */
const PENDING_OF_CARD_MAX = 1_000;
/** Reads of a card whose moves are being settled. */
const READS_OF_CARD_MAX = 10;

export interface Books {
  /** Paid in at the opening of accounts. */
  readonly openingMinor: number;
  /** Charged for orders; below 0. */
  readonly ordersMinor: number;
  readonly bankMinor: number;
  /** What the office put on cards, less what it took off. */
  readonly cardsMinor: number;
  readonly inFlightMinor: number;
}

export interface VerifiedBooks extends Books {
  readonly cards: number;
  /** One sentence each; empty when the books balance. */
  readonly differences: readonly string[];
  /** Also those beyond DIFFERENCES_MAX. */
  readonly differencesFound: number;
}

interface BooksRow {
  readonly opening: number;
  readonly orders: number;
  readonly bank: number;
  readonly cards: number;
  readonly in_flight: number;
}

/** From one statement, so that nothing changes between its parts. */
export async function books(sql: Sql): Promise<Books> {
  const [row] = await sql.query<BooksRow>(
    `SELECT (SELECT coalesce(sum(amount_minor), 0) FROM bank_entry WHERE kind = 'opening')::bigint AS opening,
            (SELECT coalesce(sum(amount_minor), 0) FROM bank_entry WHERE kind = 'order')::bigint AS orders,
            (SELECT coalesce(sum(balance_minor), 0) FROM account)::bigint AS bank,
            (SELECT coalesce(sum(amount_minor), 0) FROM money_move WHERE state = 'done')::bigint AS cards,
            (SELECT coalesce(sum(amount_minor), 0) FROM money_move WHERE state = 'pending' AND amount_minor > 0)::bigint AS in_flight`,
  );
  if (row === undefined) throw new Error('The books have no row.');
  return { openingMinor: row.opening, ordersMinor: row.orders, bankMinor: row.bank, cardsMinor: row.cards, inFlightMinor: row.in_flight };
}

class Differences {
  readonly sentences: string[] = [];
  found = 0;

  add(sentence: string): void {
    this.found += 1;
    if (this.sentences.length < DIFFERENCES_MAX) this.sentences.push(sentence);
  }
}

function compareWhole(whole: Books, differences: Differences): void {
  const expectedMinor = whole.openingMinor + whole.ordersMinor;
  const foundMinor = whole.bankMinor + whole.cardsMinor + whole.inFlightMinor;
  if (expectedMinor === foundMinor) return;
  differences.add(
    `Accounts of the bank, cards and money in flight have ${foundMinor} minor units together; ${expectedMinor} were opened, less orders.`,
  );
}

interface AccountRow {
  readonly number: string;
  readonly balance_minor: number;
  readonly entered: number;
}

async function compareAccounts(sql: Sql, differences: Differences): Promise<void> {
  const rows = await sql.query<AccountRow>(
    `SELECT a.number, a.balance_minor, coalesce(e.entered, 0)::bigint AS entered
       FROM account a LEFT JOIN (SELECT account_number, sum(amount_minor) AS entered FROM bank_entry GROUP BY account_number) e
         ON e.account_number = a.number
      WHERE a.balance_minor <> coalesce(e.entered, 0) ORDER BY a.number LIMIT $1`,
    [DIFFERENCES_MAX],
  );
  for (const { number, balance_minor, entered } of rows) {
    differences.add(`Account ${number} has ${balance_minor} minor units, but its entries come to ${entered}.`);
  }
}

interface BatchRow {
  readonly id: number;
  readonly accepted_minor: number;
  readonly payments_minor: number;
  readonly debited_minor: number;
}

/** What a batch took from its debtor account is what its payments have. */
async function compareBatches(sql: Sql, differences: Differences): Promise<void> {
  const rows = await sql.query<BatchRow>(
    `SELECT b.id, b.accepted_minor, coalesce(p.payments_minor, 0)::bigint AS payments_minor, coalesce(-e.amount_minor, 0)::bigint AS debited_minor
       FROM payment_batch b
       LEFT JOIN (SELECT batch_id, sum(amount_minor) AS payments_minor FROM payment
                   WHERE status IN ('moving', 'paid', 'returned') GROUP BY batch_id) p ON p.batch_id = b.id
       LEFT JOIN bank_entry e ON e.account_number = b.debtor_account AND e.kind = 'load' AND e.reference = 'batch:' || b.id
      WHERE CASE WHEN b.status = 'executed'
                 THEN b.accepted_minor <> coalesce(p.payments_minor, 0) OR b.accepted_minor <> coalesce(-e.amount_minor, 0)
                 ELSE p.payments_minor IS NOT NULL OR e.amount_minor IS NOT NULL END
      ORDER BY b.id LIMIT $1`,
    [DIFFERENCES_MAX],
  );
  for (const { id, accepted_minor, payments_minor, debited_minor } of rows) {
    differences.add(
      `Batch ${id} accepted ${accepted_minor} minor units, debited ${debited_minor}, and its payments have ${payments_minor}.`,
    );
  }
}

interface CardRow {
  readonly number: string;
  readonly card_token: string;
  readonly moved: number;
  readonly pending: string | null;
}

const CARD_COLUMNS = `c.number, c.card_token,
  (SELECT coalesce(sum(amount_minor), 0) FROM money_move WHERE account_number = c.number AND state = 'done')::bigint AS moved,
  (SELECT string_agg(amount_minor::text, ',' ORDER BY id)
     FROM (SELECT id, amount_minor FROM money_move WHERE account_number = c.number AND state = 'pending' ORDER BY id
            LIMIT ${PENDING_OF_CARD_MAX}) p) AS pending`;

async function cardRows(sql: Sql, after: string): Promise<readonly CardRow[]> {
  return await sql.query<CardRow>(`SELECT ${CARD_COLUMNS} FROM card_account c WHERE c.number > $1 ORDER BY c.number LIMIT $2`, [
    after,
    CARDS_A_PAGE,
  ]);
}

/** The store may be ahead of the office by moves that are carried out and not settled yet, in their order. */
function isAhead(fundedMinor: number, { moved, pending }: CardRow): boolean {
  let sumMinor = moved;
  for (const amount of pending?.split(',') ?? []) {
    sumMinor += Number(amount);
    if (sumMinor === fundedMinor) return true;
  }
  return false;
}

function difference(row: CardRow, card: ShownCard | undefined): string {
  if (card === undefined) return `The card store does not know the card of account ${row.number}.`;
  const { fundedMinor } = card;
  if (fundedMinor === row.moved || isAhead(fundedMinor, row)) return '';
  return `The card of account ${row.number} was funded with ${fundedMinor} minor units, but the office moved ${row.moved} there.`;
}

/** Reads office and store of one card until the office stands still: moves may be settled meanwhile. */
async function settledDifference({ database, cards }: Office, number: string): Promise<string> {
  let before: CardRow | undefined;
  for (let reads = 0; reads < READS_OF_CARD_MAX; reads += 1) {
    const [row] = await database.query<CardRow>(`SELECT ${CARD_COLUMNS} FROM card_account c WHERE c.number = $1`, [number]);
    if (row === undefined) return '';
    const card = await cards.show(row.card_token);
    const sentence = difference(row, card);
    if (sentence === '' || (row.moved === before?.moved && row.pending === before.pending)) return sentence;
    before = row;
  }
  return `The card of account ${number} did not stand still; verify the books again.`;
}

async function compareCards(office: Office, differences: Differences): Promise<number> {
  let after = '';
  let count = 0;
  for (;;) {
    const rows = await cardRows(office.database, after);
    const last = rows.at(-1);
    if (last === undefined) return count;
    const shown = await office.cards.query(
      rows.map(({ card_token }) => card_token),
      false,
    );
    for (const [index, row] of rows.entries()) {
      const sentence = difference(row, shown[index]) && (await settledDifference(office, row.number));
      if (sentence !== '') differences.add(sentence);
    }
    count += rows.length;
    after = last.number;
  }
}

/** The whole of them; while moves are settled, what is on its way is taken into account. */
export async function verifyBooks(office: Office): Promise<VerifiedBooks> {
  const differences = new Differences();
  const whole = await books(office.database);
  compareWhole(whole, differences);
  await compareAccounts(office.database, differences);
  await compareBatches(office.database, differences);
  const cards = await compareCards(office, differences);
  return { ...whole, cards, differences: differences.sentences, differencesFound: differences.found };
}
