/** The story that a stranger tries first, by commands: from the order of 20 cards to the last krone back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClock } from '../../../src/commands/clock/clock.ts';
import { registerProgramme } from '../../../src/commands/programme/programme.ts';
import { OfficeHttp, pain001, pinsIn } from '../../http/programme/office-http.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/cli.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';

const FRIDAY = '2026-03-06';

let folder: TemporaryFolder;
let server: TestApp;
let at: OfficeHttp;
let sosial: readonly string[];
beforeAll(async () => {
  folder = temporaryFolder();
  // A Monday, 10:00 in Oslo.
  server = await startTestApp({ database: 'pglite:', clock: 'simulated:2026-03-02T09:00:00Z', testCards: 'none' });
  at = await OfficeHttp.open(server);
  sosial = ['--subscription', String(at.town.sosialId)];
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

function run(user: string, ...words: readonly string[]): Promise<Ran> {
  return runCommand([registerProgramme], ['programme', ...words, '--as', user, '--url', server.http]);
}

/** What a command prints that succeeds. */
async function done(user: string, ...words: readonly string[]): Promise<string> {
  const { code, out, err } = await run(user, ...words);
  expect({ words, code, err }).toEqual({ words, code: 0, err: '' });
  return out;
}

async function refused(user: string, ...words: readonly string[]): Promise<string> {
  const { code, out, err } = await run(user, ...words);
  expect({ words, code, out }).toEqual({ words, code: 1, out: '' });
  return err;
}

async function clockTo(instant: string): Promise<void> {
  const { code, err } = await runCommand([registerClock], ['clock', 'move', '--to', instant, '--url', server.http]);
  expect({ instant, code, err }).toEqual({ instant, code: 0, err: '' });
}

const codeOf = async (user: string): Promise<string> => (await done(user, 'code', user)).trim();

async function order(): Promise<void> {
  const words = (cards: string): readonly string[] => ['orders', 'order', cards, '--type', 'kronekort', ...sosial];
  expect(await refused('BES001', ...words('30'))).toContain('Det kan ikke bestilles 30 kort; velg 20, 50, ');
  const { sosialReturn } = at.town.accounts;
  expect(await done('BES001', ...words('20'))).toContain(`Order 1: 20 cards (kronekort), 0.00 NOK from ${sosialReturn}, to `);
  expect(await done('BES001', 'orders', 'list', ...sosial)).toContain('Kortbestilling Registrert');
  expect(await refused('BES001', ...words('20'))).toContain('bestill igjen fra 03.03.2026.');
  await clockTo('2026-03-03T09:00:00Z');
  expect(await done('BES001', ...words('20'))).toContain('Order 2: 20 cards');
  expect(await done('BES001', 'orders', 'cancel', '2')).toBe('Order 2: Kansellert.\n');
}

/** Accounts and PINs by serial. */
async function receive() {
  await clockTo(`${FRIDAY}T09:00:00Z`);
  expect(await done('BES001', 'orders', 'list', ...sosial)).toContain('Kort bestilt, Konto mottatt');
  expect(await done('BES001', 'orders', 'confirm', '1')).toBe('Order 1: Pin bestilt.\n');
  const out = join(folder.path, 'pins.html');
  await done('BANK01', 'orders', 'pins', '1', '--out', out);
  const listed = await done('BES001', 'accounts', 'list', '--type', 'kronekort', ...sosial);
  const accounts = new Map([...listed.matchAll(/^(\d{11}) +(L\d{4}) /gm)].map(([, account = '', serial = '']) => [serial, account]));
  expect([...accounts.keys()]).toEqual(Array.from({ length: 20 }, (_, index) => `L${String(index + 1).padStart(4, '0')}`));
  return { accounts, pins: pinsIn(readFileSync(out, 'utf8')) };
}

/** Siri uploads and approves; her second approval is refused. Åse approves at the minute. */
async function load(batch: string, account: string, amountMinor: number, instant: string): Promise<string> {
  const { sosialLoading: debtorAccount } = at.town.accounts;
  const file = join(folder.path, `${batch}.xml`);
  writeFileSync(file, await pain001({ messageId: batch, debtorAccount, requestedDate: FRIDAY, payments: [{ account, amountMinor }] }));
  expect(await done('SAK001', 'files', 'upload', file, ...sosial)).toContain('1 of 1 payments accepted');
  const approve = async (user: string): Promise<readonly string[]> => ['files', 'approve', batch, '--code', await codeOf(user)];
  expect(await done('SAK001', ...(await approve('SAK001')))).toBe(`Batch ${batch} needs the approval of another person.\n`);
  expect(await refused('SAK001', ...(await approve('SAK001')))).toContain('SAK001 har allerede godkjent oppdrag');
  await clockTo(instant);
  return done('SAK002', ...(await approve('SAK002')));
}

const shown = (account: string): Promise<string> => done('SAK001', 'accounts', 'show', account);

test('from the order of 20 cards to the last krone back', async () => {
  await order();
  const { accounts, pins } = await receive();
  const [first = '', second = ''] = [...accounts.values()];
  expect(await done('BES001', 'accounts', 'suggest', '--type', 'kronekort', ...sosial)).toContain(first);
  const holder = ['--client-id', 'K-1', '--name', 'Kari Nordmann', '--reason', 'socialSupport'];
  expect(await done('BES001', 'accounts', 'name', first, ...holder)).toMatch(/ K-1 Kari Nordmann .* active +active$/m);

  expect(await load('1', first, 250_000, `${FRIDAY}T13:30:00Z`)).toBe(`Batch 1 is executed on ${FRIDAY}.\n`);
  await expect.poll(() => shown(first)).toContain('The balance is 2500.00 NOK, ');
  const pin = pins.get('L0001');
  expect(await at.use(first, { pin, amountMinor: 40_000 })).toMatchObject({ responseCode: '00' });
  expect(await shown(first)).toContain('The balance is 2100.00 NOK, ');
  expect(await at.use(first, { pin, amountMinor: 40_000, terminalCountry: 752 })).toMatchObject({ responseCode: '62' });
  expect(await load('2', first, 10_000, `${FRIDAY}T13:31:00Z`)).toBe('Batch 2 is executed on 2026-03-09.\n');

  const report = await done('BES001', 'losses', 'report', first, '--lost', 'card', '--mark', 'tapt');
  expect(report).toContain('[x] Kortet er sperret.\n');
  expect(await at.use(first, { pin, amountMinor: 100 })).toMatchObject({ responseCode: '41' });
  expect(await done('SAK001', 'transfers', 'list', '--open', ...sosial)).toMatch(new RegExp(`^ +1 +${first} +${second} .*BES001`, 'm'));
  await done('SAK001', 'transfers', 'approve', '1', '--code', await codeOf('SAK001'));
  await expect.poll(() => shown(second)).toContain('The balance is 2100.00 NOK, ');
  expect(await done('BES001', 'accounts', 'show', first)).toMatch(/ tapt$/m);
  // The card is lost before the second file is executed: its payment goes back.
  await clockTo('2026-03-09T09:00:00Z');
  expect(await done('SAK001', 'files', 'status', '2')).toContain('AC06');
  expect(await done('BANK01', 'books')).toContain('The books balance; 20 cards were compared.');

  await clockTo('2028-03-31T23:00:00Z');
  expect(await done('BES001', 'accounts', 'show', second)).toMatch(/ expired$/m);
  expect(await at.get('SAK001', `/bank-accounts/${at.town.accounts.sosialPayer}`)).toMatchObject({ balanceMinor: 100_210_000 });
  await clockTo('2028-05-02T09:00:00Z');
  expect(await done('BES001', 'accounts', 'show', second)).toMatch(/ closed$/m);
  expect(await done('BANK01', 'books')).toContain('The books balance; 20 cards were compared.');
});
