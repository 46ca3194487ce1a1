/** The routes of the back office, which ask for the role `programme`. */
export const PROGRAMME_ROUTES: readonly string[] = [
  'GET /v1/programme/users',
  'GET /v1/programme/users/:user/calculator-code',
  'GET /v1/programme/me',
  'POST /v1/programme/users',
  'POST /v1/programme/subscriptions',
];
