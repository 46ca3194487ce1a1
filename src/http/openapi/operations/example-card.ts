/** The card of all examples: `POST /v1/cards` with the seed `example` issues it. Its token depends on the key ring. */

export const EXAMPLE_TOKEN = '884283983f0358b7bedfe71d4e699cd0';

export const EXAMPLE_ENTRY = {
  pan: '9578991619614996',
  expiry: '2811',
  pin: '7102',
  balanceMinor: 2_000_000,
  status: 'active',
  profile: 'kronekort',
} as const;

/** After a purchase of 250 kroner and a hold of 500. */
export const EXAMPLE_CARD = {
  token: EXAMPLE_TOKEN,
  maskedPan: '957899******4996',
  expiry: '2811',
  expiresAtMs: 1_859_238_000_000,
  status: 'active',
  profile: 'kronekort',
  pinTriesUsed: 0,
  ledgerMinor: 1_975_000,
  holdsMinor: 50_000,
  fundedMinor: 2_000_000,
  postedMinor: 25_000,
  givenBackMinor: 0,
  clockMs: 1_796_028_029_203,
} as const;

/** In the journal and in the history of the card. */
export const EXAMPLE_CHANGE = {
  id: '5',
  atMs: 1_796_028_029_386,
  cardToken: EXAMPLE_TOKEN,
  event: 'change',
  key: '',
  terminalId: '',
  type: '',
  amountMinor: 0,
  outcome: 'profile,expiry',
  ledgerMinor: 2_000_050,
  flag: '',
} as const;

export const NOT_ON_FILE = { cardNotOnFile: 'This card is not on file; list the cards with GET /v1/cards.' } as const;
