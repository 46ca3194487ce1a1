/** The command as users run it: dist/cli.js in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCardFile } from '../../src/cards/card-file.ts';
import { runCliHere } from '../support/cli-here.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder = '';
let server: ChildProcess | undefined;
let serverOut = '';
let http = '';

function launch(args: readonly string[]): ChildProcess {
  const { PATH } = process.env;
  return spawn(process.execPath, [CLI, ...args], { cwd: folder, env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** In this process, for commands that are refused and for help. */
async function runHere(...args: readonly string[]): Promise<Ran> {
  const { code, stdout, stderr } = await runCliHere(args, folder);
  return { code, out: stdout, err: stderr };
}

async function run(...args: readonly string[]): Promise<Ran> {
  const child = launch(args);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  // Only a slow machine is told how far it is.
  return { code: child.exitCode, out, err: err.replaceAll(/^\d+ of \d+ cards are on file\.\n/gm, '') };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-cli-'));
  const child = launch(['serve', '--protobuf-port', '0', '--iso8583', 'none', '--http-port', '0', '--log-level', 'error']);
  server = child;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('serve ended.')));
    child.stdout?.on('data', (chunk: Buffer) => {
      serverOut += chunk.toString();
      http = /http:\/\/[\d.:]+/.exec(serverOut)?.[0] ?? '';
      if (http !== '') resolve();
    });
  });
});
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('cards through a running server', () => {
  test('issue, list, show, fund, block, unblock, headroom', async () => {
    const issued = await run('cards', 'issue', '--count', '3', '--balance', '200,50', '--out', 'cards.json', '--url', http);
    expect(issued).toEqual({ code: 0, out: '3 cards issued; PANs and PINs (synthetic) are in cards.json.\n', err: '' });
    const cards = readCardFile(join(folder, 'cards.json'));
    expect(cards.map((card) => card.balanceMinor)).toEqual([20_050, 20_050, 20_050]);
    expect(statSync(join(folder, 'cards.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'cards.json'), 'utf8').split('\n')[0]).toContain('SYNTHETIC');
    const pan = cards[0]?.pan ?? '';

    const list = await run('cards', 'list', '--url', http);
    expect(list.out.trimEnd().split('\n')).toHaveLength(4);
    const listed = JSON.parse((await run('cards', 'list', '--json', '--url', http)).out);
    expect(listed.cards).toHaveLength(3);

    const shown = await run('cards', 'show', pan, '--url', http);
    expect(shown.out).toContain('200.50');
    const funded = JSON.parse((await run('cards', 'fund', pan, '0.10', '--json', '--url', http)).out);
    expect(funded.ledgerMinor).toBe(20_060);
    expect((await run('cards', 'block', funded.token, '--url', http)).out).toContain('blocked');
    expect((await run('cards', 'unblock', pan, '--url', http)).out).toContain('active');
    const headroom = await run('cards', 'headroom', pan, '--url', http);
    expect(headroom.out).toContain('9900.00');
    for (const { out } of [list, shown, headroom]) expect(out).not.toMatch(/\d{16}(?![0-9a-f])/);
  });

  test('the life of a card: activate, renew, profile, lost, unblock-pin, close for good', async () => {
    await runHere('cards', 'issue', '--count', '1', '--status', 'inactive', '--out', 'life.json', '--url', http);
    const pan = readCardFile(join(folder, 'life.json'))[0]?.pan ?? '';
    const say = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
      const [word = '', ...rest] = words;
      return JSON.parse((await runHere('cards', word, pan, ...rest, '--json', '--url', http)).out);
    };
    expect(await say('activate')).toMatchObject({ status: 'active' });
    expect(await say('renew', '--expiry', '3112')).toMatchObject({ expiry: '3112', status: 'active' });
    expect(await say('profile', 'nested')).toMatchObject({ profile: 'nested' });
    expect(await say('lost')).toMatchObject({ status: 'lost' });
    expect(await say('stolen')).toMatchObject({ status: 'stolen' });
    expect(await say('unblock-pin')).toMatchObject({ status: 'stolen', pinTriesUsed: 0 });
    expect(await say('close')).toMatchObject({ status: 'closed', expiry: '3112', profile: 'nested' });
    expect(await runHere('cards', 'activate', pan, '--url', http)).toEqual({
      code: 1,
      out: '',
      err: 'aksept: A closed account stays closed; issue a new card.\n',
    });
  });

  test('verify: how many cards have their books right', async () => {
    const { cards } = JSON.parse((await run('cards', 'list', '--json', '--url', http)).out);
    const verified = await run('verify', '--url', http);
    expect(verified).toEqual({ code: 0, out: `The books of ${cards.length} cards are right.\n`, err: '' });
    expect(JSON.parse((await run('verify', '--json', '--url', http)).out)).toEqual({ cards: cards.length, fault: '' });
  });

  test.each([
    ['an expiry that is none', ['cards', 'renew', '9578990000000005', '--expiry', '3113'], 2, '--expiry must be a month as YYMM'],
    ['a profile that is none', ['cards', 'profile', '9578990000000005', 'gold'], 1, 'This card is not on file'],
    ['a card to close that is not on file', ['cards', 'close', '9578990000000005'], 1, 'This card is not on file'],
    ['a card that is not on file', ['cards', 'show', '9578990000000005'], 1, 'This card is not on file'],
    ['a card that is none', ['cards', 'show', 'mine'], 2, 'must be a PAN of 12 to 19 digits'],
    ['an amount that is none', ['cards', 'fund', '9578990000000005', '1.234'], 2, 'an amount in kroner'],
    ['a count that is none', ['cards', 'issue', '--count', 'many'], 2, '--count must be a whole number'],
    ['a status that is none', ['cards', 'issue', '--count', '1', '--status', 'eaten'], 2, '--status must be one of'],
    ['a profile that is none', ['cards', 'issue', '--count', '1', '--profile', 'gold'], 1, 'There is no limit profile "gold"'],
  ] as const)('%s: one sentence and exit code', async (_name, args, code, sentence) => {
    const { code: exitCode, err, out } = await runHere(...args, '--url', http);
    expect({ exitCode, out }).toEqual({ exitCode: code, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('without a server', () => {
  test('says how to start one', async () => {
    const { code, err } = await run('cards', 'list', '--url', 'http://127.0.0.1:1');
    expect(code).toBe(1);
    expect(err).toBe(
      'aksept: No aksept server answers at http://127.0.0.1:1; start one with: aksept serve (or give its address with --url).\n',
    );
  });

  test('a seeded card file on the embedded store, twice the same', async () => {
    const issue = ['cards', 'issue', '--count', '2', '--seed', 's', '--store', 'memory:', '--out'];
    await run(...issue, 'one.json');
    await run(...issue, 'two.json');
    expect(readCardFile(join(folder, 'one.json'))).toEqual(readCardFile(join(folder, 'two.json')));
  });

  test('verify straight on a store needs no keys and makes none', async () => {
    const keys = join(folder, 'data/keys.json');
    const before = statSync(keys, { throwIfNoEntry: false })?.mtimeMs;
    expect(await run('verify', '--store', 'memory:')).toEqual({ code: 0, out: 'The books of 0 cards are right.\n', err: '' });
    expect(statSync(keys, { throwIfNoEntry: false })?.mtimeMs).toBe(before);
  });

  test('a fault: exit code 1, the card is named, on standard error and in the JSON', async () => {
    const fault = 'Card 0123 (957899******0005): a ledger that is wrong.';
    const wrong = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ cards: 7, fault }));
    });
    wrong.listen(0, '127.0.0.1');
    await once(wrong, 'listening');
    const address = wrong.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    try {
      expect(await run('verify', '--url', url)).toEqual({ code: 1, out: '', err: `aksept: ${fault}\n` });
      const asJson = await run('verify', '--json', '--url', url);
      expect({ code: asJson.code, out: JSON.parse(asJson.out) }).toEqual({ code: 1, out: { cards: 7, fault } });
    } finally {
      wrong.close();
    }
  });

  test.each([
    ['no such command', ['nope'], "error: unknown command 'nope'"],
    ['no such option', ['serve', '--nope'], "error: unknown option '--nope'"],
    ['a setting out of range', ['serve', '--deadline-ms', '0'], '--deadline-ms: deadlineMs must be'],
    ['a store of no known kind', ['serve', '--store', 'x:'], 'store must be memory:, file:FOLDER, or a Redis address'],
    ['no expiry', ['cards', 'renew', '9578990000000005'], "required option '--expiry <YYMM>' not specified"],
    ['no count', ['cards', 'issue'], "required option '--count <n>' not specified"],
  ] as const)('wrong usage, exit code 2: %s', async (_name, args, sentence) => {
    const { code, err } = await runHere(...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test.each([
    [['--help'], 'New here?'],
    [['serve', '--help'], 'AKSEPT_DEADLINE_MS'],
    [['cards', '--help'], 'Examples:'],
    [['cards', 'issue', '--help'], 'Examples:'],
    [['cards', 'fund', '--help'], 'Examples:'],
    [['cards', 'unblock-pin', '--help'], 'Examples:'],
    [['cards', 'renew', '--help'], '--expiry <YYMM>'],
    [['verify', '--help'], 'Exit codes'],
    [['load', '--help'], 'Examples:'],
    [['demo', '--help'], 'Examples:'],
    [['bench', '--help'], 'Examples:'],
  ] as const)('help: %s', async (args, words) => {
    const { code, out } = await runHere(...args);
    expect(code).toBe(0);
    expect(out).toContain(words);
  });
});

describe('serve', () => {
  test('says where it listens and that its keys are test keys', () => {
    expect(serverOut).toContain('Store     file:./data/store\n');
    expect(serverOut).toMatch(/Terminals 127\.0\.0\.1:\d+/);
    expect(serverOut).toContain('TEST key ring');
  });

  test('a port in use: one sentence', async () => {
    const port = new URL(http).port;
    const { code, err } = await run(
      ...['serve', '--store', 'memory:', '--protobuf-port', '0', '--iso8583', 'none', '--http-port', port, '--log-level', 'silent'],
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: `aksept: Port 127.0.0.1:${port} (HTTP) is in use by another program; stop that one, or take any free port with --http-port 0.\n`,
    });
  });

  const IN_USE = 'aksept: The store in ./data/store is in use: another process uses it; stop that process, or';

  test.each([
    [
      ['serve', '--log-level', 'silent'],
      'serve another store beside it with --store file:./data/other --protobuf-port 0 --http-port 0 --iso8583 none.',
    ],
    [['demo', '--duration', '100ms'], 'run the demo beside it with --store memory: (npm start -- --store memory:).'],
  ])('a store in use: %j is one sentence', async (args, advice) => {
    expect(await run(...args)).toEqual({ code: 1, out: '', err: `${IN_USE} ${advice}\n` });
  });

  test.each([['cards', 'list'], ['cards', 'show', '9578990000001235'], ['cards', 'issue', '--count', '1'], ['verify']])(
    'a store in use: %s %s asks to leave out --store',
    async (...args) => {
      expect(await run(...args, '--store', 'file:./data/store')).toEqual({
        code: 1,
        out: '',
        err: 'aksept: The store in ./data/store is in use: another process uses it; leave out --store to ask the server that uses it, or stop that process.\n',
      });
    },
  );

  test('SIGTERM stops it with exit code 0', async () => {
    const child = server;
    if (child === undefined) throw new Error('serve was not started.');
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  });
});
