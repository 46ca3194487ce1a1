/** `aksept serve` with its defaults: what the next start finds, and what it refuses. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCardFile } from '../../src/cards/card-file.ts';
import { issueCards, runCli, type Served, serve, startCli, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';

const STORE = ['--store', 'file:./data/store'];
const PORTS = ['--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none', '--log-level', 'warn'];

let folder: TemporaryFolder;
const inFolder = (name: string): string => join(folder.path, name);
const pansOf = (name: string): readonly string[] => readCardFile(inFolder(name)).map(({ pan }) => pan);

beforeAll(async () => {
  folder = temporaryFolder();
  await issueCards({ count: 3, balanceNok: 100 }, ['--store', 'memory:'], folder.path);
});
afterAll(() => folder.remove());

/** What a start with the card file prints about it. */
async function startWithCards(): Promise<string | undefined> {
  const running = startCli(['serve', '--cards', 'cards.json', ...PORTS], folder.path);
  const printed = await running.printed(/^HTTP .*$/m);
  running.stop();
  expect(await running.ended()).toMatchObject({ code: 0 });
  return /^Cards .*$/m.exec(printed)?.[0];
}

async function balances(server: Served): Promise<readonly number[]> {
  const { stdout } = await runCliHere(['cards', 'list', '--url', server.http, '--json'], folder.path);
  const { cards } = JSON.parse(stdout) as { readonly cards: readonly { readonly ledgerMinor: number }[] };
  return cards.map(({ ledgerMinor }) => ledgerMinor);
}

test('cards that a command put into a store of its own are in no file of test cards', () => {
  expect(existsSync(inFolder('data/cards.json'))).toBe(false);
});

test('a card file is loaded once; the next time one line says that its cards are there', async () => {
  expect(await startWithCards()).toBe('Cards     cards.json (3 cards, 3 new)');
  expect(await startWithCards()).toBe('Cards     cards.json (3 cards, 0 new, 3 on file already and not changed)');
});

test('PAN and PIN of what was loaded stand in the file of test cards, for its owner only', () => {
  expect(readFileSync(inFolder('data/cards.json'), 'utf8')).toBe(readFileSync(inFolder('cards.json'), 'utf8'));
  expect(statSync(inFolder('data/cards.json')).mode & 0o777).toBe(0o600);
});

test('a server that was killed had kept balances, and the PINs of what it issued', async () => {
  const [pan = ''] = pansOf('cards.json');
  const first = await serve(STORE, folder.path);
  const toFirst = ['--url', first.http];
  const issued = await runCli(['cards', 'issue', '--count', '2', '--balance', '7', '--out', 'more.json', ...toFirst], folder.path);
  const funded = await runCli(['cards', 'fund', pan, '50', ...toFirst], folder.path);
  const before = await balances(first);
  await first.kill();
  expect([issued, funded]).toMatchObject([
    { code: 0, stderr: '' },
    { code: 0, stderr: '' },
  ]);
  const second = await serve(STORE, folder.path);
  const after = await balances(second);
  await second.stop();
  expect(before.toSorted((a, b) => a - b)).toEqual([700, 700, 10_000, 10_000, 15_000]);
  expect(after).toEqual(before);
  expect(pansOf('data/cards.json')).toEqual([...pansOf('cards.json'), ...pansOf('more.json')]);
});

test('--out onto the file of test cards adds to it', async () => {
  const before = pansOf('data/cards.json');
  const { code } = await runCli(['cards', 'issue', '--count', '1', '--out', './data/cards.json', ...STORE], folder.path);
  expect(code).toBe(0);
  expect(pansOf('data/cards.json').slice(0, -1)).toEqual(before);
  expect(pansOf('data/cards.json')).toHaveLength(before.length + 1);
});

describe('commands on a store whose server is stopped', () => {
  test('work on it', async () => {
    const verified = await runCli(['verify', ...STORE], folder.path);
    expect(verified).toEqual({ code: 0, stdout: 'The books of 6 cards are right.\n', stderr: '' });
    const [pan = ''] = pansOf('cards.json');
    const { code, stdout } = await runCli(['cards', 'block', pan, '--json', ...STORE], folder.path);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'blocked', ledgerMinor: 15_000 });
  });

  test.each([['verify'], ['cards', 'list'], ['cards', 'show', '9578990000001235']])(
    '%s %s: a folder without a store is one sentence, and not made',
    async (...args) => {
      expect(await runCliHere([...args, '--store', 'file:./data/stoer'], folder.path)).toEqual({
        code: 2,
        stdout: '',
        stderr: 'aksept: There is no store in ./data/stoer; give its folder with --store, or make one with aksept cards issue.\n',
      });
      expect(existsSync(inFolder('data/stoer'))).toBe(false);
    },
  );
});

describe('a store whose key ring is gone', () => {
  beforeAll(() => renameSync(inFolder('data/keys.json'), inFolder('keys.away')));
  afterAll(() => renameSync(inFolder('keys.away'), inFolder('data/keys.json')));
  const SENTENCE =
    'aksept: The key file data/keys.json is not there, and the store in ./data/store was made with one; restore it, give it with --keys, or give another folder with --store file:OTHER.\n';

  test.each([
    ['serve', ...PORTS],
    ['demo', '--duration', '100ms'],
    ['cards', 'list', ...STORE],
    ['cards', 'issue', '--count', '1', ...STORE],
  ])('%s is refused in one sentence, and no ring is made', async (...args) => {
    expect(await runCliHere(args, folder.path)).toEqual({ code: 2, stdout: '', stderr: SENTENCE });
    expect(existsSync(inFolder('data/keys.json'))).toBe(false);
  });

  test('the same when nothing but its log is left', async () => {
    renameSync(inFolder('data/store/store.json'), inFolder('store.away'));
    const refused = await runCli(['serve', ...PORTS], folder.path);
    renameSync(inFolder('store.away'), inFolder('data/store/store.json'));
    expect(refused).toEqual({ code: 2, stdout: '', stderr: SENTENCE });
    expect(existsSync(inFolder('data/keys.json'))).toBe(false);
  });

  test('another ring is refused, too', async () => {
    await issueCards({ count: 1, balanceNok: 1 }, ['--store', 'memory:', '--keys', 'other.json', '--out', 'other-cards.json'], folder.path);
    const refused = await runCli(['serve', '--keys', 'other.json', ...PORTS], folder.path);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      'aksept: The store in ./data/store was made with another key ring; give that one with --keys, or give another folder.\n',
    );
    rmSync(inFolder('other.json'));
  });
});

test('a file of test cards that is something else is told once and left as it is; the cards are issued', async () => {
  writeFileSync(inFolder('settings.json'), JSON.stringify({ testCards: 'data/keys.json' }));
  const keys = readFileSync(inFolder('data/keys.json'), 'utf8');
  const issued = await runCli(['cards', 'issue', '--count', '250', ...STORE, '--config', 'settings.json'], folder.path);
  expect(issued).toMatchObject({ code: 0 });
  expect(issued.stderr.match(/PANs and PINs of new cards are not kept\./g)).toHaveLength(1);
  expect(issued.stderr).toContain('data/keys.json: must hold a list of cards');
  expect(readFileSync(inFolder('data/keys.json'), 'utf8')).toBe(keys);
});
