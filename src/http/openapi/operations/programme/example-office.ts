/** The office of the examples: they work one after the other on an office that was made just now. */

/** Parameters of the paths. */
export const EXAMPLE_OFFICE = { subscription: 1, user: 'ADM001' } as const;

/** The first user of a new office, who works at the bank. */
export const EXAMPLE_BANK_USER = 'BANK01';

/** Problems that any operation of the back office can answer with. */
export const OFFICE_PROBLEMS = {
  noOffice: 'This server has no back office; start it with --database pglite:./data/office.',
  userMissing: 'Name a user in the header Aksept-User; GET /v1/programme/users lists them.',
} as const;
