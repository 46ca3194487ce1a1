/** The level of the log while the server runs, and the line of each decision at debug. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '3012',
  pin: '1234',
  balanceMinor: 100_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const PURCHASE = { type: 'purchase', terminalId: 'SHOP0001', mcc: 5411, terminalCountry: 578, pin: CARD.pin };

let server: TestApp;
beforeEach(async () => {
  server = await startTestApp();
  await server.app.cards.import([CARD]);
});
afterEach(() => server.stop());

async function setLevel(level: string, contentType = 'application/json'): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${server.http}/v1/log-level`, {
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: JSON.stringify({ level }),
  });
  return { status: answer.status, body: await answer.json() };
}

function decisions(): readonly string[] {
  return server.log.lines.filter((line) => line.includes('Decided.'));
}

test('at debug each decision has a line, with outcome and masked card; at another level it has none', async () => {
  expect(await server.get('/v1/log-level')).toEqual({ status: 200, body: { level: 'info' } });
  await server.post('/v1/transactions', { ...PURCHASE, pan: CARD.pan, stan: 1, amountMinor: 100 });
  expect(decisions()).toEqual([]);
  expect(await setLevel('debug')).toEqual({ status: 200, body: { level: 'debug' } });
  await server.post('/v1/transactions', { ...PURCHASE, pan: CARD.pan, stan: 2, amountMinor: 200 });
  const track2 = `${CARD.pan}=${CARD.expiry}2011234567890`;
  await server.post('/v1/transactions', { ...PURCHASE, track2, pinBlock: '00', pin: '', stan: 3, amountMinor: 900_000_000 });
  await setLevel('warn');
  await server.post('/v1/transactions', { ...PURCHASE, pan: CARD.pan, stan: 4, amountMinor: 100 });
  const lines = decisions();
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(
    '"wire":"http","class":"financial","type":"purchase","stan":2,"rrn":"","terminalId":"SHOP0001","card":"957899******0005","amountMinor":200,"outcome":"approved"',
  );
  expect(lines[1]).toMatch(/"card":"957899","amountMinor":900000000,"outcome":"\w+"/);
  expect(lines.join('')).not.toMatch(/9578990000|2011234567890|1234"/);
});

test('an unknown level is refused in one sentence, and nothing changes', async () => {
  expect(await setLevel('loud')).toMatchObject({ status: 400, body: { code: 'badRequest' } });
  expect(await setLevel('debug', 'text/plain')).toMatchObject({ body: { code: 'notJson' } });
  expect((await server.get('/v1/log-level')).body).toEqual({ level: 'info' });
});
