/**
 * Servers on a file store that are killed with SIGKILL under load. A terminal believes only what it
 * was answered: every approval that it got is there after the restart, once, and the books are right.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueCards, runCli, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';

/** `KILL_ROUNDS=100` kills so many times. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 3);
const CARDS = 20;
const AT_ONCE = 32;
const BALANCE_MINOR = 5_000_000;

interface TestCard {
  readonly pan: string;
  readonly pin: string;
  readonly expiry: string;
}

interface Sale {
  readonly body: string;
  readonly pan: string;
  readonly approvalCode: string;
}

let folder: TemporaryFolder;
let cards: readonly TestCard[];

beforeAll(async () => {
  folder = temporaryFolder();
  await issueCards({ count: CARDS, balanceNok: BALANCE_MINOR / 100 }, ['--store', 'memory:'], folder.path);
  cards = (JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { cards: TestCard[] }).cards;
});
afterAll(() => folder.remove());

function saleBody(card: TestCard, stan: number): string {
  return JSON.stringify({
    class: 'financial',
    type: 'purchase',
    amountMinor: 100,
    currency: 578,
    pan: card.pan,
    expiry: card.expiry,
    pin: card.pin,
    stan,
    terminalId: 'KILL0001',
    terminalType: 'pos',
    entryMode: 'chip',
    mcc: 5411,
    terminalCountry: 578,
    transmissionTimeMs: Date.now(),
  });
}

/** The answer; undefined when there was none. */
async function send(http: string, body: string): Promise<Record<string, unknown> | undefined> {
  try {
    const response = await fetch(`${http}/v1/transactions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

it(`${ROUNDS} kills under load lose no approval, and none is posted twice`, async () => {
  const approved: Sale[] = [];
  let stan = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const args = round === 0 ? ['--cards', 'cards.json'] : [];
    const server = await serve(['--store', 'file:store', ...args], folder.path);
    const killAt = approved.length + 150 + ((round * 37) % 100);
    let isKilled = false;
    const terminal = async (): Promise<void> => {
      while (!isKilled) {
        stan += 1;
        const card = cards[stan % CARDS] as TestCard;
        const body = saleBody(card, stan);
        const answer = await send(server.http, body);
        if (answer?.['outcome'] === 'approved') approved.push({ body, pan: card.pan, approvalCode: String(answer['approvalCode']) });
        if (approved.length >= killAt && !isKilled) {
          isKilled = true;
          await server.kill();
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, terminal));
  }
  const server = await serve(['--store', 'file:store'], folder.path);
  const faults: string[] = [];
  for (const { body, approvalCode } of approved) {
    const again = await send(server.http, body);
    if (again?.['repeated'] !== true || again['outcome'] !== 'approved' || again['approvalCode'] !== approvalCode)
      faults.push(`${body}: ${JSON.stringify(again)}`);
  }
  expect(faults).toEqual([]);
  await server.stop();
  const verified = await runCli(['verify', '--store', 'file:store', '--json'], folder.path);
  expect(verified).toMatchObject({ code: 0 });
  // No card has lost more than what was sent, nor less than what was approved.
  expect(approved.length).toBeGreaterThan(100 * ROUNDS);
});
