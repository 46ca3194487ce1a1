/** Cards of the usual mix, issued and loaded as a user does it: every flow of the usual workload meets its card. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCardFile } from '../../../src/cards/card-file.ts';
import { FLOWS } from '../../../src/terminal-sim/flows/flows.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { type CliResult, runCli, type Served, serve, temporaryFolder } from '../../support/cli.ts';
import { runCliHere } from '../../support/cli-here.ts';

const folder = temporaryFolder();
let server: Served;

/** In this process; runs of load are in processes of their own. */
function run(...args: readonly string[]): Promise<CliResult> {
  return runCliHere(args, folder.path);
}

function load(...args: readonly string[]): Promise<CliResult> {
  const target = ['--target', server.protobuf, '--cards', 'cards.json', '--connections', '2', '--concurrency', '4'];
  return runCli(['load', ...target, '--warmup', '0s', '--json', '-', ...args], folder.path);
}

beforeAll(async () => {
  const issued = await run(
    'cards',
    'issue',
    '--count',
    '200',
    '--mix',
    'usual',
    '--seed',
    'a',
    '--store',
    'memory:',
    '--out',
    'cards.json',
  );
  expect(issued).toMatchObject({ code: 0, stdout: expect.stringContaining('200 cards issued') });
  server = await serve(['--cards', 'cards.json'], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

test('every flow of the usual workload happens, and provokes what it is for', async () => {
  const { code, stdout, stderr } = await load('--http', server.http, '--duration', '2s');
  const { settings, outcomes, reconciliation, findings } = JSON.parse(stdout) as Report;
  expect(settings.skippedErrands).toEqual([]);
  expect(stderr).not.toContain('do not happen');
  const provoked = FLOWS.filter(({ weight }) => weight > 0).flatMap(({ provokes }) => provokes);
  expect(provoked.length).toBeGreaterThan(20);
  expect(provoked.filter((outcome) => outcomes[outcome] === 0)).toEqual([]);
  expect(reconciliation).toMatchObject({ kind: 'equal', cards: 200 });
  expect(Object.values(findings).every((count) => count === 0)).toBe(true);
  expect(code).toBe(0);
});

test('the same seed gives the same file, through a server as well, which keeps the expired cards', async () => {
  const again = await run('cards', 'issue', '--count', '200', '--mix', 'usual', '--seed', 'a', '--url', server.http, '--out', 'again.json');
  expect(again.stderr).toContain('On file already and not changed: 200 cards.');
  expect(readFileSync(join(folder.path, 'again.json'), 'utf8')).toBe(readFileSync(join(folder.path, 'cards.json'), 'utf8'));
  const own = await run('cards', 'issue', '--count', '10', '--mix', 'expired=50%,lost=0.1', '--url', server.http, '--out', 'own.json');
  expect(own).toMatchObject({ code: 0, stderr: '' });
  const cards = parseCardFile(readFileSync(join(folder.path, 'own.json'), 'utf8'), 'own.json');
  const expiries = cards.map(({ expiry }) => expiry).toSorted();
  expect(expiries[4]).not.toBe(expiries[5]);
  expect(new Set(expiries).size).toBe(2);
  expect(cards.filter(({ status }) => status === 'lost')).toHaveLength(1);
  const [expired = cards[0]] = cards.filter(({ expiry }) => expiry === expiries[0]);
  const shown = await run('cards', 'show', expired?.pan ?? '', '--json', '--url', server.http);
  expect(JSON.parse(shown.stdout)).toMatchObject({ expiry: expiries[0], status: 'active' });
});

test('an order that is too small for its mix says so', async () => {
  const { code, stderr } = await run('cards', 'issue', '--count', '20', '--mix', 'usual', '--store', 'memory:', '--out', 'few.json');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^20 cards are too few for the shares of .*expired; the usual mix has all of its kinds from --count 100\.$/m);
});

describe('kinds that the card file does not have are told before the run, which goes on', () => {
  beforeAll(async () => {
    await run('cards', 'issue', '--count', '20', '--balance', '20000', '--url', server.http, '--out', 'plain.json');
    writeFileSync(join(folder.path, 'refusals.yaml'), 'errands: { purchase: 9, lostCard: 1, refundToClosed: 1, lockOut: 1 }\n');
  });

  test('in one sentence', async () => {
    const { code, stdout, stderr } = await load('--cards', 'plain.json', '--workload', 'refusals.yaml', '--duration', '200ms');
    expect(stderr.split('\n')[0]).toBe(
      'The card file has no card of lost, closed, so these flows do not happen: refundToClosed, lostCard; make cards of every kind with: aksept cards issue --count 1000 --mix usual --out cards.json',
    );
    expect((JSON.parse(stdout) as Report).settings.skippedErrands).toEqual(['refundToClosed', 'lostCard']);
    expect(code).toBe(0);
  });

  test('in Norwegian with --lang nb', async () => {
    const { stderr } = await load('--cards', 'plain.json', '--workload', 'refusals.yaml', '--duration', '200ms', '--lang', 'nb');
    expect(stderr).toMatch(/^Kortfilen har ingen kort av lost, closed, så disse forløpene skjer ikke: refundToClosed, lostCard; /);
  });

  test('also before the host is found to be away', async () => {
    const { code, stderr } = await load('--cards', 'plain.json', '--workload', 'refusals.yaml', '--target', '127.0.0.1:1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The card file has no card of lost, closed/);
  });
});

test.each([
  ['{"count": 1, "mix": "all"}', 'mix'],
  ['{"count": 1, "mix": {"lost": 0.6, "stolen": 0.6}}', 'together at most 1'],
  ['{"count": 1, "mix": {"lost": 2}}', 'mix'],
  ['{"count": 1, "mix": "usual", "balanceMinor": 100}', 'must be at least 10000 with a mix'],
  ['{"count": 1, "mix": "usual", "status": "lost"}', 'must be left out with a mix'],
])('POST /v1/cards refuses %s', async (body, reason) => {
  const answer = await fetch(`${server.http}/v1/cards`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { readonly detail: string }).detail).toContain(reason);
});

test('POST /v1/cards issues the usual mix with money', async () => {
  const body = '{"count": 100, "mix": "usual"}';
  const answer = await fetch(`${server.http}/v1/cards`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(answer.status).toBe(201);
  const { cards } = (await answer.json()) as { readonly cards: readonly { readonly status: string; readonly balanceMinor: number }[] };
  expect(cards.filter(({ status }) => status === 'lost')).toHaveLength(1);
  expect(cards.filter(({ balanceMinor }) => balanceMinor === 6_000_000)).toHaveLength(98);
});
