/**
 * The office of the examples: a small municipality, whose main subscription is 1, its social service
 * 2 and its refugee service 3. The examples work one after the other.
 */

/** The accounts of two cards. Where the examples are tried, they become accounts of the office there. */
export const EXAMPLE_ACCOUNTS = ['56061200008', '56061200016'] as const;

/** Parameters of the paths. */
export const EXAMPLE_OFFICE = {
  subscription: '2',
  user: 'ADM001',
  role: '1',
  message: '1',
  agreement: '1',
  order: '1',
  file: '1',
  account: EXAMPLE_ACCOUNTS[0],
  bankAccount: '86011100203',
} as const;

/** Who acts in the examples. */
export const EXAMPLE_USERS = {
  bank: 'BANK01',
  administrator: 'ADM001',
  bestiller: 'BES001',
  clerk: 'SAK001',
  otherClerk: 'SAK002',
} as const;

/** The loading account of the social service, and its return account. */
export const EXAMPLE_LOADING = '86011100203';
export const EXAMPLE_RETURN = '86011100300';

export const EXAMPLE_AT_MS = 1_796_028_029_277;

/** Problems that any operation of the back office can answer with. */
export const OFFICE_PROBLEMS = {
  noOffice: 'This server has no back office; start it with --database pglite:./data/office.',
  userMissing: 'Name a user in the header Aksept-User; GET /v1/programme/users lists them.',
  databaseUnreachable: 'The database postgres://office@db/office cannot be reached (ECONNREFUSED).',
} as const;

export const BANK_ONLY = { notAllowed: 'Only the bank can do this; ADM001 is not a user of the bank.' } as const;
