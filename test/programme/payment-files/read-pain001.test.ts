import { describe, expect, test } from 'vitest';
import { paymentFaultSentence } from '../../../src/programme/payment-files/payment-fault.ts';
import { PAIN_001_VERSIONS } from '../../../src/programme/payment-files/structure.ts';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { chunksOf, eventsOf, example, fileOf, PAYMENT, paymentsOf, textOf } from './support/payment-files.ts';

test.each(PAIN_001_VERSIONS)('%s gives a header, a payment information and a payment', async (version) => {
  const [header, information, payment, ...more] = await eventsOf(await example(version));
  expect(header).toMatchObject({
    kind: 'header',
    version,
    messageId: 'SOS-20260601-0001',
    createdAt: '2026-06-01T09:12:00',
    numberOfPayments: 1,
    controlSum: '2500.00',
    initiatingParty: 'Bydel Test',
    initiatingPartyIds: ['974760673'],
  });
  expect(information).toMatchObject({
    kind: 'paymentInformation',
    paymentInformationId: 'SOS-20260601-0001-1',
    requestedDate: '2026-06-01',
    debtorName: 'Bydel Test',
    debtorAccount: '15067328555',
    debtorAgent: 'DNBANOKK',
    faults: [],
  });
  expect(payment).toMatchObject({
    kind: 'payment',
    paymentInformationId: 'SOS-20260601-0001-1',
    sequence: 1,
    endToEndId: 'K-42-L0001',
    amountMinor: 250_000,
    currency: 'NOK',
    creditorName: 'L0001',
    creditorAccount: '56061200008',
    remittance: 'Stønad juni',
    faults: [],
  });
  expect(more).toEqual([]);
});

test('several payment informations, an IBAN, a KID and a file without totals of its parts', async () => {
  const file = fileOf([]);
  const information = (id: string, payments: readonly (typeof PAYMENT)[]) => ({
    paymentInformationId: id,
    requestedDate: '2026-06-02',
    debtorName: 'Bydel Test',
    debtorAccount: 'NO9386011117947',
    debtorAgent: 'DNBANOKK',
    numberOfPayments: payments.length,
    sumMinor: payments.length * PAYMENT.amountMinor,
    payments,
  });
  const iban = { ...PAYMENT, creditorAccount: 'NO8556060126033', kid: '12345674' };
  const text = await textOf(
    writePain001({
      ...file,
      numberOfPayments: 3,
      sumMinor: 750_000,
      paymentInformations: [information('1', [PAYMENT, iban]), { ...information('2', [PAYMENT]), categoryPurpose: 'SALA' }],
    }),
  );
  const events = await eventsOf(
    text.replaceAll(/<PmtMtd>TRF<\/PmtMtd><NbOfTxs>\d<\/NbOfTxs><CtrlSum>[\d.]+<\/CtrlSum>/g, '<PmtMtd>TRF</PmtMtd>'),
  );
  expect(events.map(({ kind }) => kind)).toEqual(['header', 'paymentInformation', 'payment', 'payment', 'paymentInformation', 'payment']);
  expect(events[1]).toMatchObject({ debtorAccount: '86011117947', numberOfPayments: undefined, faults: [] });
  expect(events[3]).toMatchObject({ creditorAccount: '56060126033', kid: '12345674', remittance: undefined, faults: [] });
  expect(events[4]).toMatchObject({ categoryPurpose: 'SALA' });
  expect(events[5]).toMatchObject({ paymentInformationId: '2', sequence: 3 });
});

describe('other ways to write the same', () => {
  const same = async (change: (text: string) => string) => {
    const text = await example();
    const changed = change(text);
    expect(changed).not.toBe(text);
    const plain = (await eventsOf(text)).map(({ place: _, ...event }) => event);
    expect((await eventsOf(changed)).map(({ place: _, ...event }) => event)).toEqual(plain);
  };

  test.each<[string, (text: string) => string]>([
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['no declaration', (text) => text.replace(/<\?xml.*\?>\n/, '')],
    ['a lower-case encoding', (text) => text.replace('UTF-8', 'utf-8')],
    ['CDATA', (text) => text.replace('L0001</Nm>', '<![CDATA[L0001]]></Nm>')],
    ['CDATA in a part of the text', (text) => text.replace('K-42-L0001', 'K-<![CDATA[42]]>-L0001')],
    ['comments', (text) => text.replaceAll('><', '><!-- <!DOCTYPE x> --><').replace('L0001</Nm>', 'L00<!-- -->01</Nm>')],
    ['processing instructions', (text) => text.replace('<GrpHdr>', '<?xml-stylesheet href="http://example.com/x"?><GrpHdr>')],
    ['whitespace everywhere', (text) => text.replaceAll('><', '>\r\n\t <')],
    ['whitespace around texts', (text) => text.replaceAll(/>([^<>\s][^<>]*)</g, '>\n  $1\n<')],
    ['character references', (text) => text.replace('L0001</Nm>', '&#76;0001</Nm>').replace('Stønad', 'St&#xF8;nad')],
    ['a prefix', (text) => text.replace('xmlns=', 'xmlns:p=').replaceAll(/<(\/?)(?=[A-Z])/g, '<$1p:')],
    [
      'a hint where the schema is',
      (text) =>
        text.replace(
          '<Document ',
          '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x file:///etc/passwd" ',
        ),
    ],
    [
      'elements that are passed over',
      (text) =>
        text
          .replace('</Nm></Cdtr>', '</Nm><PstlAdr><Ctry>NO</Ctry><AdrLine>Gata 1</AdrLine></PstlAdr></Cdtr>')
          .replace('<ChrgBr>', '<UltmtDbtr><Nm>X</Nm></UltmtDbtr><ChrgBr>')
          .replace('<RmtInf>', '<Purp><Cd>GOVT</Cd></Purp><RmtInf>'),
    ],
  ])('%s', async (_what, change) => {
    await same(change);
  });

  test('sums are compared as numbers', async () => {
    const events = await eventsOf((await example()).replaceAll('2500.00</CtrlSum>', '+02500.0</CtrlSum>'));
    expect(events[0]).toMatchObject({ controlSum: '+02500.0' });
    expect(events).toHaveLength(3);
  });

  test('a file in single bytes', async () => {
    const bytes = Buffer.from(await example());
    expect(await eventsOf(chunksOf(bytes, 1))).toEqual(await eventsOf(bytes));
  });
});

describe('what refuses one payment', () => {
  test.each<[string, string | RegExp, string, string, string]>([
    ['three decimals', '>2500.00</InstdAmt>', '>2500.000</InstdAmt>', 'amountDecimals', 'CH20'],
    ['zero', '>2500.00</InstdAmt>', '>0.00</InstdAmt>', 'amountZero', 'AM01'],
    ['a negative amount', '>2500.00</InstdAmt>', '>-2500.00</InstdAmt>', 'amountNegative', 'AM12'],
    ['an amount that is too large', '>2500.00</InstdAmt>', '>1000000000.00</InstdAmt>', 'amountTooLarge', 'AM02'],
    ['no amount', /<InstdAmt.*<\/InstdAmt>/, '', 'amountMissing', 'AM12'],
    ['no Amt', /<Amt>.*<\/Amt>/, '', 'amountMissing', 'AM12'],
    ['an empty amount', '>2500.00</InstdAmt>', '> </InstdAmt>', 'amountMissing', 'AM12'],
    ['euros', 'Ccy="NOK"', 'Ccy="EUR"', 'currency', 'AM03'],
    ['no currency', ' Ccy="NOK"', '', 'currency', 'AM03'],
    ['ten digits', '56061200008', '5606120000', 'creditorDigits', 'AC03'],
    ['a letter in the account', '56061200008', '5606120000A', 'creditorDigits', 'AC03'],
    ['the display form', '56061200008', '5606.12.00008', 'creditorDigits', 'AC03'],
    ['a wrong check digit', '56061200008', '56061200009', 'creditorCheck', 'AC03'],
    ['a wrong IBAN', /<Othr><Id>56061200008.*?<\/Othr>/, '<IBAN>NO0056061200008</IBAN>', 'creditorIban', 'AC03'],
    ['a foreign IBAN', /<Othr><Id>56061200008.*?<\/Othr>/, '<IBAN>DK5000400440116243</IBAN>', 'creditorIban', 'AC03'],
    ['an IBAN whose account is wrong', /<Othr><Id>56061200008.*?<\/Othr>/, '<IBAN>NO2386011117946</IBAN>', 'creditorIban', 'AC03'],
    ['no name', '<Nm>L0001</Nm>', '', 'missing', 'CH21'],
    ['no creditor', '<Cdtr><Nm>L0001</Nm></Cdtr>', '', 'missing', 'CH21'],
    ['no account', /<CdtrAcct>.*<\/CdtrAcct>/, '', 'missing', 'CH21'],
    ['an empty account', /<CdtrAcct>.*<\/CdtrAcct>/, '<CdtrAcct><Id/></CdtrAcct>', 'missing', 'CH21'],
    ['no end-to-end id', '<EndToEndId>K-42-L0001</EndToEndId>', '', 'missing', 'CH21'],
    ['an empty end-to-end id', 'K-42-L0001', '', 'missing', 'CH21'],
    ['markup in the name', '<Nm>L0001</Nm>', '<Nm>&lt;script&gt;</Nm>', 'character', 'RR10'],
    ['a line end in the name', '<Nm>L0001</Nm>', '<Nm>L0001\nL0002</Nm>', 'character', 'RR10'],
    ['Cyrillic letters', 'Stønad', 'Стипендия', 'character', 'RR10'],
    ['a wrong KID', /<Ustrd>.*<\/Ustrd>/, '<Strd><CdtrRefInf><Ref>12345675</Ref></CdtrRefInf></Strd>', 'kid', 'RR09'],
  ])('%s', async (_what, from, to, code, reason) => {
    const text = await example();
    const changed = text.replace(from, to).replace(/<CtrlSum>2500.00/g, () => `<CtrlSum>${sumIn(text.replace(from, to))}`);
    expect(changed).not.toBe(text);
    const [payment] = await paymentsOf(changed);
    expect(payment?.faults.map((fault) => [fault.code, fault.reason])).toEqual([[code, reason]]);
    const [fault] = payment?.faults ?? [];
    for (const language of ['en', 'nb'] as const) {
      const sentence = fault === undefined ? '' : paymentFaultSentence(fault, language);
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/[{}]|undefined/);
    }
    expect(fault?.place.line).toBe(5);
    if (code.startsWith('amount') || code === 'currency') expect(payment?.amountMinor).toBeUndefined();
    if (code.startsWith('creditor')) expect(payment?.creditorAccount).toBeUndefined();
  });

  function sumIn(text: string): string {
    return /<InstdAmt[^>]*>([^<\s]+)<\/InstdAmt>/.exec(text)?.[1] ?? '0';
  }

  test('several things at once, each with its place', async () => {
    const text = (await example()).replace('Ccy="NOK"', 'Ccy="EUR"').replace('56061200008', '56061200009');
    const [payment] = await paymentsOf(text);
    expect(payment?.faults.map(({ code }) => code)).toEqual(['currency', 'creditorCheck']);
    const line = text.split('\n')[4] ?? '';
    expect(payment?.faults.map(({ place }) => place.column)).toEqual([line.indexOf('<InstdAmt') + 1, line.indexOf('<Id>56061200009') + 1]);
  });
});

describe('what refuses a payment information', () => {
  test.each<[string, string, string, string, string]>([
    ['another method', '<PmtMtd>TRF', '<PmtMtd>CHK', 'method', 'AG01'],
    ['a wrong account', '15067328555', '15067328554', 'debtorAccount', 'AC02'],
    ['an account in euros', '<Ccy>NOK', '<Ccy>EUR', 'debtorCurrency', 'AM03'],
    ['a day that does not exist', '<ReqdExctnDt>2026-06-01', '<ReqdExctnDt>2026-06-31', 'requestedDate', 'DT01'],
    ['a character', '<PmtInfId>SOS', '<PmtInfId>S*S', 'character', 'RR10'],
  ])('%s', async (_what, from, to, code, reason) => {
    const [, information] = await eventsOf((await example()).replace(from, to));
    expect(information).toMatchObject({ kind: 'paymentInformation', faults: [{ code, reason, place: { line: 4 } }] });
  });
});
