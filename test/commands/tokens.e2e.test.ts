/** `aksept tokens`, and commands against a server that demands them. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, type Served, serve, startCli, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';

let folder: TemporaryFolder;
let server: Served;
const run = (...args: readonly string[]) => runCli(args, folder.path);
/** In this process. */
const runHere = (...args: readonly string[]) => runCliHere(args, folder.path);
const tokens = (...args: readonly string[]) => run('tokens', ...args);

beforeAll(async () => {
  folder = temporaryFolder();
  await tokens('add', 'anna', '--role', 'operate', '--out', 'anna.token');
  server = await serve(['--http-auth', 'required', '--http-failures-per-minute-max', '1000000'], folder.path);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

test('a token is shown once, and the file keeps a hash of it for its owner only', async () => {
  const { code, stdout, stderr } = await tokens('add', 'ben', '--role', 'read', '--expires', '90d');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^aksept_[A-Za-z0-9_-]{43}\n$/)]);
  expect(stderr).toMatch(
    /^The token ben has the role read until 20\S+Z\. data\/tokens\.json keeps a hash of it only, so it is not shown again\.$/m,
  );
  const file = join(folder.path, 'data/tokens.json');
  expect(readFileSync(file, 'utf8')).not.toContain(stdout.trim());
  expect([file, join(folder.path, 'anna.token')].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  const made = JSON.parse((await tokens('add', 'cleo', '--role', 'read', '--json')).stdout);
  expect(made).toMatchObject({ name: 'cleo', role: 'read', expiresAt: null, token: expect.stringMatching(/^aksept_/) });
  const listed = JSON.parse((await tokens('list', '--json')).stdout);
  expect(listed.entries).toMatchObject([
    { kind: 'token', name: 'anna', role: 'operate', expiresAt: null, expired: false },
    { name: 'ben', expired: false },
    { name: 'cleo' },
  ]);
  expect((await tokens('list')).stdout).toMatch(/^anna +token +operate +20\d\d-\d\d-\d\d +never$/m);
});

test.each([
  [['add', 'anna', '--role', 'read'], 1, 'data/tokens.json has a token anna already; revoke it first, or take another name.'],
  [['add', 'x', '--role', 'root'], 2, '--role must be one of read, operate, programme.'],
  [['add', 'a b', '--role', 'read'], 2, 'The argument <name> must be 1 to 64 letters'],
  [['add', 'x', '--role', 'read', '--expires', 'soon'], 2, '--expires must be a duration such as 90d or 12h'],
  [['add', 'x', '--role', 'read', '--expires', '0d'], 2, '--expires must be more than 0'],
  [['add', 'x', '--role', 'read', '--out', 'anna.token'], 2, 'anna.token is there already'],
  [['add', 'x', '--role', 'read', '--certificate', '--out', 'x'], 2, '--out is for a token'],
  [['revoke', 'nobody'], 1, 'data/tokens.json has no token nobody'],
  [['list', '--file', 'none.json'], 2, 'There is no file of tokens none.json'],
])('%j is one sentence', async (args, code, sentence) => {
  const result = await runHere('tokens', ...args);
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toContain(sentence);
});

test('commands bring a token from a file or the environment; without one, and revoked, they are refused in one sentence', async () => {
  const url = ['--url', server.http];
  const issue = ['cards', 'issue', '--count', '1', '--out', 'cards.json', ...url];
  expect(await runHere(...issue)).toMatchObject({ code: 1, stderr: expect.stringContaining('aksept: Send a token in the header') });
  expect((await runHere(...issue, '--token-file', 'anna.token')).code).toBe(0);
  await tokens('add', 'dora', '--role', 'read', '--out', 'dora.token');
  const read = (): Promise<{ code: number | null }> => runHere('verify', ...url, '--token-file', 'dora.token');
  await expect.poll(async () => (await read()).code, { timeout: 60_000 }).toBe(0);
  expect((await runHere('faults', 'show', ...url, '--token-file', 'dora.token')).code).toBe(0);
  const denied = await runHere('faults', 'clear', ...url, '--token-file', 'dora.token');
  expect([denied.code, denied.stderr]).toEqual([1, 'aksept: This takes the role operate, and the token dora has the role read.\n']);
  const token = readFileSync(join(folder.path, 'anna.token'), 'utf8').trim();
  expect((await startCli(['faults', 'clear', ...url], folder.path, 'C', { AKSEPT_TOKEN: token }).ended()).code).toBe(0);
  expect(await runHere('verify', ...url, '--token-file', 'none')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--token-file none cannot be read (ENOENT)'),
  });
  expect(await runHere('verify', ...url, '--token-file', 'cards.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds no token'),
  });
  await tokens('revoke', 'dora');
  await expect.poll(async () => (await read()).code, { timeout: 60_000 }).toBe(1);
});

test('a server that nobody could use does not start', async () => {
  const { code, stderr } = await run(
    'serve',
    '--http-host',
    '0.0.0.0',
    '--http-tokens',
    'none.json',
    '--http-port',
    '0',
    '--store',
    'memory:',
  );
  expect([code, stderr]).toEqual([
    2,
    'aksept: httpHost is 0.0.0.0, so HTTP demands a token or a client certificate, and there is none: make a token with aksept tokens add NAME --role operate --file none.json, or set httpTlsClientCa.\n',
  ]);
});

test('tokens that are added at the same time are all kept', async () => {
  const names = ['eva', 'finn', 'gro', 'hans'];
  const results = await Promise.all(names.map((name) => tokens('add', name, '--role', 'read', '--file', 'together.json')));
  expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [0, expect.any(String)]));
  const { entries } = JSON.parse((await tokens('list', '--json', '--file', 'together.json')).stdout);
  expect(entries.map(({ name }: { readonly name: string }) => name).sort()).toEqual(names);
});
