/** `aksept programme books` and `audit`: whether the money adds up, and who did what. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { AUDIT_ROWS } from '../../http/schema/programme/role.ts';
import { BOOKS } from '../../http/schema/programme/transfer.ts';
import { nokOfMinor } from '../cards/money.ts';
import { EXIT_CODES, print, printJson, table } from '../output.ts';
import { addPageOptions, idOf, type OfficeFlags, officeClient, officeCommand, type PageFlags, queryOf } from './office-client.ts';
import { type Column, instantText, tellRows } from './office-output.ts';

type Books = z.output<typeof BOOKS>;
type AuditRow = z.output<typeof AUDIT_ROWS>['rows'][number];

const AUDIT_COLUMNS: readonly Column<AuditRow>[] = [
  ['at', (row) => instantText(row.atMs)],
  ['user', (row) => row.userId ?? 'the clock'],
  ['action', (row) => row.action],
  ['subject', (row) => row.subject],
  ['detail', (row) => row.detail],
];

const BOOKS_TIMEOUT_MS = 600_000;

function booksText(books: Books): string {
  const rows: readonly (readonly [string, number])[] = [
    ['opened with', books.openingMinor],
    ['orders cost', books.ordersMinor],
    ['accounts of the bank', books.bankMinor],
    ['cards', books.cardsMinor],
    ['in flight', books.inFlightMinor],
  ];
  const amounts = table(
    ['', 'NOK'],
    rows.map(([name, amountMinor]) => [name, nokOfMinor(amountMinor)]),
    [1],
  );
  const { differences, differencesFound } = books;
  if (differencesFound === 0) return `${amounts}\nThe books balance; ${books.cards} cards were compared.`;
  return [amounts, `The books differ in ${differencesFound} places:`, ...differences].join('\n');
}

async function books(flags: OfficeFlags): Promise<void> {
  const answer = await officeClient(flags, BOOKS_TIMEOUT_MS).get('/v1/programme/books', BOOKS);
  if (flags.json === true) printJson(answer);
  else print(booksText(answer));
  if (answer.differencesFound > 0) process.exitCode = EXIT_CODES.failed;
}

async function audit(flags: PageFlags & { readonly subscription?: string }): Promise<void> {
  const { limit, cursor } = flags;
  const subscription = flags.subscription === undefined ? undefined : String(idOf('--subscription', flags.subscription));
  const answer = await officeClient(flags).get(`/v1/programme/audit${queryOf({ limit, cursor, subscription })}`, AUDIT_ROWS);
  tellRows(answer, answer.rows, AUDIT_COLUMNS, 'Nothing was done yet.', flags);
}

export function registerBooks(programme: Command): void {
  officeCommand(programme, 'books', 'check that the books of the programme balance, as a user of the bank').action(books);
  addPageOptions(officeCommand(programme, 'audit', 'list who did what, newest first'))
    .option('--subscription <id>', 'what was done in this subscription only')
    .action(audit);
}
