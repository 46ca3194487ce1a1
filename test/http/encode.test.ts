/** POST /v1/encode: the bytes of both wires, and nothing of a card or a PIN in them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENCODED, WIRES } from '../../src/http/schema/encoding.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let card: { readonly pan: string; readonly pin: string; readonly expiry: string };
let sale: Record<string, unknown>;

beforeAll(async () => {
  server = await startTestApp();
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 6_000_000, seed: 'encode' });
  card = (body['cards'] as readonly (typeof card)[])[0] ?? expect.unreachable();
  sale = {
    type: 'purchase',
    stan: 417,
    rrn: '093100000417',
    terminalId: 'SHELL001',
    terminalType: 'pos',
    merchantName: 'SHOP 7',
    mcc: 5411,
    terminalCountry: 578,
    amountMinor: 24_950,
    currency: 578,
    entryMode: 'chip',
    transmissionTimeMs: 1_796_028_029_000,
    pan: card.pan,
    pin: card.pin,
    expiry: card.expiry,
    explain: true,
  };
});
afterAll(() => server.stop());

async function encoded(body: unknown) {
  const { status, body: answer } = await server.post('/v1/encode', body);
  expect([status, answer['detail']]).toEqual([200, undefined]);
  expect(ENCODED.parse(answer)).toEqual(answer);
  return ENCODED.parse(answer);
}

function bytesOf(pan: string): string {
  return Buffer.from(pan).toString('hex').toUpperCase().replace(/../g, '$& ').trim();
}

describe.each(WIRES)('%s', (wire) => {
  test('a purchase and its answer, row after row without a gap, all card data masked', async () => {
    const { body: answer } = await server.post('/v1/transactions', sale);
    expect(answer['outcome']).toBe('approved');
    const shown = await encoded({ wire, transaction: sale, answer });
    for (const message of [shown.request, shown.answer ?? expect.unreachable()]) {
      let at = 0;
      for (const { offset, byteCount } of message.rows) {
        expect(offset).toBe(at);
        at += byteCount;
      }
      expect(at).toBe(message.byteCount);
    }
    const text = JSON.stringify(shown);
    expect(text).not.toContain(card.pan);
    expect(text).not.toContain(bytesOf(card.pan));
    expect(text).not.toContain(bytesOf(card.pan.slice(6, 12)));
    expect(text).toContain(`${card.pan.slice(0, 6)}******${card.pan.slice(-4)}`);
    const amounts = shown.request.rows.filter(({ meaning }) => meaning === '249.50 NOK');
    expect(amounts).toHaveLength(1);
    const pinBlock = shown.request.rows.find(({ meaning }) => meaning === '8 bytes, enciphered');
    expect(pinBlock?.bytes).toMatch(/^\*\*( \*\*)+$/);
    expect(JSON.stringify(shown.answer)).toContain(String(answer['approvalCode']));
  });

  test('card data where none belong are masked, too', async () => {
    const transaction = { ...sale, merchantName: `PAN ${card.pan}`, terminalId: 'T', chipData: `5A08${card.pan}` };
    const shown = await encoded({ wire, transaction });
    expect(JSON.stringify(shown)).not.toContain(card.pan.slice(6, 12));
    expect(JSON.stringify(shown)).not.toContain(bytesOf(card.pan.slice(6, 12)));
  });
});

test('a decline in protobuf explains itself, field by field', async () => {
  const transaction = { ...sale, stan: 418, amountMinor: 5_500_000 };
  const { body: answer } = await server.post('/v1/transactions', transaction);
  const shown = await encoded({ wire: 'protobuf', transaction, answer });
  const rows = shown.answer?.rows ?? [];
  expect(rows.find(({ name }) => name === 'outcome')).toMatchObject({ element: 10, value: '23', meaning: 'OUTCOME_EXCEEDS_AMOUNT_LIMIT' });
  const parts = rows.find(({ name }) => name === 'explanation')?.parts ?? [];
  expect(parts).toContainEqual(expect.objectContaining({ label: 'checks.14.check', meaning: 'CHECK_LIMIT' }));
  expect(parts).toContainEqual(expect.objectContaining({ label: 'limits.0.headroom.name', value: 'pos' }));
});

test('what a wire cannot say is one sentence', async () => {
  const { status, body } = await server.post('/v1/encode', { wire: '1987-ascii', transaction: { ...sale, stan: 1_000_000 } });
  expect([status, body['detail']]).toEqual([400, 'The transaction cannot be written as 1987-ascii: Element 11 holds at most 6 digits.']);
});

test('nothing is decided', async () => {
  const before = await server.get('/v1/journal');
  await encoded({ wire: 'protobuf', transaction: { ...sale, stan: 500 } });
  expect(await server.get('/v1/journal')).toEqual(before);
});
