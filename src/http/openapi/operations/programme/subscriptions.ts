/** Documentation of the routes that read and change subscriptions, and of service agreements. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_LOADING, EXAMPLE_RETURN, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const LISTED = {
  subscriptionId: 2,
  programme: 'sosial',
  mainId: 1,
  agreementNumber: '1000002',
  name: 'Bydelens sosialtjeneste',
  organisationNumber: '974760673',
  streetAddress: 'Storgata 1, 0155 Oslo',
  pinAddress: 'Postboks 100, 0101 Oslo',
  cardTypes: ['kronekort', 'kontantkort'],
  isAdministrator: true,
  isBestiller: false,
};
const SHOWN = {
  ...LISTED,
  accounts: [
    { number: EXAMPLE_LOADING, kind: 'loading' },
    { number: EXAMPLE_RETURN, kind: 'return' },
  ],
};

export const SUBSCRIPTION_OPERATIONS: Operations = {
  'GET /v1/programme/subscriptions': {
    id: 'listSubscriptions',
    tag: 'Programme',
    summary: 'List the subscriptions that the user sees',
    description: 'The bank sees all, everybody else their own, in the order in which they were registered.',
    user: EXAMPLE_USERS.administrator,
    answer: { subscriptions: [LISTED] },
    problems: OFFICE_PROBLEMS,
  },
  'GET /v1/programme/subscriptions/{subscription}': {
    id: 'readSubscription',
    tag: 'Programme',
    summary: 'Read a subscription with its accounts of the bank',
    description: 'For its users and the bank; without balances.',
    user: EXAMPLE_USERS.administrator,
    answer: SHOWN,
    problems: { ...OFFICE_PROBLEMS, notFound: 'There is no subscription 9 that ADM001 may see.' },
  },
  'POST /v1/programme/subscriptions/{subscription}/address': {
    id: 'changeAddress',
    tag: 'Programme',
    summary: 'Change where cards and PINs are sent',
    description:
      'By the bank. Cards are delivered to the street address, which is no PO box; PINs are posted to the address of the agreement form. Orders that are on their way keep their address.',
    user: EXAMPLE_USERS.bank,
    body: { pinAddress: 'Postboks 101, 0101 Oslo' },
    answer: { ...SHOWN, pinAddress: 'Postboks 101, 0101 Oslo', isAdministrator: false },
    problems: {
      ...OFFICE_PROBLEMS,
      ...BANK_ONLY,
      notFound: 'There is no subscription 9.',
      invalid: 'The street address is a PO box; cards are delivered door to door, so give a street address.',
    },
  },
};

const NO_AGREEMENT = { notFound: 'There is no service agreement 9.' } as const;

/** A clerk becomes a bestiller, so they come at the end of the examples. */
export const AGREEMENT_OPERATIONS: Operations = {
  'POST /v1/programme/subscriptions/{subscription}/service-agreements': {
    id: 'orderServiceAgreement',
    tag: 'Programme',
    summary: 'Order a service agreement (tjenesteavtale)',
    description:
      'Filled in with who goes in and out as administrator and bestiller. Nothing changes before the bank has it back, signed by the district director (Bydelsdirektør).',
    user: EXAMPLE_USERS.administrator,
    body: { lines: [{ direction: 'in', held: 'bestiller', userName: 'Siri Saksbehandler', userId: EXAMPLE_USERS.clerk }] },
    answer: { agreementId: 1 },
    problems: {
      ...OFFICE_PROBLEMS,
      conflict: 'Line 1: BES001 has the role Bestiller in this subscription already.',
      invalid: 'Line 1: there is no active user SAK001 of a municipality with this name.',
    },
  },
  'GET /v1/programme/service-agreements/{agreement}/page': {
    id: 'printServiceAgreement',
    tag: 'Programme',
    summary: 'Print a service agreement',
    description: 'To be signed and posted to the bank.',
    user: EXAMPLE_USERS.administrator,
    answerType: 'text/html',
    answer: '<!doctype html><html lang="nb">…</html>',
    problems: { ...OFFICE_PROBLEMS, ...NO_AGREEMENT },
  },
  'POST /v1/programme/service-agreements/{agreement}/receive': {
    id: 'receiveServiceAgreement',
    tag: 'Programme',
    summary: 'Carry out a service agreement that came back',
    description: 'By the bank, when the district director has signed it. Without `signedBy` it is not signed.',
    user: EXAMPLE_USERS.bank,
    body: { signedBy: 'Dag Direktør', signedAs: 'districtDirector' },
    answer: { agreementId: 1 },
    problems: {
      ...OFFICE_PROBLEMS,
      ...BANK_ONLY,
      ...NO_AGREEMENT,
      conflict: 'Service agreement 1 is carried out already.',
      invalid: 'The service agreement is not signed; the district director (Bydelsdirektør) must sign it.',
    },
  },
};
