/** Documentation of the routes of losses, and of closing accounts. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_ACCOUNTS, EXAMPLE_AT_MS, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const [NUMBER, OTHER] = EXAMPLE_ACCOUNTS;

const LOSS = {
  account: NUMBER,
  serial: 'L0001',
  name: 'K-42 Kari Nordmann Berg',
  clientId: 'K-42',
  what: 'card',
  mark: 'tapt',
  reportedBy: EXAMPLE_USERS.bestiller,
  reportedAtMs: EXAMPLE_AT_MS,
  newAccount: OTHER,
  newSerial: 'L0002',
  balanceMinor: 250_000,
  heldMinor: 0,
  transfer: { transferId: 2, to: OTHER, amountMinor: 250_000, status: 'registered', approvedBy: [] },
  steps: [
    { step: 'marked', isDone: true, sentence: 'Kontoen er merket.' },
    { step: 'blocked', isDone: true, sentence: 'Kortet er sperret.' },
    { step: 'named', isDone: true, sentence: 'Den nye kontoen er navnsatt; del ut kort og PIN-kode.' },
    { step: 'restApproved', isDone: false, sentence: 'Overføring av restsaldo venter på godkjenning av to personer.' },
    {
      step: 'accessDropped',
      isDone: false,
      sentence: 'Tilgangene hakes bort av seg selv når det ikke er noe igjen på kontoen.',
    },
  ],
};
const ADMINISTERING_ONLY = {
  notAllowed: 'Only an administrator or bestiller of the subscription can do this; SAK001 is neither.',
} as const;

export const LOSS_OPERATIONS: Operations = {
  'POST /v1/programme/accounts/{account}/loss': {
    id: 'reportLoss',
    tag: 'Programme',
    summary: 'Report that a card or PIN is lost (Tapt kort)',
    description:
      'Marks the account, blocks the card, names the account of a new card, and registers the transfer of the rest. The first card in the safe is the new one, unless `newAccount` names another; `withoutNewCard` sends the rest back. The same report again finishes what was interrupted.',
    user: EXAMPLE_USERS.bestiller,
    body: { what: 'card', mark: 'tapt' },
    answer: { ...LOSS, restRefused: '' },
    problems: {
      ...OFFICE_PROBLEMS,
      ...ADMINISTERING_ONLY,
      notFound: 'There is no account 5606.12.00008 of a subscription that SAK001 is a user of.',
      conflict:
        'No card with a PIN is left to hand out; report the loss without a new card, so that the old one is blocked, and order cards.',
      invalid: 'Account 5606.12.00016 is not of the same subscription and card type; choose a new card of these.',
    },
  },
  'GET /v1/programme/subscriptions/{subscription}/losses': {
    id: 'listLosses',
    tag: 'Programme',
    summary: 'List losses, and what is still to do for each',
    description: 'By account number; `open` leaves out those that are finished.',
    user: EXAMPLE_USERS.bestiller,
    query: { open: 'true' },
    answer: { rows: [LOSS] },
    problems: OFFICE_PROBLEMS,
  },
};

export const CLOSING_OPERATIONS: Operations = {
  'GET /v1/programme/subscriptions/{subscription}/reminders': {
    id: 'listReminders',
    tag: 'Programme',
    summary: 'List accounts that could be closed',
    description:
      'Those of lost and of expired cards, and those that are emptied and were not used for long. `first` says what to do before.',
    user: EXAMPLE_USERS.bestiller,
    answer: {
      rows: [
        {
          account: NUMBER,
          name: LOSS.name,
          clientId: LOSS.clientId,
          why: 'lost',
          mark: 'tapt',
          balanceMinor: 0,
          heldMinor: 0,
          first: '',
        },
      ],
    },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTERING_ONLY },
  },
  'GET /v1/programme/subscriptions/{subscription}/closing-letters/page': {
    id: 'printClosingLetter',
    tag: 'Programme',
    summary: 'Print a letter that asks the bank to close accounts',
    description: 'To be signed, scanned and sent. `accounts` has up to 500 numbers with a comma between them.',
    user: EXAMPLE_USERS.bestiller,
    query: { accounts: NUMBER },
    answerType: 'text/html',
    answer: '<!doctype html><html lang="nb">…</html>',
    problems: { ...OFFICE_PROBLEMS, invalid: 'A letter names 1 to 500 accounts that are to be closed.' },
  },
  'POST /v1/programme/subscriptions/{subscription}/closing-letters': {
    id: 'sendClosingLetter',
    tag: 'Programme',
    summary: 'Send the bank a signed letter to close accounts',
    description: 'By an administrator or bestiller. Accounts that are not at 0 are refused one by one, the others are closed.',
    user: EXAMPLE_USERS.bestiller,
    body: { accounts: [NUMBER, '56061200024'], signed: true },
    answer: {
      letterId: 1,
      lines: [
        { account: NUMBER, outcome: 'closed', reason: '' },
        { account: '56061200024', outcome: 'refused', reason: 'Dette er ingen kortkonto i abonnementet; kontroller nummeret.' },
      ],
    },
    problems: {
      ...OFFICE_PROBLEMS,
      invalid: 'The letter is not signed, and nothing is closed; print it, sign it, scan it, and send it again.',
    },
  },
  'POST /v1/programme/accounts/{account}/close': {
    id: 'closeAccount',
    tag: 'Programme',
    summary: 'Close an account at the bank desk',
    description: 'By the bank, under the rules of a letter: the balance is 0, and nothing is held or on its way.',
    user: EXAMPLE_USERS.bank,
    body: {},
    answer: { account: NUMBER },
    problems: {
      ...OFFICE_PROBLEMS,
      ...BANK_ONLY,
      notFound: 'There is no card account 56061200024.',
      conflict: 'Account 56061200008 is not closed: The account is closed already.',
    },
  },
};
