/** `aksept programme losses`, `closing`, `agreements`, `messages` and the printable pages of accounts, in this process. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerProgramme } from '../../../src/commands/programme/programme.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { accountNumberOf, nationalNumberOf } from '../../support/norwegian-numbers.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';

let server: TestApp;
let people: Municipality;
let sosial: readonly string[];
beforeAll(async () => {
  server = await startTestApp({ database: 'pglite:', clock: 'simulated:2026-06-01T07:00:00Z' });
  const { backOffice } = server.app;
  if (backOffice === undefined) throw new Error('The server has no back office.');
  people = await registerMunicipality(backOffice.office);
  sosial = ['--subscription', String(people.sosialId)];
});
afterAll(() => server.stop());

function programme(user: string, ...words: readonly string[]): Promise<Ran> {
  return runCommand([registerProgramme], ['programme', ...words, '--url', server.http, '--as', user]);
}

/** The standard output of a command that succeeds. */
async function done(user: string, ...words: readonly string[]): Promise<string> {
  const { code, out, err } = await programme(user, ...words);
  expect({ words, code, err }).toEqual({ words, code: 0, err: '' });
  return out;
}

function path(name: string): string {
  return join(server.folder, name);
}

function file(name: string, value: object): string {
  writeFileSync(path(name), JSON.stringify(value));
  return path(name);
}

/** A page with the words, for its owner only. */
async function saved(user: string, words: readonly string[], ...content: readonly string[]): Promise<void> {
  const out = path(`${words.slice(0, 2).join('-')}.html`);
  expect(await done(user, ...words, '--out', out)).toContain(out);
  const page = readFileSync(out, 'utf8');
  for (const text of content) expect(page).toContain(text);
  expect(statSync(out).mode & 0o777).toBe(0o600);
}

/** Hands out the card of the next account in the safe. */
async function handOut(clientId: string): Promise<string> {
  const { account } = JSON.parse(await done('ADM001', 'accounts', 'suggest', ...sosial, '--type', 'kronekort', '--json'));
  await done('ADM001', 'accounts', 'name', account.account, '--client-id', clientId, '--reason', 'socialSupport');
  return account.account;
}

test('accounts are printed, renamed and signed for', async () => {
  await done('BES001', 'orders', 'order', '20', ...sosial, '--type', 'kronekort');
  await done('BANK01', 'orders', 'move-on', '1');
  await done('BANK01', 'orders', 'move-on', '1');
  await done('BES001', 'orders', 'confirm', '1');
  await done('BANK01', 'orders', 'pins', '1', '--out', path('pins.html'));
  await saved('ADM001', ['accounts', 'stock', ...sosial, '--type', 'kronekort'], 'L0001', 'L0020');

  const account = await handOut('K-1');
  await saved('ADM001', ['accounts', 'sheet', account], 'K-1');
  expect(await done('ADM001', 'accounts', 'rename', account, '--client-id', 'K-1', '--name', 'Kari Nordmann')).toContain(
    'K-1 Kari Nordmann',
  );
  const signed = await done('ADM001', 'accounts', 'declaration', account, '--json');
  expect(JSON.parse(signed)).toMatchObject({ account, declarationSignedAtMs: server.app.clock.nowMs() });
});

test('a lost card is reported, and its account closed by a letter', async () => {
  const lost = await handOut('K-2');
  const reported = await done('BES001', 'losses', 'report', lost, '--lost', 'card', '--mark', 'tapt', '--no-new-card');
  expect(reported).toContain('[x]');
  expect(await done('BES001', 'losses', 'list', ...sosial)).toMatch(new RegExp(`^${lost} .* card .* tapt .* BES001 `, 'm'));
  expect(await done('BES001', 'closing', 'due', ...sosial)).toMatch(new RegExp(`^${lost} .* tapt +0\\.00`, 'm'));

  await saved('BES001', ['closing', 'print', lost, ...sosial], lost.slice(-5), 'Bydelens sosialtjeneste');
  const unsigned = await programme('BES001', 'closing', 'send', lost, ...sosial);
  expect(unsigned).toMatchObject({ code: 1, err: expect.stringContaining('Brevet er ikke signert') });
  const unknown = accountNumberOf(9);
  const answered = await programme('BES001', 'closing', 'send', lost, unknown, '--signed', ...sosial);
  expect(answered.code).toBe(1);
  expect(answered.out).toMatch(new RegExp(`^${lost} +closed *$`, 'm'));
  expect(answered.out).toMatch(new RegExp(`^${unknown} +refused +Dette er ingen kortkonto i abonnementet`, 'm'));
  expect(await done('BES001', 'losses', 'list', '--open', ...sosial)).toBe('No losses were reported.\n');
  const again = await programme('BANK01', 'closing', 'close', lost);
  expect(again).toMatchObject({ code: 1, out: '' });
});

test('users change by messages and service agreements', async () => {
  const message = {
    kind: 'add',
    ownUserId: 'ADM001',
    agreementNumber: '1000002',
    agreementName: 'Bydelens sosialtjeneste',
    userName: 'Nora Ny',
    nationalNumber: nationalNumberOf(7),
  };
  expect(await done('ADM001', 'messages', 'send', file('message.json', message), ...sosial)).toBe('Message 1 is sent to the bank.\n');
  expect(await done('BANK01', 'messages', 'list')).toMatch(/^ +1 .* ADM001 +add +Nora Ny +received *$/m);
  const answered = await done('BANK01', 'messages', 'answer', '1');
  expect(answered).toMatch(/^Message 1 is answered: \w+ with the code calculator \w+, which is posted\.\n$/);
  const userId = /answered: (\w+)/.exec(answered)?.[1] ?? '';
  expect(await done('BANK01', 'calculator', userId)).toMatch(new RegExp(`^The code calculator \\w+ is posted to ${userId}\\.\\n$`));
  await done(
    'ADM001',
    'messages',
    'send',
    file('message.json', { ...message, userName: 'Nils Ny', nationalNumber: nationalNumberOf(8) }),
    ...sosial,
  );
  await done('BANK01', 'messages', 'answer', '2', '--refuse', 'Navnet er feil');
  expect(await done('ADM001', 'messages', 'list', ...sosial)).toMatch(/Nils Ny +refused +Navnet er feil$/m);

  const lines = [
    { direction: 'out', held: 'bestiller', userName: 'Bjørn Bestiller', userId: 'BES001' },
    { direction: 'in', held: 'bestiller', userName: 'Siri Saksbehandler', userId: 'SAK001' },
  ];
  const order = ['agreements', 'order', file('agreement.json', { lines }), ...sosial];
  expect(await done('ADM001', ...order)).toBe('Service agreement 1 is ordered; print it, and have it signed.\n');
  await saved('ADM001', ['agreements', 'print', '1'], 'Siri Saksbehandler');
  const unsigned = await programme('BANK01', 'agreements', 'receive', '1', '--signed-as', 'districtDirector');
  expect(unsigned).toMatchObject({ code: 1, out: '' });
  const received = ['agreements', 'receive', '1', '--signed-as', 'districtDirector', '--signed-by', 'Dagny Direktør'];
  expect(await done('BANK01', ...received)).toBe('Service agreement 1 is carried out.\n');
  expect(await done('SAK001', 'subscriptions', 'list')).toContain('bestiller');
});

test.each<readonly [readonly string[], number, string]>([
  [['losses', 'report', '56063700013', '--lost', 'purse', '--mark', 'tapt'], 1, 'what'],
  [['closing', 'print', '56063700013', '--out', 'no/letter.html', '--subscription', '2'], 2, '--out no/letter.html cannot be written'],
  [['agreements', 'print', 'x', '--out', 'a.html'], 2, '<agreement> must be a number'],
  [['messages', 'send', 'no.json', '--subscription', '2'], 2, 'no.json cannot be read (ENOENT)'],
])('%j is refused in one sentence', async (words, code, sentence) => {
  const { out, err, ...result } = await programme('ADM001', ...words);
  expect([result.code, out]).toEqual([code, '']);
  expect(err).toContain(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
});
