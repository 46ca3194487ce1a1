/** PIN production (R10, R12): when it may be, and the printed mailers. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { confirmCardsReceived } from '../../../src/programme/orders/confirm-cards-received.ts';
import { pinMailerPage } from '../../../src/programme/orders/pin-mailer-page.ts';
import { type PinMailer, produceDuePins, producePins } from '../../../src/programme/orders/produce-pins.ts';
import { refusalOf } from '../../support/refused.ts';
import { type OrderWorld, openOrderWorld } from './order-world.ts';

let world: OrderWorld;
beforeAll(async () => {
  world = await openOrderWorld({ seed: 'pins' });
});
afterAll(() => world.close());
beforeEach(() => world.nextDay());

test('R10: no PIN is produced before the cards are confirmed, and only the bank or the clock produces', async () => {
  const { office, people } = world;
  const orderId = await world.delivered();
  const refusal = await refusalOf(producePins(office, orderId, () => expect.unreachable()));
  expect(refusal.code).toBe('receiptNotConfirmed');
  expect(refusal.sentence('nb')).toBe(
    `PIN-koder for bestilling ${orderId} produseres ikke før bestiller har bekreftet med «Bekreft mottatt kort» (status «Kort bestilt, Konto mottatt»).`,
  );
  expect(refusal.sentence('en')).toMatch(/^No PINs are produced for order \d+ before its bestiller confirms the cards/);
  await confirmCardsReceived(office, people.bestiller, [orderId]);
  expect((await refusalOf(producePins(office, orderId, () => {}, people.bestiller))).code).toBe('bankOnly');
  expect(await producePins(office, orderId, () => {}, people.bank)).toBe(20);
  const again = await refusalOf(producePins(office, orderId, () => expect.unreachable()));
  expect(again.sentence('en')).toBe(
    `The PINs of order ${orderId} were produced already, and only once; replace the card whose PIN is lost.`,
  );
  expect(again.sentence('nb')).toContain('erstatt kortet som mangler PIN-kode');
});

test('R12: a mailer has the serial and the address of the agreement form; the PIN is behind a flap, the account nowhere', async () => {
  const { office, people } = world;
  const orderId = await world.delivered();
  await confirmCardsReceived(office, people.bestiller, [orderId]);
  let mailers: readonly PinMailer[] = [];
  await producePins(office, orderId, (given) => {
    mailers = given;
  });
  const rows = await office.database.query<{ readonly number: string; readonly name: string }>(
    'SELECT number, name FROM card_account WHERE order_id = $1 ORDER BY serial',
    [orderId],
  );
  expect(mailers.map(({ serial }) => serial)).toEqual(rows.map(({ name }) => name));
  for (const mailer of mailers) expect(mailer).toMatchObject({ address: 'Postboks 100, 0101 Oslo', pin: expect.stringMatching(/^\d{4}$/) });
  const marked = [{ ...(mailers[0] as PinMailer), subscriptionName: '<b>A&B</b>' }];
  const page = pinMailerPage(marked, 'nb');
  expect(page).toContain('Løpenummer L');
  expect(page).toContain('&lt;b&gt;A&amp;B&lt;/b&gt;');
  expect(page).not.toContain('<b>');
  expect(page).toMatch(/<details><summary>Åpnes bare av kortholder<\/summary>.*<p class="pin">\d{4}<\/p><\/details>/);
  expect(page).not.toMatch(/<script|https?:/);
  for (const { number } of rows) expect(page).not.toContain(number.slice(6));
  expect(pinMailerPage(mailers, 'en').match(/class="mailer"/g)).toHaveLength(20);
});

test('PINs are in no table, audit or log', async () => {
  const { office, people, testPins, sentences } = world;
  const orderId = await world.delivered();
  await confirmCardsReceived(office, people.bestiller, [orderId]);
  const before = testPins.length;
  expect(await produceDuePins(office, () => {})).toBe(1);
  const pins = testPins.slice(before);
  expect(pins).toHaveLength(20);
  const accounts = await office.database.query('SELECT name, masked_pan, card_token FROM card_account WHERE order_id = $1', [orderId]);
  const audit = await office.database.query(`SELECT action, subject, detail FROM audit WHERE subject = $1`, [`order:${orderId}`]);
  const text = JSON.stringify([accounts, audit, sentences]);
  for (const { pan } of pins) expect(text).not.toContain(pan);
  expect(JSON.stringify(audit)).not.toMatch(/"\d{4}"/);
  expect(await produceDuePins(office, () => {})).toBe(0);
});
