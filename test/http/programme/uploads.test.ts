/** Uploads of payment files that go wrong: the right status, one sentence, and nothing half done. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PAYMENT_FILE_LIMITS } from '../../../src/programme/payment-files/limits.ts';
import { stockCards } from '../../programme/support/stocked-office.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { RawClient } from '../raw-client.ts';
import { OfficeHttp, pain001 } from './office-http.ts';

const BODY_TIMEOUT_MS = 300;
const DAY = '2026-03-02';

/** Of temporary files, for the uploads of this test only. */
const folder = temporaryFolder();
let server: TestApp;
let at: OfficeHttp;
let accounts: readonly string[];
beforeAll(async () => {
  vi.stubEnv('TMPDIR', folder.path);
  server = await startTestApp({
    database: 'pglite:',
    clock: `simulated:${DAY}T09:00:00Z`,
    testCards: 'none',
    httpBodyTimeoutMs: BODY_TIMEOUT_MS,
  });
  at = await OfficeHttp.open(server);
  const { office } = at.backOffice;
  accounts = await stockCards({ office, store: server.app.store }, { subscriptionId: at.town.sosialId, count: 3 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  folder.remove();
});

let files = 0;
let file: string;
beforeEach(async () => {
  files += 1;
  const payments = accounts.map((account) => ({ account, amountMinor: 100 }));
  file = await pain001({ messageId: `FILE-${files}`, debtorAccount: at.town.accounts.sosialLoading, requestedDate: DAY, payments });
});

/** What uploads keep while they arrive. */
function spools(): readonly string[] {
  return readdirSync(folder.path).filter((name) => name.startsWith('aksept-payments-'));
}

/** Nothing of the file stays: no rows, and it can be uploaded as if it had never been tried. */
async function nothingIsDone(): Promise<void> {
  const { office } = at.backOffice;
  await expect.poll(spools).toEqual([]);
  expect(await office.database.query('SELECT id FROM payment_file WHERE msg_id = $1', [`FILE-${files}`])).toEqual([]);
  expect(await at.upload('SAK001', file)).toMatchObject({ status: 200, body: { accepted: 3 } });
}

const SENTENCE = /^[A-ZÆØÅ][^\n]*\.$/;

function refusal(status: number, code: string): object {
  return { status, body: { status, code, detail: expect.stringMatching(SENTENCE) } };
}

const ENTITIES = `<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`;
const FROM_OUTSIDE = '<!DOCTYPE Document [<!ENTITY secret SYSTEM "file:///etc/passwd">]>';

describe('a file that is refused as a whole', () => {
  test.each<readonly [string, string, (text: string) => string]>([
    ['no XML', 'notXml', () => 'kto;beløp\n56061200008;100\n'],
    ['cut', 'notXml', (text) => text.slice(0, text.length / 2)],
    ['nothing', 'notXml', () => ' '],
    ['an entity bomb', 'doctype', (text) => text.replace('<Document', `${ENTITIES}<Document`).replace('Kari Nordmann', '&c;')],
    ['an external entity', 'doctype', (text) => text.replace('<Document', `${FROM_OUTSIDE}<Document`).replace('Kari Nordmann', '&secret;')],
    ['another sum', 'controlSum', (text) => text.replace('<CtrlSum>3.00', '<CtrlSum>4.00')],
    ['three decimals', 'controlSum', (text) => text.replace('>1.00</InstdAmt>', '>1.001</InstdAmt>')],
    ['markup in a name', 'unknownElement', (text) => text.replace('Kari Nordmann', 'Kari <b>Nordmann</b>')],
    ['another message', 'otherMessage', (text) => text.replaceAll('pain.001.001.03', 'pain.008.001.02')],
    ['a text without end', 'token', (text) => text.replace('Kari Nordmann', 'K'.repeat(PAYMENT_FILE_LIMITS.tokenCharsMax + 1))],
  ])('%s', async (_name, code, change) => {
    const answer = await at.upload('SAK001', change(file));
    expect(answer).toMatchObject(refusal(422, code));
    expect(JSON.stringify(answer.body)).not.toMatch(/root:|aaaaaaaaaa/);
    await nothingIsDone();
  });

  test.each([
    ['another content type', 'application/json', 415, 'notXml'],
    ['a form of a page', 'multipart/form-data; boundary=x', 415, 'notXml'],
  ])('%s', async (_name, type, status, code) => {
    expect(await at.upload('SAK001', file, type)).toMatchObject(refusal(status, code));
    await nothingIsDone();
  });
});

describe('on the line', () => {
  const open = async (headers: Readonly<Record<string, string | number>>): Promise<RawClient> => {
    const client = await RawClient.connect(server.http);
    client.head(`/v1/programme/subscriptions/${at.town.sosialId}/payment-files`, {
      'aksept-user': 'SAK001',
      'content-type': 'application/xml',
      'idempotency-key': `K-${files}`,
      ...headers,
    });
    return client;
  };

  test('a file that is longer than the limit is refused before it is sent', async () => {
    const client = await open({ 'content-length': PAYMENT_FILE_LIMITS.bytesMax + 1 });
    expect(await client.answer()).toMatchObject(refusal(413, 'bodyTooLarge'));
    client.end();
    await nothingIsDone();
  });

  test('a file that breaks off in the middle leaves nothing', async () => {
    const client = await open({ 'content-length': Buffer.byteLength(file) });
    client.write(file.slice(0, file.length - 40));
    await expect.poll(() => spools().length).toBe(1);
    client.end();
    await nothingIsDone();
  });

  test('a file that stops arriving is refused after a time, and others are served meanwhile', async () => {
    const client = await open({ 'transfer-encoding': 'chunked' });
    client.chunk(file.slice(0, file.length / 2));
    expect((await server.get('/v1/clock')).status).toBe(200);
    expect(await at.get('SAK001', '/me')).toMatchObject({ userId: 'SAK001' });
    expect(await client.answer()).toMatchObject(refusal(408, 'bodyTooSlow'));
    await client.closed;
    await nothingIsDone();
  });

  test('a file that arrives slowly, a piece within each time, is taken', async () => {
    const client = await open({ 'transfer-encoding': 'chunked' });
    const piece = Math.ceil(file.length / 4);
    for (let start = 0; start < file.length; start += piece) {
      client.chunk(file.slice(start, start + piece));
      expect((await server.get('/v1/clock')).status).toBe(200);
    }
    client.write('0\r\n\r\n');
    expect(await client.answer()).toMatchObject({ status: 200, body: { accepted: 3 } });
    client.end();
  });
});
