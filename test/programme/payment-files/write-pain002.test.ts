import { expect, test } from 'vitest';
import { REASON_CODES } from '../../../src/programme/payment-files/reason-codes.ts';
import { STATUS_CODES } from '../../../src/programme/payment-files/status-codes.ts';
import { type Pain002, pain002 } from '../../../src/programme/payment-files/write-pain002.ts';
import { textOf } from './support/payment-files.ts';
import { isValid } from './support/schemas.ts';

const ANSWER: Pain002 = {
  version: 'pain.001.001.03',
  messageId: 'ANSWER-1',
  createdAt: '2026-06-01T09:12:00',
  originalMessageId: 'SOS-20260601-0001',
};

test('a file that is refused before its MsgId is known', async () => {
  const text = await textOf(
    pain002({ ...ANSWER, originalMessageId: undefined, status: 'RJCT', reasons: [{ code: 'FF01', text: 'No XML.' }] }),
  );
  expect(text).toContain('<OrgnlMsgId>NOTPROVIDED</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>');
  expect(text).toContain('<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn><AddtlInf>No XML.</AddtlInf></StsRsnInf>');
  isValid('pain.002.001.03', text);
});

test('a file that is accepted in part, with the reason of each payment', async () => {
  const text = await textOf(
    pain002({
      ...ANSWER,
      version: 'pain.001.001.09',
      originalNumberOfPayments: 2,
      originalControlSum: '5000.00',
      status: 'PART',
      paymentInformations: [
        {
          paymentInformationId: 'P-1',
          numberOfPayments: 2,
          sumMinor: 500_000,
          status: 'PART',
          payments: [
            { endToEndId: 'K-1', status: 'ACTC' },
            {
              endToEndId: undefined,
              instructionId: 'I-2',
              status: 'RJCT',
              reasons: [{ code: 'AC03' }, { code: 'AM03', text: 'Valutaen er ikke NOK.' }],
            },
          ],
        },
      ],
    }),
  );
  expect(text).toContain('urn:iso:std:iso:20022:tech:xsd:pain.002.001.10');
  expect(text).toContain('<TxInfAndSts><OrgnlEndToEndId>K-1</OrgnlEndToEndId><TxSts>ACTC</TxSts></TxInfAndSts>');
  expect(text).toContain('<OrgnlInstrId>I-2</OrgnlInstrId><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><TxSts>RJCT</TxSts>');
  isValid('pain.002.001.10', text);
});

test.each(Object.entries(STATUS_CODES))('status %s is valid where it can be given', async (code, { of }) => {
  const status = code as keyof typeof STATUS_CODES;
  const levels: readonly string[] = of;
  const payments = levels.includes('payment') && status !== 'PART' ? [{ endToEndId: 'K', status }] : [];
  const text = await textOf(pain002({ ...ANSWER, status, paymentInformations: [{ paymentInformationId: 'P', status, payments }] }));
  isValid('pain.002.001.03', text);
});

test('every reason code has four characters', () => {
  expect(Object.keys(REASON_CODES).filter((code) => !/^[A-Z]{2}(?:\d{2}|[A-Z]{2})$/.test(code))).toEqual([]);
});

test('markup and characters that XML cannot hold are harmless', async () => {
  const evil = '</AddtlInf><TxSts>ACSC</TxSts>&"\'\u0000\u0007\uD800]]>';
  const text = await textOf(pain002({ ...ANSWER, originalMessageId: '<x>&', status: 'RJCT', reasons: [{ code: 'NARR', text: evil }] }));
  expect(text).not.toContain('<TxSts>');
  expect(text).toContain('&lt;/AddtlInf&gt;');
  expect(text).toContain('???');
  isValid('pain.002.001.03', text);
});

test('long texts are cut between words, into lines of 105 characters', async () => {
  const words = 'beløpet er for stort '.repeat(20);
  const text = await textOf(
    pain002({
      ...ANSWER,
      status: 'RJCT',
      reasons: [
        { code: 'NARR', text: words },
        { code: 'NARR', text: '\u{1F4A9}'.repeat(250) },
      ],
    }),
  );
  const lines = [...text.matchAll(/<AddtlInf>(.*?)<\/AddtlInf>/g)].map((match) => match[1] ?? '');
  expect(lines.every((line) => [...line].length <= 105 && line.trim() === line)).toBe(true);
  expect(lines.slice(0, -3).join(' ')).toBe(words.trim());
  expect(lines.slice(-3).join('')).toBe('\u{1F4A9}'.repeat(250));
  isValid('pain.002.001.03', text);
});

test('an answer to many payments leaves in pieces, and asks for payments only as they leave', async () => {
  let asked = 0;
  function* payments() {
    for (let i = 0; i < 20_000; i++) {
      asked++;
      yield { endToEndId: `K-${i}`, status: 'ACTC' as const };
    }
  }
  let longest = 0;
  let left = 0;
  for await (const piece of pain002({
    ...ANSWER,
    status: 'ACTC',
    paymentInformations: [{ paymentInformationId: 'P', payments: payments() }],
  })) {
    left += piece.split('<TxInfAndSts>').length - 1;
    expect(asked - left).toBeLessThan(2);
    longest = Math.max(longest, piece.length);
  }
  expect(left).toBe(20_000);
  expect(longest).toBeLessThan(20_000);
});
