/** What the console's terminal makes of what a person types. */
import { expect, test } from 'vitest';
import { placeOf } from '../../console/src/pages/terminal/places.ts';
import { completionRequest, saleRequest } from '../../console/src/pages/terminal/request.ts';
import { minorOfText } from '../../console/src/text/amount.ts';
import { TRANSACTION } from '../../src/http/schema/transaction.ts';

test.each([
  ['249,50', 24_950],
  ['249.5', 24_950],
  ['0,01', 1],
  ['1 250', 125_000],
  ['1\u00a0250,00', 125_000],
  ['99999999', 9_999_999_900],
  ['0', 0],
])('%j is %i øre', (text, minor) => {
  expect(minorOfText(text)).toBe(minor);
});

test.each(['', ' ', '-1', '1,234', '1.000,00', '1e3', '0x10', 'ti', '999999999', '1,', ',5', '１'])('%j is no amount', (text) => {
  expect(minorOfText(text)).toBeNaN();
});

const SALE = { pan: '9578990000000919', expiry: '2811', pin: '1234', amountMinor: 24_950, isAbroad: false };

test.each(['pos', 'atm', 'pump'] as const)('what is sent at the place %s is a transaction of the API', (name) => {
  const request = saleRequest({ ...SALE, place: placeOf(name) });
  const parsed = TRANSACTION.parse(request);
  expect(parsed).toMatchObject({ amountMinor: 24_950, terminalCountry: 578, explain: true, pin: '1234' });
  expect(parsed.rrn).toMatch(/^\d{12}$/);
  expect(parsed.localTime).toMatch(/^\d{14}$/);
});

test('abroad is Sweden', () => {
  expect(saleRequest({ ...SALE, place: placeOf('pos'), isAbroad: true })).toMatchObject({ terminalCountry: 752, merchantCountry: 752 });
});

test('a completion names its hold, has another STAN and no PIN', () => {
  const hold = { ...saleRequest({ ...SALE, place: placeOf('pump') }), stan: 1 };
  const completion = completionRequest(hold, 20_000);
  expect(TRANSACTION.parse(completion)).toMatchObject({
    class: 'advice',
    purpose: 'completion',
    amountMinor: 20_000,
    pin: '',
    rrn: hold.rrn,
    original: { class: 'authorization', stan: 1, transmissionTimeMs: hold.transmissionTimeMs },
  });
});
