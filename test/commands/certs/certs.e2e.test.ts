/** `aksept certs dev`, and every command over TLS with what it makes. */
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliResult, runCli, type Served, serve, startCli, temporaryFolder } from '../../support/cli.ts';
import { runCliHere } from '../../support/cli-here.ts';
import { simulatedCard } from '../../terminal-sim/support/sim-fixtures.ts';

const FILES = ['ca-key.pem', 'ca.pem', 'client-key.pem', 'client.pem', 'server-key.pem', 'server.pem'];
const folder = temporaryFolder();
const tls = join(folder.path, 'data/tls');
let made: CliResult;
beforeAll(async () => {
  made = await runCli(['certs', 'dev', '--terminal', 'T0000001'], folder.path);
  writeFileSync(join(folder.path, 'cards.json'), JSON.stringify(Array.from({ length: 40 }, (_none, index) => simulatedCard(index))));
});
afterAll(() => folder.remove());

const TLS_SERVER = ['--tls-cert', 'data/tls/server.pem', '--tls-key', 'data/tls/server-key.pem', '--tls-client-ca', 'data/tls/ca.pem'];
const HTTPS = ['--http-tls-cert', 'data/tls/server.pem', '--http-tls-key', 'data/tls/server-key.pem'];
const CLIENT = ['--tls-ca', 'data/tls/ca.pem', '--tls-cert', 'data/tls/client.pem', '--tls-key', 'data/tls/client-key.pem'];

describe('certs dev', () => {
  test('writes certificates and keys, keys for this user only, and says what to do next', () => {
    expect(made.code).toBe(0);
    expect(readdirSync(tls).sort()).toEqual(FILES);
    for (const file of FILES) expect(statSync(join(tls, file)).mode & 0o777).toBe(file.includes('key') ? 0o600 : 0o644);
    expect(made.stdout).toContain(`aksept serve ${TLS_SERVER.slice(0, 4).join(' ')}\n`);
    expect(made.stdout).toContain('aksept load --target 127.0.0.1:7583 --tls --tls-ca data/tls/ca.pem\n');
    expect(made.stderr).toMatch(/^These certificates are for tests only:/);
  });

  test('its files are taken by TLS', () => {
    const text = (name: string): string => readFileSync(join(tls, name), 'utf8');
    for (const name of ['server', 'client'])
      createSecureContext({ cert: text(`${name}.pem`), key: text(`${name}-key.pem`), ca: text('ca.pem') });
    expect(text('ca.pem')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  });

  test('never overwrites', async () => {
    const before = FILES.map((file) => readFileSync(join(tls, file), 'utf8'));
    const again = await runCli(['certs', 'dev'], folder.path);
    expect(again).toEqual({
      code: 1,
      stdout: '',
      stderr: 'aksept: data/tls/ca.pem is there already, and nothing was written; choose another --out.\n',
    });
    expect(FILES.map((file) => readFileSync(join(tls, file), 'utf8'))).toEqual(before);
  });

  test('prints JSON, with hosts of its own', async () => {
    const { stdout } = await runCli(['certs', 'dev', '--out', 'other', '--host', 'host.example', '--days', '7', '--json'], folder.path);
    expect(JSON.parse(stdout)).toMatchObject({
      server: 'other/server.pem',
      hosts: ['host.example', 'localhost', '127.0.0.1', '::1'],
      client: 'terminal-1',
      days: 7,
    });
  });

  test.each([
    [['--host', 'no host'], 'aksept: --host no host is no host name or address; write one such as host.example.\n'],
    [['--days', '0'], 'aksept: --days is "0"; it must be a whole number from 1 to 3650.\n'],
    [['--client', ''], 'aksept: --client must be 1 to 64 printable ASCII characters.\n'],
    [['--terminal', 'a b'], 'aksept: --terminal a b must be 1 to 16 letters, digits, dots or dashes.\n'],
    [['--out', 'cards.json'], 'aksept: The certificates cannot be written to cards.json (EEXIST); choose another --out.\n'],
  ])('%j is refused', async (options, stderr) => {
    const result = await runCliHere(['certs', 'dev', '--out', 'refused', ...options], folder.path);
    expect(result.code).not.toBe(0);
    expect({ ...result, code: 0 }).toEqual({ code: 0, stdout: '', stderr });
  });
});

describe('commands over TLS', () => {
  let server: Served;
  const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, folder.path);
  beforeAll(async () => {
    const args = ['--cards', 'cards.json', '--clock', 'message', '--record', 'trace.ndjson', ...TLS_SERVER, ...HTTPS];
    server = await serve(args, folder.path);
  });
  afterAll(() => server?.stop());

  test('cards', async () => {
    expect(server.http).toMatch(/^https:/);
    const shown = await run('cards', 'show', simulatedCard(1).pan, '--url', server.http, ...CLIENT.slice(0, 2));
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    const refused = await run('cards', 'list', '--url', server.http);
    expect(refused.stderr).toMatch(
      /^aksept: The connection to https:\S+ failed: the server's certificate is of a CA that is not trusted here;/,
    );
  });

  test('load, with its books', async () => {
    const short = ['--workers', '2', '--duration', '500ms', '--warmup', '0s', '--http', server.http, '--tls', ...CLIENT];
    const { code, stdout } = await run('load', '--target', server.protobuf, '--cards', 'cards.json', ...short, '--json', '-');
    const report = JSON.parse(stdout);
    expect(report.errors).toMatchObject({ handshakesFailed: 0, connectionsLost: 0 });
    expect(report.reconciliation.kind).toBe('equal');
    expect(code).toBe(0);
  });

  test('scenario', async () => {
    const scenario = join(import.meta.dirname, '../../../examples/scenarios/pin');
    const { code, stdout, stderr } = await run(
      'scenario',
      scenario,
      '--target',
      server.protobuf,
      '--http',
      server.http,
      '--tls',
      ...CLIENT,
    );
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  });

  test('replay, and a wrong CA in one sentence', async () => {
    // The server goes on recording.
    copyFileSync(join(folder.path, 'trace.ndjson'), join(folder.path, 'past.ndjson'));
    const cards = await run('trace', 'cards', 'past.ndjson', '--out', 'trace-cards.json');
    expect(cards.code).toBe(0);
    const replay = ['replay', 'past.ndjson', '--target', server.protobuf, '--cards', 'trace-cards.json', '--tls'];
    expect(JSON.parse((await run(...replay, ...CLIENT, '--json')).stdout)).toMatchObject({ unanswered: 0 });
    const { stderr, code } = await run(...replay);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the server's certificate is of a CA that is not trusted here; give the file of its CA with --tls-ca\.\n$/);
  });
});

test('SIGHUP reads the files again', async () => {
  const ports = ['--store', 'memory:', '--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none', '--tls-reload-ms', '0'];
  const running = startCli(['serve', ...ports, '--test-cards', 'none', ...TLS_SERVER], folder.path);
  await running.printed(/^HTTP /m);
  running.hangUp();
  await running.noted(/The TLS files were read again; new connections use them\./);
  running.stop();
  expect((await running.ended()).code).toBe(0);
});
