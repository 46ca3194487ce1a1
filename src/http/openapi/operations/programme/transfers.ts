/** Documentation of the routes of internal transfers, accounts of the bank, and the books. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_ACCOUNTS, EXAMPLE_AT_MS, EXAMPLE_LOADING, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const [FROM, TO] = EXAMPLE_ACCOUNTS;

export const TRANSFER_OPERATIONS: Operations = {
  'POST /v1/programme/transfers': {
    id: 'registerTransfer',
    tag: 'Programme',
    summary: 'Register an internal transfer (Internoverføring)',
    description:
      'From a card to another card of the subscription, or back to a loading or payer account. `all` takes what is available when it is approved. `registerAndApprove` gives the first approval too.',
    user: EXAMPLE_USERS.clerk,
    body: { from: FROM, to: TO, amountMinor: 210_000, registerAndApprove: false },
    answer: { transferId: 1, amountMinor: 210_000 },
    problems: {
      ...OFFICE_PROBLEMS,
      notAllowed: 'SAK001 may not register on account 56061200008; an administrator grants the right "Registrere".',
      conflict: 'Account 56061200008 has 2,000.00 kroner available; the amount must not be higher.',
      invalid: 'The accounts to transfer from and to are the same; choose another one.',
    },
  },
  'GET /v1/programme/subscriptions/{subscription}/transfers': {
    id: 'listTransfers',
    tag: 'Programme',
    summary: 'List the transfers of a subscription',
    description: 'The newest first; `open` shows those that wait for approval.',
    user: EXAMPLE_USERS.clerk,
    query: { open: 'true' },
    answer: {
      transfers: [
        {
          transferId: 1,
          from: FROM,
          to: TO,
          amountMinor: 210_000,
          isAll: false,
          registeredBy: EXAMPLE_USERS.clerk,
          registeredAtMs: EXAMPLE_AT_MS,
          status: 'registered',
          reason: '',
          approvedBy: [],
        },
      ],
    },
    problems: OFFICE_PROBLEMS,
  },
  'POST /v1/programme/transfers/approve': {
    id: 'approveTransfers',
    tag: 'Programme',
    summary: 'Approve transfers with a code of the calculator',
    description:
      'All of those that are ticked, or none. The second approval, by another person, sends the money; transfers know no cut-off.',
    user: EXAMPLE_USERS.otherClerk,
    body: { transferIds: [1], code: '755224' },
    answer: { transfers: [{ transferId: 1, status: 'registered' }] },
    problems: {
      ...OFFICE_PROBLEMS,
      conflict: 'SAK002 has approved transfer 1 already; the second approval must be given by another person.',
    },
  },
  'POST /v1/programme/transfers/withdraw': {
    id: 'withdrawTransfers',
    tag: 'Programme',
    summary: 'Take transfers back before their second approval',
    description: 'All of them or none.',
    user: EXAMPLE_USERS.clerk,
    body: { transferIds: [1] },
    answer: { withdrawn: 1 },
    problems: { ...OFFICE_PROBLEMS, conflict: 'Transfer 1 does not wait for approval any more; update the list.' },
  },
  'GET /v1/programme/bank-accounts/{bankAccount}': {
    id: 'readBankAccount',
    tag: 'Programme',
    summary: 'Read balance and entries of an account of the bank',
    description: 'A loading, return or payer account; the newest entries first.',
    user: EXAMPLE_USERS.bank,
    answer: {
      account: EXAMPLE_LOADING,
      balanceMinor: 100_000_000,
      entries: [{ id: 2, amountMinor: 100_000_000, kind: 'opening', reference: `account:${EXAMPLE_LOADING}`, atMs: EXAMPLE_AT_MS }],
    },
    problems: {
      ...OFFICE_PROBLEMS,
      notFound: '56061200008 is no loading, return or payer account; look up the account of a card under "Administrer konto".',
    },
  },
  'GET /v1/programme/books': {
    id: 'verifyOfficeBooks',
    tag: 'Programme',
    summary: 'Verify the books of the office',
    description:
      'By the bank: accounts of the bank, cards and money in flight against what was opened, to the øre; one sentence for each difference.',
    user: EXAMPLE_USERS.bank,
    answer: {
      openingMinor: 600_000_000,
      ordersMinor: 0,
      bankMinor: 599_750_000,
      cardsMinor: 250_000,
      inFlightMinor: 0,
      cards: 20,
      differences: [],
      differencesFound: 0,
    },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY },
  },
};
