/** docs/explain.md: its examples are what the command prints, and its tables hold every field and reason. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explanationPage, languageOf, questionOf } from '../../../src/commands/cards/explain.ts';
import { HOUR_MS } from '../../../src/config/duration.ts';
import { CardClient } from '../../../src/http/card-client.ts';
import { HttpClient } from '../../../src/http/client.ts';
import { CHECK_VERDICTS, NEVER_REASONS } from '../../../src/protocol/explanation.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { read } from '../../support/sources.ts';

const DOC = read('docs/explain.md');
const PAN = '9578997682775150';
const PIN = '5036';
const FIRST_MS = Date.UTC(2026, 10, 24, 11);

/** `$ aksept cards explain …` and what stands below it, in the order of the document. */
const EXAMPLES = [...DOC.matchAll(/^```\n\$ aksept cards explain (\d+) (.*)\n([^`]*?)\n```$/gm)].map(
  ([, card = '', flags = '', shown = '']) => ({ card, flags, shown }),
);

let server: TestApp;
let stan = 0;

async function withdraw(transmissionTimeMs: number, amountMinor: number, pin: string): Promise<unknown> {
  stan += 1;
  const terminal = { terminalId: 'ATM00001', terminalType: 'atm', mcc: 6011, terminalCountry: 578 };
  const sent = { ...terminal, type: 'cash', pan: PAN, pin, stan, transmissionTimeMs, amountMinor };
  return (await server.post('/v1/transactions', sent)).body['outcome'];
}

/** `--amount 2000 --atm` as commander gives them. */
function flagsOf(text: string): Parameters<typeof questionOf>[0] {
  const flags = Object.fromEntries([...text.matchAll(/--(\w+)(?: ([^-]\S*))?/g)].map(([, name, value]) => [name, value ?? true]));
  return { amount: '', country: '578', lang: 'en', ...flags };
}

beforeAll(async () => {
  server = await startTestApp({ clock: 'message' });
  const card = { pan: PAN, pin: PIN, expiry: '2811', balanceMinor: 2_000_000 };
  expect((await server.post('/v1/cards/import', { cards: [card] })).body['created']).toBe(1);
  expect(await withdraw(FIRST_MS, 500_000, PIN)).toBe('approved');
  expect(await withdraw(FIRST_MS + 20 * HOUR_MS, 400_000, PIN)).toBe('approved');
});
afterAll(() => server.stop());

async function shownNow({ card, flags }: (typeof EXAMPLES)[number]): Promise<string> {
  const parsed = flagsOf(flags);
  const explained = await new CardClient(new HttpClient(server.http)).explain(card, questionOf(parsed));
  return explained === undefined ? 'not on file' : explanationPage(explained.explanation, languageOf(parsed));
}

describe('the examples', () => {
  test('over the ATM limit in both languages, when it fits, above the limit; then three wrong PINs', async () => {
    expect(EXAMPLES).toHaveLength(5);
    for (const example of EXAMPLES.slice(0, -1)) expect(await shownNow(example)).toBe(example.shown);
    const wrongPin = await Promise.all([0, 1, 2].map(() => withdraw(FIRST_MS + 26 * HOUR_MS, 10_000, '0000')));
    expect(wrongPin.at(-1)).toBe('pinTriesExceeded');
    for (const example of EXAMPLES.slice(-1)) expect(await shownNow(example)).toBe(example.shown);
  });
});

describe('the tables', () => {
  test.each(NEVER_REASONS)('$name has its row', ({ name }) => {
    expect(DOC).toContain(`\n| \`${name}\` | `);
  });

  test.each(CHECK_VERDICTS)('$name is named', ({ name }) => {
    expect(DOC).toContain(`\`${name}\``);
  });

  test('every field of an answer is named', async () => {
    const { body } = await server.post('/v1/cards/explain', { card: PAN, amountMinor: 1 });
    for (const field of Object.keys(body)) expect(DOC).toContain(`\`${field}\``);
  });
});
