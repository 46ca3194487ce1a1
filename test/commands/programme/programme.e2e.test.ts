/** `aksept programme`, through one story: cards are ordered, handed out and loaded. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { type CliResult, runCli, type Served, serve, type TemporaryFolder, temporaryFolder } from '../../support/cli.ts';
import { runCliHere } from '../../support/cli-here.ts';
import { accountNumberOf, nationalNumberOf } from '../../support/norwegian-numbers.ts';

let folder: TemporaryFolder;
let server: Served;
beforeAll(async () => {
  folder = temporaryFolder();
  // A Monday, before the cut-off.
  server = await serve(['--database', 'pglite:', '--clock', 'simulated:2026-06-01T07:00:00Z'], folder.path);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

function argumentsOf(user: string, words: readonly string[]): readonly string[] {
  return ['programme', ...words, '--url', server.http, ...(user === '' ? [] : ['--as', user])];
}

function programme(user: string, ...words: readonly string[]): Promise<CliResult> {
  return runCliHere(argumentsOf(user, words), folder.path);
}

/** The standard output of a command that succeeds. */
async function done(user: string, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await programme(user, ...words);
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
  return stdout;
}

async function json(user: string, ...words: readonly string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await done(user, ...words, '--json')) as Record<string, unknown>;
}

function file(name: string, value: object): string {
  writeFileSync(join(folder.path, name), JSON.stringify(value));
  return name;
}

const LOADING = accountNumberOf(2);

async function registerPeople(): Promise<void> {
  for (const [index, userId] of ['ADM001', 'BES001'].entries()) {
    const user = { userId, name: `Kari Nordmann ${userId}`, nationalNumber: nationalNumberOf(index), language: 'en' };
    expect(await done('BANK01', 'users', 'register', file(`${userId}.json`, user))).toMatch(`User ${userId} is registered, with`);
  }
  const shared = { organisationNumber: '974760673', streetAddress: 'Storgata 1, 0155 Oslo', pinAddress: 'Postboks 100, 0101 Oslo' };
  const people = { administrator: 'ADM001', bestiller: 'BES001' };
  const opened = (index: number) => ({ number: accountNumberOf(index), openingMinor: 1_000_000 });
  const main = { programme: 'main', agreementNumber: '1000001', name: 'Bykommunen', cardTypes: [], loadingAccounts: [opened(1)] };
  const sosial = {
    programme: 'sosial',
    mainId: 1,
    agreementNumber: '1000002',
    name: 'Sosialtjenesten',
    cardTypes: ['kronekort'],
    returnAccount: opened(3),
    payerAccount: opened(4),
    loadingAccounts: [opened(2)],
  };
  for (const [name, subscription] of Object.entries({ main, sosial })) {
    await done('BANK01', 'subscriptions', 'register', file(`${name}.json`, { ...shared, ...people, ...subscription }));
  }
  expect(await done('BES001', 'subscriptions', 'list')).toMatch(/^ *2 +1000002 +Sosialtjenesten +sosial +kronekort +bestiller$/m);
  const role = { name: 'Saksbehandlere', maySee: true, mayRegister: true, approves: 'own', members: ['ADM001', 'BES001'] };
  const accounts = { accounts: [LOADING], takesNewAccounts: true };
  expect(await done('ADM001', 'roles', 'add', file('role.json', { ...role, ...accounts }), '--subscription', '2')).toBe(
    'Role 1 is saved.\n',
  );
  expect(await done('ADM001', 'roles', 'list', '--subscription', '2')).toContain('ADM001, BES001');
}

async function writeLoads(account: string): Promise<void> {
  const totals = { numberOfPayments: 1, sumMinor: 250_000 };
  const payment = { endToEndId: 'E1', amountMinor: 250_000, creditorName: 'Ola Nordmann', creditorAccount: account };
  const text = writePain001({
    ...totals,
    version: 'pain.001.001.09',
    messageId: 'SOS-1',
    createdAt: '2026-06-01T08:00:00',
    initiatingParty: 'Bykommunen',
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    paymentInformations: [
      {
        ...totals,
        paymentInformationId: 'P1',
        requestedDate: '2026-06-01',
        debtorName: 'Sosialtjenesten',
        debtorAccount: LOADING,
        debtorAgent: 'DNBANOKK',
        payments: [payment],
      },
    ],
  });
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  writeFileSync(join(folder.path, 'loads.xml'), pieces.join(''));
}

const SOSIAL = ['--subscription', '2'] as const;

async function codeOf(user: string): Promise<string> {
  const code = (await done('', 'code', user)).trim();
  expect(code).toMatch(/^\d{6}$/);
  return code;
}

test('20 cards are ordered, received, handed out and loaded, and the books balance', async () => {
  await registerPeople();
  expect(await done('', 'users', 'list')).toMatch(/^BES001 +Kari Nordmann BES001 +no$/m);

  expect(await done('BES001', 'orders', 'order', '20', ...SOSIAL)).toMatch(/^Order 1: 20 cards \(kronekort\), 0\.00 NOK from \d{11}, to /);
  expect(await done('BANK01', 'orders', 'move-on', '1')).toBe('Order 1: Kort Bestilt.\n');
  expect(await done('BANK01', 'orders', 'move-on', '1')).toBe('Order 1: Kort bestilt, Konto mottatt.\n');
  expect(await done('BES001', 'orders', 'confirm', '1')).toBe('Order 1: PIN ordered.\n');
  expect(await done('BANK01', 'orders', 'pins', '1', '--out', 'pins.html')).toContain('PIN mailers of order 1 are in pins.html');
  expect(statSync(join(folder.path, 'pins.html')).mode & 0o777).toBe(0o600);
  expect((await programme('BANK01', 'orders', 'pins', '1', '--out', 'again.html')).code).toBe(1);
  expect(await done('BES001', 'orders', 'list', ...SOSIAL)).toMatch(/^ +1 +2026-06-01 +BES001 +20 +kronekort +PIN ordered +produced$/m);

  const suggested = (await json('ADM001', 'accounts', 'suggest', ...SOSIAL)) as { account: { account: string; serial: string } };
  const { account } = suggested.account;
  expect(suggested.account.serial).toBe('L0001');
  const holder = ['--client-id', 'K-42', '--name', 'Ola Nordmann', '--reason', 'socialSupport'];
  expect(await done('ADM001', 'accounts', 'name', account, ...holder)).toMatch(/K-42 Ola Nordmann.* active +active$/m);
  const listed = await json('ADM001', 'accounts', 'list', ...SOSIAL, '--show', 'handedOut');
  expect(listed['rows']).toMatchObject([{ account, clientId: 'K-42' }]);

  await writeLoads(account);
  expect(await done('BES001', 'files', 'upload', 'loads.xml', ...SOSIAL)).toBe('File 1 (SOS-1): 1 of 1 payments accepted, 2500.00 NOK.\n');
  expect(await done('BES001', 'files', 'batches', ...SOSIAL)).toMatch(/^ +1 +1 +\d{11} +2026-06-01 +1 +2500\.00 +BES001$/m);
  const approve = async (user: string): Promise<string> => done(user, 'files', 'approve', '1', '--code', await codeOf(user));
  expect(await approve('BES001')).toBe('Batch 1 needs the approval of another person.\n');
  expect(await approve('ADM001')).toBe('Batch 1 is executed on 2026-06-01.\n');
  await expect
    .poll(() => done('ADM001', 'accounts', 'show', account), { timeout: 60_000, interval: 500 })
    .toContain('The balance is 2500.00 NOK, of which 2500.00 NOK are available.');
  expect(await done('ADM001', 'accounts', 'statement', account)).toMatch(/^2026-06-01T07:00:00Z +fund +2500\.00 +2500\.00$/m);
  expect(await done('BES001', 'files', 'status', '1')).toContain('<GrpSts>ACSC</GrpSts>');

  const transfer = ['--from', account, '--to', LOADING, '--amount', '100.50'];
  expect(await done('BES001', 'transfers', 'register', ...transfer)).toBe('Transfer 1 of 100.50 NOK is registered.\n');
  expect(await done('BES001', 'transfers', 'list', ...SOSIAL, '--open')).toMatch(/ 100\.50 +BES001 +registered$/m);
  expect(await done('ADM001', 'transfers', 'approve', '1', '--code', await codeOf('ADM001'))).toBe(
    'Transfer 1 needs the approval of another person.\n',
  );

  // In a process of its own, as users run it.
  expect(await runCli(argumentsOf('BANK01', ['books']), folder.path)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The books balance; 20 cards were compared.'),
  });
  expect(await done('ADM001', 'audit', ...SOSIAL)).toMatch(/ADM001 /);
  expect(await done('ADM001', 'accounts', 'mark', account, 'tapt')).toMatch(/ tapt$/m);
}, 300_000);

test.each<readonly [string, readonly string[], number, string]>([
  ['kn1', ['users', 'list'], 2, '--as must be a user id such as KN0001'],
  ['BANK01', ['orders', 'order', 'many'], 2, '<cards> must be a number of cards such as 20, not many.'],
  ['BANK01', ['orders', 'cancel', 'x'], 2, '<order> must be a number'],
  ['BANK01', ['orders', 'pins', '1', '--out', 'no/pins.html'], 2, '--out no/pins.html cannot be written'],
  ['BANK01', ['files', 'upload', 'no.xml'], 2, 'There is no file no.xml to upload; check its name.'],
  ['BANK01', ['users', 'register', 'no.json'], 2, 'no.json cannot be read (ENOENT); check its name.'],
  ['BANK01', ['orders', 'cancel', '77'], 1, 'aksept: '],
  ['', ['books'], 1, 'Name a user in the header Aksept-User'],
])('as %s, %j is one sentence', async (user, words, code, sentence) => {
  const result = await programme(user, ...words);
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toContain(sentence);
  expect(result.stderr.trim().split('\n')).toHaveLength(1);
});
