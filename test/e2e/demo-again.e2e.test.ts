/** `aksept demo` again and again in one folder: each run goes on from the cards of the runs before. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardEntry } from '../../src/cards/card-entry.ts';
import { readCardFile, writeCardFile } from '../../src/cards/card-file.ts';
import { maskPan } from '../../src/protocol/mask.ts';
import { mistyped } from '../../src/terminal-sim/cardholder.ts';
import type { Report } from '../../src/terminal-sim/report/report.ts';
import { type CliResult, runCli, serve, startCli, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';

// The log is written and not synced: what is tested is what a process finds, not what a disk keeps.
const ANY_PORTS = ['--protobuf-port', '0', '--http-port', '0', '--fsync', 'no'];
const RUN = ['demo', '--duration', '300ms', '--cards', '60', '--json', 'report.json', ...ANY_PORTS];
/** 60 ordinary cards, and a few of each kind that is declined. */
const CARDS = 99;
const STORE = ['--store', 'file:./data/store'];

let folder: TemporaryFolder;
const inFolder = (name: string): string => join(folder.path, name);
const cards = (): readonly CardEntry[] => readCardFile(inFolder('data/cards.json'));

interface Books {
  readonly token: string;
  readonly maskedPan: string;
  readonly status: string;
  readonly pinTriesUsed: number;
  readonly ledgerMinor: number;
  readonly holdsMinor: number;
  readonly postedMinor: number;
  readonly givenBackMinor: number;
}

async function booksNow(): Promise<readonly Books[]> {
  const { code, stdout } = await runCliHere(['cards', 'list', '--max', '10000', '--json', ...STORE], folder.path);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { readonly cards: readonly Books[] }).cards;
}

const netOf = (books: readonly Books[]): number => books.reduce((sum, card) => sum + card.postedMinor - card.givenBackMinor, 0);

async function demo(...args: readonly string[]): Promise<CliResult & { readonly report: Report }> {
  const result = await runCli([...RUN, ...args], folder.path);
  expect(result).toMatchObject({ code: 0 });
  return { ...result, report: JSON.parse(readFileSync(inFolder('report.json'), 'utf8')) as Report };
}

function cardsLine({ stderr }: CliResult): string | undefined {
  return /^Cards .*$/m.exec(stderr)?.[0];
}

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

test('the first run issues cards, the second uses them with the balances that the first left', async () => {
  const first = await demo();
  expect(cardsLine(first)).toBe('Cards     data/cards.json (99 synthetic cards with PINs, 99 of them new in the store)');
  const between = await booksNow();
  expect(netOf(between)).toBeGreaterThan(0);
  const second = await demo();
  expect(cardsLine(second)).toBe('Cards     data/cards.json (99 synthetic cards with PINs, 0 of them new in the store)');
  expect(cards()).toHaveLength(CARDS);
  const after = await booksNow();
  expect(after.map(({ token }) => token)).toEqual(between.map(({ token }) => token));
  // The report is of the second run alone: its sum is what the books gained during it.
  const { reconciliation } = second.report;
  if (reconciliation.kind === 'not reconciled') throw new Error('unreachable');
  expect(reconciliation).toMatchObject({ kind: 'equal', cards: CARDS, hostMinor: netOf(after) - netOf(between) });
  expect(second.stdout).toContain(`Books right on ${CARDS} cards`);
  for (const [index, card] of between.entries()) {
    expect(after[index]?.postedMinor).toBeGreaterThanOrEqual(card.postedMinor);
  }
});

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

test('a run unblocks PINs', async () => {
  // One that no flow of the demo blocks again: those are at the end of the file.
  const card = cards().find(({ profile, status }) => profile === 'kronekort' && status === 'active');
  if (card === undefined) throw new Error('The file has no ordinary card.');
  const triesUsed = async (): Promise<number | undefined> =>
    (await booksNow()).find(({ maskedPan }) => maskedPan === maskPan(card.pan))?.pinTriesUsed;
  const server = await serve(STORE, folder.path);
  const wrong = { pan: card.pan, pin: mistyped(card.pin), terminalId: 'WRONG001', mcc: 5411, terminalCountry: 578, amountMinor: 100 };
  for (const stan of [1, 2, 3]) await post(`${server.http}/v1/transactions`, { ...wrong, type: 'purchase', stan });
  await server.stop();
  expect(await triesUsed()).toBe(3);
  const { report } = await demo();
  expect(report.findings.refusedPins).toBe(0);
  expect(await triesUsed()).toBeLessThan(3);
});

test('a card whose PIN is another one by now is left out, and said so', async () => {
  const [first, ...others] = cards();
  if (first === undefined) throw new Error('The file has no cards.');
  const pin = first.pin === '1111' ? '2222' : '1111';
  writeCardFile(inFolder('data/cards.json'), [{ ...first, pin }, ...others]);
  const result = await demo();
  expect(result.stderr).toContain('1 card is left out: the PIN is no longer the one of the file.');
  expect(result.report.reconciliation).toMatchObject({ kind: 'equal', cards: CARDS - 1 });
  writeCardFile(inFolder('data/cards.json'), [first, ...others]);
});

describe('fresh cards are issued', () => {
  test('when fewer than half have money left', async () => {
    const ordinary = cards().filter(({ profile, status }) => profile === 'kronekort' && status === 'active');
    const server = await serve(STORE, folder.path);
    const pans = ordinary.map(({ pan }) => pan);
    const shown = (await post(`${server.http}/v1/cards/query`, { pans }))['cards'] as readonly Books[];
    // The first 50 of them; the 10 with little money never count as usable.
    for (const { token, ledgerMinor, holdsMinor } of shown.slice(0, 50)) {
      await post(`${server.http}/v1/cards/${token}/fund`, { amountMinor: holdsMinor - ledgerMinor });
    }
    await server.stop();
    const result = await demo();
    expect(cardsLine(result)).toBe('Cards     data/cards.json (159 synthetic cards with PINs, 60 of them new in the store)');
    expect(cards()).toHaveLength(CARDS + 60);
    expect(cardsLine(await demo())).toContain('(159 synthetic cards with PINs, 0 of them new in the store)');
  });

  test('when the file of the PINs is gone, which one sentence says', async () => {
    renameSync(inFolder('data/cards.json'), inFolder('away.json'));
    const result = await demo();
    expect(cardsLine(result)).toContain('(99 synthetic cards with PINs, 99 of them new in the store)');
    expect(result.stderr).toContain('The store has cards whose PINs no file of test cards holds; the demo has issued cards of its own.');
    expect((await booksNow()).length).toBe(CARDS + 60 + CARDS);
    renameSync(inFolder('away.json'), inFolder('data/cards.json'));
  });

  test('when the store is gone: the same ones, and the file keeps one entry of each', async () => {
    rmSync(inFolder('data/store'), { recursive: true });
    const before = cards();
    const result = await demo();
    expect(cardsLine(result)).toContain('(99 synthetic cards with PINs, 99 of them new in the store)');
    expect(result.stderr).not.toContain('The store has cards');
    expect(cards()).toEqual(before);
  });
});

test('beside a run that uses the folder, another one runs in memory', async () => {
  const server = await serve(STORE, folder.path);
  const before = cards();
  const { stderr } = await demo('--store', 'memory:');
  await server.stop();
  expect(stderr).toMatch(/^Store {5}memory:$/m);
  expect(cards()).toEqual(before);
});

test('a file of test cards that is damaged is one sentence, and stays as it is', async () => {
  writeFileSync(inFolder('data/cards.json'), 'these are my cards');
  const refused = await runCli(RUN, folder.path);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('aksept: data/cards.json: this is not JSON; give a file made by aksept cards issue --out.\n');
  expect(readFileSync(inFolder('data/cards.json'), 'utf8')).toBe('these are my cards');
});

/** Resolves when the run has decided so many messages. */
async function decided(http: string, messages: number): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${http}/metrics`)).text();
    const counts = [...metrics.matchAll(/^aksept_decisions_total\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
    if (counts.reduce((sum, count) => sum + count, 0) >= messages) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('runs that are killed do not harm the next one', async () => {
  // A folder of its own: a run that is killed may leave a PIN changed, and that card out.
  folder.remove();
  folder = temporaryFolder();
  for (const messages of [1, 90]) {
    const running = startCli(['demo', '--duration', '60s', '--cards', '60', ...ANY_PORTS], folder.path);
    const http = /HTTP (http:\S+)/.exec(await running.noted(/^Sending/m))?.[1] ?? '';
    await decided(http, messages);
    running.kill();
    expect(await running.ended()).toMatchObject({ code: null });
    const { stdout } = await demo();
    expect(stdout).toMatch(/^Reconciliation equal/m);
  }
});
