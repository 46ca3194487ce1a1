/** What our terminals send because a host asks for it: track 2, elements that nothing of ours says, ASCII that is ASCII. */
import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../../src/protocol/iso8583/codec/layout.ts';
import { inAscii } from '../../../../../src/protocol/iso8583/codec/write/ascii.ts';
import { readDialect } from '../../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Request } from '../../../../../src/protocol/message.ts';
import { FULL_REQUEST, NETWORK_REQUEST } from '../../../sample-messages.ts';
import { NOW_MS } from '../any-request.ts';

const DIALECT = readDialect(
  {
    extends: '1987-ascii',
    name: 'demanding',
    about: 'A host that asks for more.',
    templates: { '24': '200', '60': 'A60' },
    additionalData: null,
    mandatory: {
      financial: ['35', '3', '4', '7', '11', '24', '41', '60', '90'],
      reversal: ['2|35', '3', '4', '7', '11', '24', '41'],
      networkManagement: ['7', '11', '24', '41', '70'],
    },
  },
  'demanding.json',
);
const codec = createIsoCodec(DIALECT, { nowMs: () => NOW_MS });
const layout = compileDialect(DIALECT);

function sent(request: Request): Readonly<Record<string, string>> {
  const { problem, elements } = unpack(layout, codec.encodeRequest(request));
  expect(problem).toBeUndefined();
  return Object.fromEntries(elements.map(({ number, text }) => [number, text]));
}

const PURCHASE = { ...FULL_REQUEST, transmissionTimeMs: NOW_MS, localTime: '', track2: '', pan: '9578990000001235', expiry: '2812' };

describe('what mandatory names alone', () => {
  test('track 2 is made of the card, beside its PAN', () => {
    expect(sent({ ...PURCHASE, class: 'financial' })).toMatchObject({ 2: '9578990000001235', 35: '9578990000001235=2812201' });
    expect(sent({ ...PURCHASE, class: 'financial', expiry: '' })).toMatchObject({ 35: '9578990000001235=0000201' });
  });

  test('a track 2 of its own stays, and without a card there is none', () => {
    expect(sent({ ...PURCHASE, class: 'financial', track2: '9578990000001235=99121' })).toMatchObject({ 35: '9578990000001235=99121' });
    expect(sent({ ...PURCHASE, class: 'financial', pan: '' })).not.toHaveProperty('35');
  });

  test('elements that nothing of ours says are as their templates, in the classes that ask', () => {
    expect(sent({ ...PURCHASE, class: 'financial' })).toMatchObject({ 24: '200', 60: 'A60' });
    const reversal = sent({ ...PURCHASE, class: 'reversal' });
    expect(reversal).toMatchObject({ 24: '200' });
    for (const element of ['35', '60']) expect(reversal).not.toHaveProperty(element);
    expect(sent({ ...PURCHASE, class: 'advice' })).not.toHaveProperty('24');
    expect(sent(NETWORK_REQUEST)).toMatchObject({ 24: '200' });
  });

  test('sub-elements are written behind their bitmap', () => {
    const subElements = {
      bitmapBytes: 3,
      elements: { '1': { name: 'Network', format: 'n 4' }, '3': { name: 'Code', format: 'ans ..10' } },
      template: { '1': '0002', '3': 'ABC' },
    };
    const elements = { '60': { format: 'b ...255', subElements } };
    const dialect = readDialect(
      { extends: '1987-ascii', name: 'inner', about: 'As before.', elements, mandatory: { financial: ['60'] } },
      'inner.json',
    );
    const encoded = createIsoCodec(dialect, { nowMs: () => NOW_MS }).encodeRequest({ ...PURCHASE, class: 'financial' });
    const found = unpack(compileDialect(dialect), encoded).elements.find(({ number }) => number === 60);
    expect(found?.text).toBe(`A00000${Buffer.from('000203ABC', 'latin1').toString('hex')}`.toUpperCase());
  });

  test('what is asked for above 64 is not made up', () => {
    expect(sent({ ...PURCHASE, class: 'financial', original: undefined, replacementAmountMinor: 0 })).not.toHaveProperty('90');
  });
});

test.each([
  ['Kafé 7', 'Kafe 7'],
  ['Klær på Ås', 'Klaer pa As'],
  ['SØRLANDET ÆØÅ', 'SORLANDET AEOA'],
  ['Straße 🚕', 'Strasse ?'],
])('%s is %s in ASCII', (text, ascii) => {
  expect(inAscii(text)).toBe(ascii);
  expect(sent({ ...PURCHASE, class: 'financial', merchantName: text, merchantCountry: 578 })['43']).toBe(`${`${ascii}`.padEnd(36)} NOR`);
});
