/** The life of a transaction as docs/iso8583.md says it in 1987, by a terminal written with `iso_8583`, to the øre. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isoLibrary } from './iso-8583-library.ts';
import { type Fields, Line } from './line.ts';
import { type Card, type Host, startHost } from './server.ts';
import { amount, named, Till } from './shop.ts';

const TAKES_PARTIAL_APPROVAL = { 48: 'AA0011' };
const EXPLAIN = { 48: 'AB0011' };

let host: Host;
let line: Line;
let till: Till;
let card: Card;
let cardsUsed = 0;

/** Each test has a card of its own with 900.00 NOK. */
beforeAll(async () => {
  host = await startHost({ iso8583: '0:1987-ascii', cardCount: 20, balanceNok: 900 });
  line = await Line.to(host.ports[0] ?? 0, isoLibrary);
  till = new Till('SHOP0001', host.pinKey);
});
beforeEach(() => {
  card = host.cards[cardsUsed] as Card;
  cardsUsed += 1;
});
afterAll(async () => {
  await line?.close();
  await host?.stop();
});

/** A message of a purchase with these elements besides. */
function message(mti: string, minor: number, others: Fields, pin: string | undefined = undefined): Fields {
  return till.withCard(mti, card, pin, { 3: '000000', 4: amount(minor), ...others });
}

function hold(minor: number, others: Fields = {}): Fields {
  return message('0100', minor, others, card.pin);
}

async function approved(fields: Fields): Promise<Fields> {
  const answer = await line.ask(fields);
  expect(answer).toMatchObject({ 39: '00' });
  return answer;
}

/** Ledger and available balance in øre. */
async function balances(): Promise<readonly number[]> {
  const { 54: entries = '' } = await approved(till.balanceInquiry(card));
  return [entries.slice(8, 20), entries.slice(28, 40)].map(Number);
}

describe('pre-authorization', () => {
  test('asks 1,500.00, gets 900.00, is completed at 612.50', async () => {
    const asked = hold(150_000, TAKES_PARTIAL_APPROVAL);
    expect(await line.ask(asked)).toMatchObject({
      ...{ 0: '0110', 39: '10', 4: amount(90_000), 44: 'approvedPartially' },
      54: `0057578C${amount(150_000)}`,
    });
    expect(await balances()).toEqual([90_000, 0]);
    expect(await approved(message('0220', 61_250, named(asked)))).toMatchObject({ 0: '0230' });
    expect(await balances()).toEqual([28_750, 28_750]);
  });

  test('without the word that it may be partial it is 51', async () => {
    expect(await line.ask(hold(150_000))).toMatchObject({ 39: '51', 44: 'insufficientFunds' });
  });

  test('is incremented by an 0100 that names it, and completed by its RRN and approval code', async () => {
    const first = hold(30_000);
    const { 38: code = '' } = await approved(first);
    await approved(message('0100', 20_000, named(first)));
    expect(await balances()).toEqual([90_000, 40_000]);
    await approved(message('0220', 45_000, { 37: first['37'] ?? '', 38: code }));
    expect(await balances()).toEqual([45_000, 45_000]);
  });

  test('completed twice, the second is posted and flagged in DE48', async () => {
    const first = hold(10_000);
    await approved(first);
    expect((await approved(message('0220', 10_000, named(first))))['48']).toBeUndefined();
    expect(await approved(message('0220', 5_000, named(first)))).toMatchObject({ 48: 'AG006noHold' });
    expect(await balances()).toEqual([75_000, 75_000]);
  });
});

describe('afterwards', () => {
  test('an ATM that gave 120.00 of 200.00 says so with an 0220 that names its 0200', async () => {
    const asked = till.cash(card, 20_000);
    await approved(asked);
    await approved(till.withCard('0220', card, undefined, { 3: '010000', 4: amount(12_000), 18: '6011', ...named(asked) }));
    expect(await balances()).toEqual([78_000, 78_000]);
  });

  test('a partial reversal says in DE95 what stands, and is told in DE54 what was given back', async () => {
    const purchase = till.purchase(card, 50_000);
    await approved(purchase);
    const reversal = { ...till.reversal('0420', purchase, card), 95: amount(20_000).padEnd(42, '0') };
    expect(await approved(reversal)).toMatchObject({ 54: `0053578C${amount(30_000)}` });
    expect(await balances()).toEqual([70_000, 70_000]);
  });

  test.each([
    ['RRN', ({ 37: rrn = '' }: Fields): Fields => ({ 37: rrn })],
    ['STAN and local date', ({ 11: stan = '', 12: time = '', 13: date = '' }: Fields): Fields => ({ 11: stan, 12: time, 13: date })],
  ])('a reversal may name its original by its %s', async (_how, naming) => {
    const purchase = till.purchase(card, 50_000);
    await approved(purchase);
    const { 90: _named, ...reversal } = till.reversal('0400', purchase, card);
    await approved({ ...reversal, ...naming(purchase) });
    expect(await balances()).toEqual([90_000, 90_000]);
  });

  test('a reversal ahead of its purchase: the purchase is 05 when it comes', async () => {
    const purchase = till.purchase(card, 50_000);
    expect(await approved(till.reversal('0420', purchase, card))).toMatchObject({ 54: `0053578C${amount(0)}` });
    expect(await line.ask(purchase)).toMatchObject({ 39: '05', 44: 'alreadyReversed' });
    expect(await balances()).toEqual([90_000, 90_000]);
  });
});

describe('other uses', () => {
  test('a refund needs no PIN', async () => {
    await approved(till.withCard('0200', card, undefined, { 3: '200000', 4: amount(10_000) }));
    expect(await balances()).toEqual([100_000, 100_000]);
  });

  test('cashback stands in DE54, and the amount holds it', async () => {
    await approved(message('0200', 30_000, { 3: '090000', 54: `0040578D${amount(10_000)}` }, card.pin));
    expect(await balances()).toEqual([60_000, 60_000]);
  });

  test('an advice of an offline approval is posted, past coverage too', async () => {
    expect(await approved(message('0220', 100_000, { 39: '00', 38: 'OFFL01' }))).toMatchObject({ 0: '0230', 48: 'AG012pastCoverage' });
    const { 54: entries = '' } = await approved(till.balanceInquiry(card));
    expect(entries).toBe(`0001578D${amount(10_000)}0002578D${amount(10_000)}`);
  });

  test('a PIN change has the old PIN in DE52 and the new one in DE48', async () => {
    const pin = card.pin === '1357' ? '2468' : '1357';
    await approved(till.withCard('0200', card, card.pin, { 3: '700000', 48: `A4016${till.pinBlock(card, pin)}` }));
    expect(await line.ask(till.purchase(card, 100))).toMatchObject({ 39: '55', 44: 'incorrectPin' });
    await approved(till.purchase(card, 100, pin));
  });

  test('whoever asks for it is told the reason and the balances of a decline', async () => {
    expect(await line.ask(message('0200', 90_001, EXPLAIN, card.pin))).toMatchObject({
      ...{ 39: '51', 44: 'insufficientFunds', 63: 'There is no coverage for the amount.' },
      54: `0001578C${amount(90_000)}0002578C${amount(90_000)}`,
    });
  });

  test('the same key with another amount is 94', async () => {
    const purchase = till.purchase(card, 100);
    await approved(purchase);
    expect(await line.ask({ ...purchase, 4: amount(200) })).toMatchObject({ 39: '94', 44: 'duplicateTransmission' });
  });

  test('without any country it is 62, with DE19 alone it is not', async () => {
    const { 43: _acceptor, ...nowhere } = till.purchase(card, 100);
    expect(await line.ask(nowhere)).toMatchObject({ 39: '62', 44: 'restrictedCard' });
    const { 43: _again, ...somewhere } = till.purchase(card, 100);
    await approved({ ...somewhere, 19: '578' });
  });
});
