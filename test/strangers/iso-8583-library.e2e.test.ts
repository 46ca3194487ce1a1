/**
 * A terminal written with `iso_8583`, a public library, against a real server: it packs, sends, matches and unpacks by itself,
 * and what it reads is held here against what a terminal developer expects.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoLibrary } from './iso-8583-library.ts';
import { Line } from './line.ts';
import { type Card, type Host, startHost } from './server.ts';
import { Till } from './shop.ts';

/** What a response repeats when the request has it. */
const ECHOED = [2, 3, 4, 7, 11, 12, 13, 32, 33, 37, 41, 42, 49, 70];

let host: Host;
let line: Line;
let till: Till;
let nextCard = 0;

beforeAll(async () => {
  host = await startHost({ iso8583: '0:1987-ascii' });
  line = await Line.to(host.ports[0] ?? 0, isoLibrary);
  till = new Till('SHOP0001', host.pinKey);
});
afterAll(async () => {
  await line?.close();
  await host?.stop();
});

/** One that no other test has used. */
function freshCard(): Card {
  const card = host.cards[nextCard];
  nextCard += 1;
  if (card === undefined) throw new Error('The tests need more cards.');
  return card;
}

test('echo: 0800 with DE70 301', async () => {
  const echo = till.message('0800', { 70: '301' });
  expect(await line.ask(echo)).toEqual({ ...echo, 0: '0810', 39: '00' });
});

test('a purchase with PIN is approved, and everything is echoed', async () => {
  const card = freshCard();
  const purchase = till.withCard('0200', card, card.pin, { 3: '000000', 4: '000000025000', 32: '1234567', 33: '7654321' });
  const answer = await line.ask(purchase);
  expect(answer).toMatchObject({ 0: '0210', 39: '00', 38: expect.stringMatching(/^[0-9A-Z]{6}$/) });
  const echoed = ECHOED.flatMap((element) => (purchase[element] === undefined ? [] : [[element, purchase[element]]]));
  expect(answer).toMatchObject(Object.fromEntries(echoed));
  expect(Object.keys(answer).map(Number)).toEqual([0, ...ECHOED.filter((element) => element !== 70), 38, 39].sort((a, b) => a - b));
});
