/** Who gets through each route of a subscription: a user of none finds nothing, one without the right is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerUser } from '../../../src/programme/users/register-user.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { registerMunicipality } from '../../support/municipality.ts';
import { nationalNumberOf } from '../../support/norwegian-numbers.ts';

const OUTSIDER = 'UTE001';
const CLERK = 'SAK001';
const LINE = { direction: 'in', held: 'bestiller', userName: 'Siri Saksbehandler', userId: CLERK };

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ database: 'pglite:' });
  const { backOffice } = server.app;
  if (backOffice === undefined) throw new Error('The server has no back office.');
  const { bank } = await registerMunicipality(backOffice.office);
  const other = { userId: OUTSIDER, name: 'Ulf Utenfor', isBank: false, nationalNumber: nationalNumberOf(9) };
  await registerUser(backOffice.office, bank, other);
});
afterAll(() => server.stop());

async function statusOf(user: string, method: string, path: string, body: object | undefined): Promise<number> {
  const response = await fetch(`${server.http}/v1/programme${path}`, {
    method,
    headers: { 'aksept-user': user, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}

// biome-ignore format: a table, one route a line: user of no subscription, clerk, and who has the right
test.each<[string, string, object | undefined, number, number, string]>([
  ['GET', '/subscriptions/2', undefined, 404, 200, 'BANK01'],
  ['POST', '/subscriptions/2/address', { pinAddress: 'Postboks 101, 0101 Oslo' }, 403, 403, 'BANK01'],
  ['POST', '/subscriptions/2/service-agreements', { lines: [LINE] }, 404, 403, 'ADM001'],
  ['GET', '/service-agreements/1/page', undefined, 404, 403, 'BES001'],
  ['POST', '/service-agreements/1/receive', { signedBy: 'Dag Direktør', signedAs: 'districtDirector' }, 403, 403, 'BANK01'],
  ['GET', '/subscriptions/3/users', undefined, 404, 403, 'ADM001'],
  ['GET', '/subscriptions/3/roles', undefined, 404, 403, 'ADM001'],
  ['GET', '/subscriptions/3/orders', undefined, 404, 403, 'BES001'],
  ['POST', '/subscriptions/3/orders', { cards: 20 }, 404, 403, 'BES001'],
  ['GET', '/subscriptions/3/losses', undefined, 404, 200, 'BES001'],
  ['GET', '/subscriptions/3/reminders', undefined, 404, 403, 'BES001'],
  ['GET', '/subscriptions/3/closing-letters/page?accounts=56061200008', undefined, 404, 403, 'ADM001'],
  ['POST', '/subscriptions/3/closing-letters', { accounts: ['56061200008'], signed: true }, 404, 403, 'ADM001'],
])('%s %s', async (method, path, body, outsider, clerk, holder) => {
  expect(await statusOf(OUTSIDER, method, path, body)).toBe(outsider);
  expect(await statusOf(CLERK, method, path, body)).toBe(clerk);
  expect(await statusOf(holder, method, path, body)).toBe(200);
});

test('the bank alone closes an account at its desk, and finds none that is not there', async () => {
  const path = '/accounts/56061200008/close';
  expect(await Promise.all([OUTSIDER, CLERK, 'ADM001', 'BANK01'].map((user) => statusOf(user, 'POST', path, {})))).toEqual([
    403, 403, 403, 404,
  ]);
});

test('a loss of an account that the user cannot see is not found', async () => {
  const path = '/accounts/56061200008/loss';
  expect(await statusOf(OUTSIDER, 'POST', path, { what: 'card', mark: 'tapt' })).toBe(404);
});
