/** Documentation of the routes of accounts of cards. */
import type { Operations } from '../../operation.ts';
import { EXAMPLE_ACCOUNTS, EXAMPLE_AT_MS, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const [NUMBER] = EXAMPLE_ACCOUNTS;

const IN_SAFE = {
  account: NUMBER,
  subscriptionId: 2,
  orderId: 1,
  cardType: 'kronekort',
  serial: 'L0001',
  name: 'L0001',
  maskedPan: '957899******0919',
  expiry: '2811',
  expiresAtMs: 1_859_238_000_000,
  pinProducedAtMs: EXAMPLE_AT_MS,
  state: 'active',
  cardStatus: 'inactive',
  version: 1,
};
const NAMED = {
  ...IN_SAFE,
  name: 'K-42 Kari Nordmann',
  clientId: 'K-42',
  reason: 'socialSupport',
  handedOutAtMs: EXAMPLE_AT_MS,
  cardStatus: 'active',
  version: 2,
};

const UNKNOWN = { notFound: 'There is no account 5606.12.00008 that SAK001 may see.' } as const;
const CHANGED = { conflict: 'Somebody else has changed account 5606.12.00008 meanwhile; open it again.' } as const;
const TYPE_MISSING = { invalid: 'Bydelens sosialtjeneste has both Kronekort and Kontantkort; choose the type of card.' } as const;

export const ACCOUNT_OPERATIONS: Operations = {
  'GET /v1/programme/subscriptions/{subscription}/accounts': {
    id: 'listAccounts',
    tag: 'Programme',
    summary: 'List and search the accounts of cards (Administrer konto)',
    description:
      'By name, KlientID, serial or the first digits of the number; `show` leaves out what is not in the safe, handed out, marked, expired or closed.',
    user: EXAMPLE_USERS.bestiller,
    query: { cardType: 'kronekort', show: 'inSafe', search: 'L0001' },
    answer: { rows: [IN_SAFE] },
    problems: { ...OFFICE_PROBLEMS, ...TYPE_MISSING },
  },
  'GET /v1/programme/subscriptions/{subscription}/suggested-account': {
    id: 'suggestAccount',
    tag: 'Programme',
    summary: 'Suggest the account to hand out next',
    description: 'The first one that is still named by its serial and whose PIN is produced; null when there is none.',
    user: EXAMPLE_USERS.bestiller,
    query: { cardType: 'kronekort' },
    answer: { account: IN_SAFE },
    problems: { ...OFFICE_PROBLEMS, ...TYPE_MISSING },
  },
  'GET /v1/programme/subscriptions/{subscription}/stock-list': {
    id: 'printStockList',
    tag: 'Programme',
    summary: 'Print what must be in the safe',
    description: 'Cards and PINs that were not handed out, by order.',
    user: EXAMPLE_USERS.bestiller,
    query: { cardType: 'kronekort' },
    answerType: 'text/html',
    answer: '<!doctype html><html lang="nb">…</html>',
    problems: { ...OFFICE_PROBLEMS, ...TYPE_MISSING },
  },
  'GET /v1/programme/accounts/{account}': {
    id: 'readAccount',
    tag: 'Programme',
    summary: 'Read the account of a card, with its balance',
    description: 'The balance is left out for those who may not see the money.',
    user: EXAMPLE_USERS.clerk,
    answer: { ...NAMED, balance: { ledgerMinor: 250_000, holdsMinor: 0, availableMinor: 250_000, cardStatus: 'active', pinTriesUsed: 0 } },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN },
  },
  'POST /v1/programme/accounts/{account}/name': {
    id: 'nameAccount',
    tag: 'Programme',
    summary: 'Name an account and hand its card out',
    description:
      'With KlientID, the holder’s name if wanted, and the reason for the card. `version` is that of the account as it was read.',
    user: EXAMPLE_USERS.bestiller,
    body: { version: 1, clientId: 'K-42', name: 'Kari Nordmann', reason: 'socialSupport' },
    answer: NAMED,
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN, ...CHANGED, invalid: 'The name looks like a card number; write KlientID and name.' },
  },
  'POST /v1/programme/accounts/{account}/rename': {
    id: 'renameAccount',
    tag: 'Programme',
    summary: 'Correct KlientID and name',
    description: 'Of an account whose card was handed out.',
    user: EXAMPLE_USERS.bestiller,
    body: { version: 2, clientId: 'K-42', name: 'Kari Nordmann Berg' },
    answer: { ...NAMED, name: 'K-42 Kari Nordmann Berg', version: 3 },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN, ...CHANGED },
  },
  'POST /v1/programme/accounts/{account}/declaration': {
    id: 'signDeclaration',
    tag: 'Programme',
    summary: 'Note that the declaration was signed (egenerklæring)',
    description: 'By the holder, for card and PIN.',
    user: EXAMPLE_USERS.bestiller,
    body: { version: 3 },
    answer: { ...NAMED, declarationSignedAtMs: EXAMPLE_AT_MS, version: 4 },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN, ...CHANGED },
  },
  'GET /v1/programme/accounts/{account}/sheet': {
    id: 'printHolderSheet',
    tag: 'Programme',
    summary: 'Print the sheet for the holder',
    description: 'Both limits, whom to ask when the card is lost, and the declaration to sign.',
    user: EXAMPLE_USERS.bestiller,
    answerType: 'text/html',
    answer: '<!doctype html><html lang="nb">…</html>',
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN },
  },
  'GET /v1/programme/accounts/{account}/statement': {
    id: 'readStatement',
    tag: 'Programme',
    summary: 'Read the statement of an account',
    description: 'The newest lines first; a page may hold none and yet have a cursor.',
    user: EXAMPLE_USERS.clerk,
    answer: {
      lines: [{ atMs: EXAMPLE_AT_MS, event: 'fund', amountMinor: 250_000, ledgerMinor: 250_000, terminalId: '' }],
      completeFromMs: 0,
    },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN },
  },
};

/** What ends the use of a card comes at the end of the examples. */
export const LATER_ACCOUNT_OPERATIONS: Operations = {
  'POST /v1/programme/accounts/{account}/mark': {
    id: 'markAccount',
    tag: 'Programme',
    summary: 'Mark an account Tapt or Mistet',
    description: 'Its card is declined from then on: 41 or 43 by default.',
    user: EXAMPLE_USERS.bestiller,
    body: { version: 4, mark: 'tapt' },
    answer: { ...NAMED, mark: 'tapt', cardStatus: 'lost', version: 5 },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN, ...CHANGED },
  },
};
