/** Documentation of the card routes. */
import { CARD_ACTIONS } from '../../../issuing/card-actions.ts';
import type { Operation, Operations } from '../operation.ts';
import { EXAMPLE_CARD, EXAMPLE_CHANGE, EXAMPLE_ENTRY, EXAMPLE_TOKEN, NOT_ON_FILE } from './example-card.ts';

const ISSUED = { cards: [EXAMPLE_ENTRY], created: 1 };
const ENTRY = { $ref: '#/components/schemas/TestCardEntryInput' };

export const READING_OPERATIONS: Operations = {
  'POST /v1/cards/query': {
    id: 'queryCards',
    tag: 'Cards',
    summary: 'Read cards by PAN or token',
    description:
      'At most 1,000 together. The answer has them in the order of the request, PANs first; null for a card that is not on file.',
    body: { pans: [EXAMPLE_ENTRY.pan, '9578990000000005'] },
    answer: { cards: [EXAMPLE_CARD, null] },
  },
  'GET /v1/cards': {
    id: 'listCards',
    tag: 'Cards',
    summary: 'List the cards',
    description: 'In pages. The cursor of the answer gives the next page, and is empty after the last.',
    query: { limit: 1 },
    answer: { cards: [EXAMPLE_CARD], cursor: '' },
  },
  'GET /v1/cards/{token}': {
    id: 'readCard',
    tag: 'Cards',
    summary: 'Read a card',
    description: 'Its status, balance and holds. The PAN is masked, and the PIN reference is never returned.',
    answer: EXAMPLE_CARD,
    problems: NOT_ON_FILE,
  },
  'GET /v1/cards/{token}/headroom': {
    id: 'readHeadroom',
    tag: 'Cards',
    summary: 'Read what is left of each limit',
    description: 'Of the limits of the card’s profile, at this instant. A countMax of 0 means that uses are not counted against the limit.',
    answer: {
      headroom: [
        { name: 'atm', amountMinor: 990_000, usedMinor: 0, leftMinor: 990_000, countMax: 0, countUsed: 0 },
        { name: 'pos', amountMinor: 5_000_000, usedMinor: 75_000, leftMinor: 4_925_000, countMax: 0, countUsed: 2 },
      ],
    },
    problems: NOT_ON_FILE,
  },
  'GET /v1/cards/{token}/holds': {
    id: 'listHolds',
    tag: 'Cards',
    summary: 'List the live holds of a card',
    description: 'Of pre-authorizations that are neither completed, reversed nor expired. `totalMinor` is what they keep from being spent.',
    answer: { holds: [{ key: 'SHELL001.2.1796028029202.a', amountMinor: 50_000, expiresAtMs: 1_796_632_829_203 }], totalMinor: 50_000 },
    problems: NOT_ON_FILE,
  },
  'GET /v1/cards/{token}/history': {
    id: 'readHistory',
    tag: 'Cards',
    summary: 'Read the history of a card',
    description:
      'Its decisions, money and changes, the newest first, in pages. `since` leaves out what is older. `completeFromMs` is the instant from which the journal has everything: 0 when nothing was dropped, null when the store cannot say.',
    query: { limit: 1, since: 1_796_028_000_000 },
    answer: { entries: [EXAMPLE_CHANGE], cursor: '4', completeFromMs: 0 },
    problems: { badRequest: 'The cursor is of no page of this history; start again without one.', ...NOT_ON_FILE },
  },
  'POST /v1/cards/explain': {
    id: 'explainCard',
    tag: 'Cards',
    summary: 'Ask what a use of a card would be answered, and why',
    description: 'Each check in order, each limit with what leaves its window next, and when the amount would fit. Nothing is consumed.',
    body: { card: EXAMPLE_ENTRY.pan, amountMinor: 300_000, type: 'cash', terminalType: 'atm', mcc: 6011 },
    answer: {
      outcome: 'approved',
      responseCode: '00',
      atMs: 1_796_028_029_277,
      checks: [
        { check: 'status', verdict: 'passed', seen: 'active' },
        { check: 'limit', verdict: 'passed', seen: 'atm' },
        { check: 'coverage', verdict: 'passed', seen: '1925000/300000' },
      ],
      limits: [
        {
          name: 'atm',
          amountMinor: 990_000,
          usedMinor: 0,
          leftMinor: 990_000,
          countMax: 0,
          countUsed: 0,
          fitsAtMs: 1_796_028_029_277,
        },
      ],
      coverage: {
        ledgerMinor: 1_975_000,
        holdsMinor: 50_000,
        availableMinor: 1_925_000,
        next: { atMs: 1_796_632_829_203, amountMinor: 50_000 },
      },
      earliestApprovalMs: 1_796_028_029_277,
      neverBecause: '',
      textEn: 'Approved.',
      textNb: 'Godkjent.',
    },
    problems: NOT_ON_FILE,
  },
};

const CLOSED = { refused: 'A closed account stays closed; issue a new card.' } as const;

const ACTION_IDS: Readonly<Record<string, string>> = { lost: 'reportLost', stolen: 'reportStolen', 'unblock-pin': 'unblockPin' };

function actionOperation(name: string, about: string): Operation {
  const [summary = ''] = about.split(':');
  return {
    id: ACTION_IDS[name] ?? `${name}Card`,
    tag: 'Cards',
    summary: `${about.slice(0, 1).toUpperCase()}${summary.slice(1)}`,
    description: `To ${about}. A closed card stays closed.`,
    body: {},
    answer: EXAMPLE_CARD,
    problems: { ...NOT_ON_FILE, ...CLOSED },
  };
}

export const CHANGING_OPERATIONS: Operations = {
  'POST /v1/cards': {
    id: 'issueCards',
    tag: 'Cards',
    summary: 'Issue cards',
    description:
      'Up to 1,000,000 in an order. The same seed gives the same cards; those that are on file already are not changed, and `created` counts the new ones. `mix` issues cards of several kinds. With `accept: application/x-ndjson` each card is a line of the answer once it is on file; the last line is the count, or the problem that ended the order.',
    body: { count: 1, balanceMinor: 2_000_000, seed: 'example' },
    answer: ISSUED,
    answerTypes: { 'application/x-ndjson': `${JSON.stringify(EXAMPLE_ENTRY)}\n{"created":1}\n` },
    problems: { badRequest: 'There is no limit profile "gold"; choose one of kronekort, nested.' },
  },
  'POST /v1/cards/import': {
    id: 'importCards',
    tag: 'Cards',
    summary: 'Put cards on file',
    description:
      'A card file, a list of cards, or a card a line, of up to 2,000,000 cards. They are put on file as they arrive; a problem has the line of the card that is wrong, and how many cards before it are on file.',
    bodySchema: {
      anyOf: [
        { type: 'array', items: ENTRY },
        { type: 'object', properties: { cards: { type: 'array', items: ENTRY } }, required: ['cards'] },
      ],
    },
    body: [EXAMPLE_ENTRY],
    bodyTypes: { 'application/x-ndjson': `${JSON.stringify(EXAMPLE_ENTRY)}\n` },
    answer: { count: 1, created: 1 },
    problems: {
      badRequest:
        'Card 3, on line 3: pin: must be 4 to 12 digits. The 2 cards before it are on file, 2 of them new; correct the import and send it again: cards on file stay as they are.',
    },
  },
  'POST /v1/cards/{token}/fund': {
    id: 'fundCard',
    tag: 'Cards',
    summary: 'Add money to a card',
    description:
      'An amount below 0 corrects an earlier one. The balance cannot go below zero, and a closed card takes no money. The Idempotency-Key is kept with the card for as long as answers are kept, 10 days by default, also over a restart: send the request again until it is answered. `funding` is what came of the first request with the key; the rest is the card as it is now.',
    body: { amountMinor: 25_050 },
    answer: {
      ...EXAMPLE_CARD,
      ledgerMinor: 2_000_050,
      fundedMinor: 2_025_050,
      funding: { amountMinor: 25_050, ledgerMinor: 2_000_050, availableMinor: 2_000_050, fundedAtMs: 1_796_008_511_027, repeated: false },
    },
    problems: { ...NOT_ON_FILE, refused: 'The balance would go below zero.' },
  },
  'POST /v1/cards/{token}/change': {
    id: 'changeCard',
    tag: 'Cards',
    summary: 'Change status, profile, expiry or PIN tries',
    description: 'One or more of them. Money, holds and what counts against the limits stay as they are.',
    body: { expiry: '3012', profile: 'nested' },
    answer: { ...EXAMPLE_CARD, expiry: '3012', expiresAtMs: 1_924_988_400_000, profile: 'nested' },
    problems: { ...NOT_ON_FILE, ...CLOSED },
  },
  'POST /v1/cards/{token}/status': {
    id: 'setStatus',
    tag: 'Cards',
    summary: 'Set the status of a card',
    description: 'To any status. A closed card stays closed.',
    body: { status: 'blocked' },
    answer: { ...EXAMPLE_CARD, status: 'blocked' },
    problems: { ...NOT_ON_FILE, ...CLOSED },
  },
  ...Object.fromEntries(CARD_ACTIONS.map(({ name, about }) => [`POST /v1/cards/{token}/${name}`, actionOperation(name, about)])),
};

export const TEST_CARD_OPERATIONS: Operations = {
  'GET /v1/test-cards': {
    id: 'listTestCards',
    tag: 'Cards',
    summary: 'List PANs and PINs of test cards',
    description:
      'Of the cards that this server issued or loaded, as they were then and as they are now (`onFile`; null when this store does not have the card). Only with test keys, and only to programs on the same machine.',
    query: { limit: 1 },
    answer: { cards: [{ ...EXAMPLE_ENTRY, kind: 'ordinary', onFile: EXAMPLE_CARD }], cursor: '' },
    problems: {
      noTestCards: 'This server keeps no test cards; they need test keys and the setting testCards.',
      loopbackOnly: 'PANs and PINs of test cards are given on the same machine only; ask from there.',
    },
  },
  'GET /v1/cards/{token}/windows': {
    id: 'readWindows',
    tag: 'Cards',
    summary: 'Read what each limit counts, spend by spend',
    description:
      'With the instant at which each spend leaves its window, or at which the hold that it belongs to expires. Spends that have left are listed for as long as the store keeps them, ten days or longer; of more than 500 of a limit, the newest.',
    answer: {
      atMs: 1_796_028_029_148,
      limits: [
        {
          name: 'pos',
          amountMinor: 5_000_000,
          usedMinor: 25_000,
          leftMinor: 4_975_000,
          countMax: 0,
          countUsed: 1,
          spends: [{ atMs: 1_796_027_842_500, leavesAtMs: 1_796_373_442_500, amountMinor: 25_000 }],
          spendsNotListed: 0,
        },
      ],
    },
    problems: NOT_ON_FILE,
  },
  'GET /v1/profiles': {
    id: 'listProfiles',
    tag: 'Cards',
    summary: 'List the limit profiles',
    description:
      'Those in force, with their limits in the order in which they are checked. `default` is the profile of a card issued without one.',
    answer: {
      profiles: [
        {
          name: 'kronekort',
          pinTriesMax: 3,
          domesticOnly: true,
          types: ['purchase', 'cash', 'purchaseWithCashback', 'refund', 'balanceInquiry', 'pinChange'],
          entryModes: ['chip', 'contactless', 'magstripe'],
          terminalTypes: ['pos', 'atm', 'unattended'],
          limits: [
            {
              name: 'atm',
              filter: { channels: ['atm'] },
              window: { kind: 'trailing', durationMs: 345_600_000 },
              amountMinor: 990_000,
              countMax: 0,
            },
          ],
        },
      ],
      default: 'kronekort',
    },
  },
};

/** Stands for the token in the paths of examples. */
export const EXAMPLE_PATH = { token: EXAMPLE_TOKEN } as const;
