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

test('a repeat (0201) gets the very same answer, and the card pays once', async () => {
  const card = freshCard();
  const purchase = till.purchase(card, 25_000);
  const answer = await line.ask(purchase);
  expect(answer['39']).toBe('00');
  expect(await line.ask({ ...purchase, 0: '0201' })).toEqual(answer);
  expect(await available(card)).toBe('C000005975000');
});

test.each(['0400', '0420'] as const)('%s gives a purchase back that it names by DE90, once', async (mti) => {
  const card = freshCard();
  const purchase = till.purchase(card, 25_000);
  expect(await line.ask(purchase)).toMatchObject({ 39: '00' });
  expect(await available(card)).toBe('C000005975000');

  const reversal = till.reversal(mti, purchase, card);
  const answer = await line.ask(reversal);
  expect(answer).toMatchObject({ 0: mti === '0400' ? '0410' : '0430', 39: '00', 11: reversal['11'] });
  expect(await available(card)).toBe('C000006000000');
  expect(await line.ask({ ...reversal, 0: mti === '0400' ? '0401' : '0421' })).toEqual(answer);
  expect(await available(card)).toBe('C000006000000');
});

test('the balance stands in DE54, ledger and available', async () => {
  const answer = await line.ask(till.balanceInquiry(freshCard()));
  expect(answer).toMatchObject({ 0: '0210', 3: '310000', 39: '00', 54: '0001578C0000060000000002578C000006000000' });
});

test('an ATM pays out up to its limit and not one øre more', async () => {
  const card = freshCard();
  for (const minor of [500_000, 490_000]) expect(await line.ask(till.cash(card, minor))).toMatchObject({ 39: '00' });
  const answer = await line.ask(till.cash(card, 1));
  expect(answer).toMatchObject({ 0: '0210', 39: '61', 44: 'exceedsAmountLimit' });
  expect(answer['38']).toBeUndefined();
  // The limit for shops is another one.
  expect(await line.ask(till.purchase(card, 1))).toMatchObject({ 39: '00' });
});

test('a wrong PIN is 55, the third one 75', async () => {
  const card = freshCard();
  const wrong = card.pin === '1234' ? '4321' : '1234';
  expect(await line.ask(till.purchase(card, 100, wrong))).toMatchObject({ 39: '55', 44: 'incorrectPin' });
  expect(await line.ask(till.purchase(card, 100, wrong))).toMatchObject({ 39: '55', 44: 'incorrectPin' });
  expect(await line.ask(till.purchase(card, 100, wrong))).toMatchObject({ 39: '75', 44: 'pinTriesExceeded' });
  expect(await line.ask(till.purchase(card, 100))).toMatchObject({ 39: '75' });
});

test('a purchase without DE4 is 30, and the answer says which element and why', async () => {
  const { 4: _amount, ...purchase } = till.purchase(freshCard(), 100);
  expect(await line.ask(purchase)).toMatchObject({
    ...{ 0: '0210', 11: purchase['11'], 39: '30', 44: 'formatError 004' },
    63: 'DE4 (Amount, transaction): this element must be there.',
  });
});

test('a letter in an amount is 30, and the answer says at which byte', async () => {
  const purchase = till.purchase(freshCard(), 100);
  const message = isoLibrary.pack(purchase);
  const at = message.indexOf(purchase['4'] ?? '');
  message.write('X', at + 3);
  // Its length is known all the same, so what follows it is found: STAN and terminal come back.
  expect(await line.askWith(message, purchase)).toMatchObject({
    ...{ 0: '0210', 39: '30', 44: 'formatError 004' },
    63: `DE4 (Amount, transaction): it must hold digits only (byte ${at + 3}).`,
  });
});

test('a purchase at a moment that no calendar has is 30', async () => {
  const purchase = { ...till.purchase(freshCard(), 100), 7: '1332250000' };
  expect(await line.ask(purchase)).toMatchObject({ 39: '30', 44: 'formatError 007', 63: expect.stringContaining('DE7') });
});

test('a second terminal on the same line, and twenty questions at once: each gets its own answer', async () => {
  const other = new Till('SHOP0002', host.pinKey);
  const card = freshCard();
  const questions = Array.from({ length: 20 }, (_none, index) => (index % 2 === 0 ? till : other).purchase(card, 100 + index));
  const answers = await Promise.all(questions.map((question) => line.ask(question)));
  expect(answers.map((answer) => [answer['41'], answer['11'], answer['4'], answer['39']])).toEqual(
    questions.map((question) => [question['41'], question['11'], question['4'], '00']),
  );
});

test('a zero-length frame keeps the line alive and is not answered', async () => {
  line.keepAlive();
  expect(await line.ask(till.message('0800', { 70: '301' }))).toMatchObject({ 39: '00' });
});

/** Sign and amount of the available balance: the second entry of DE54. */
async function available(card: Card): Promise<string | undefined> {
  const answer = await line.ask(till.balanceInquiry(card));
  return answer['54']?.slice(27);
}
