/** Documentation of the routes of users and subscriptions. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_AT_MS, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

export const PEOPLE_OPERATIONS: Operations = {
  'GET /v1/programme/users': {
    id: 'listChoosableUsers',
    tag: 'Programme',
    summary: 'List who can act, for a choice',
    description: 'For the simulation on the same machine: with test keys, on a server that demands no token.',
    answer: { users: [{ userId: EXAMPLE_USERS.bank, name: 'Kundesenter VIP', isBank: true }] },
    problems: {
      noOffice: OFFICE_PROBLEMS.noOffice,
      loopbackOnly: 'This is for the simulation on the same machine; ask from there, on a server that demands no token.',
    },
  },
  'POST /v1/programme/users': {
    id: 'registerUser',
    tag: 'Programme',
    summary: 'Register a user',
    description: 'By the bank. A user of a municipality gets a code calculator (passordkalkulator), and has no access to any account yet.',
    user: EXAMPLE_USERS.bank,
    body: { userId: 'NY0001', name: 'Nina Ny', nationalNumber: '05819000095' },
    answer: { userId: 'NY0001', calculatorSerial: '40000005' },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY, conflict: 'The BrukerID NY0001 is taken; choose another one, or none to get a new one.' },
  },
  'GET /v1/programme/users/{user}/calculator-code': {
    id: 'readCalculatorCode',
    tag: 'Programme',
    summary: 'Read the code that a calculator shows',
    description: 'For the simulation on the same machine only. The same code until it is used.',
    answer: { serial: '40000001', code: '755224' },
    problems: { noOffice: OFFICE_PROBLEMS.noOffice, notFound: 'ADM001 has no code calculator.' },
  },
  'POST /v1/programme/subscriptions': {
    id: 'registerSubscription',
    tag: 'Programme',
    summary: 'Register a subscription',
    description:
      'By the bank: of a municipality (`main`), or of one of its services below it, with accounts, first administrator and bestiller.',
    user: EXAMPLE_USERS.bank,
    body: {
      programme: 'main',
      agreementNumber: '1000004',
      name: 'Nabokommunen',
      organisationNumber: '974760673',
      streetAddress: 'Storgata 1, 0155 Oslo',
      pinAddress: 'Postboks 100, 0101 Oslo',
      cardTypes: [],
      administrator: 'ADM001',
      loadingAccounts: [{ number: '86011100718', openingMinor: 100_000_000 }],
    },
    answer: { subscriptionId: 4 },
    problems: {
      ...OFFICE_PROBLEMS,
      ...BANK_ONLY,
      invalid: 'The organisation number must have 9 digits, of which the last one is a check digit; compare it with the register.',
    },
  },
  'GET /v1/programme/me': {
    id: 'readOwnAccess',
    tag: 'Programme',
    summary: 'Read who acts, and in which subscriptions',
    description: 'A user of the bank gets all subscriptions. The instant is that of the clock of the cards.',
    user: 'ADM001',
    answer: {
      userId: 'ADM001',
      name: 'Anne Administrator',
      language: 'nb',
      isBank: false,
      nowMs: EXAMPLE_AT_MS,
      subscriptions: [
        {
          subscriptionId: 1,
          agreementNumber: '1000001',
          name: 'Bykommunen',
          programme: 'main',
          cardTypes: [],
          isAdministrator: true,
          isBestiller: false,
        },
      ],
    },
    problems: OFFICE_PROBLEMS,
  },
};
