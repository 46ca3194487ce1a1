/** What the reader reads is valid by the XSD files of this folder, and what is not valid is refused. */
import { expect, test } from 'vitest';
import { PAIN_001_VERSIONS } from '../../../src/programme/payment-files/structure.ts';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { eventsOf, example, faultOf, fileOf, PAYMENT, textOf } from './support/payment-files.ts';
import { isValid } from './support/schemas.ts';

test.each(PAIN_001_VERSIONS)('written files of %s are valid', async (version) => {
  const payments = [
    PAYMENT,
    { ...PAYMENT, instructionId: 'I-1', creditorAccount: 'NO8556060126033' },
    { endToEndId: 'K-3', amountMinor: 1, creditorName: '<b>&', creditorAccount: '56061200008', kid: '12345674' },
    { endToEndId: 'K-4', amountMinor: 99_999_999_999, creditorName: 'Ærlig Østby', creditorAccount: '56061200008' },
  ];
  const text = await textOf(writePain001(fileOf(payments, version)));
  isValid(version, text);
  expect(await eventsOf(text)).toHaveLength(2 + payments.length);
});

/** Neither the reader nor the schema takes these. */
test.each<[string, string | RegExp, string]>([
  ['an unknown element', '<Cdtr>', '<Hello/><Cdtr>'],
  ['an element twice', /(<Cdtr>.*?<\/Cdtr>)/, '$1$1'],
  ['another order', /(<Cdtr>.*<\/Cdtr>)(<CdtrAcct>.*<\/CdtrAcct>)/, '$2$1'],
  ['no MsgId', /<MsgId>.*<\/MsgId>/, ''],
  ['a long MsgId', '<MsgId>', `<MsgId>${'1'.repeat(36)}`],
  ['no debtor', /<Dbtr>.*<\/Dbtr>/, ''],
  ['no payments', /<CdtTrfTxInf>[\s\S]*<\/CdtTrfTxInf>/, ''],
  ['an attribute', '<Cdtr>', '<Cdtr id="1">'],
  ['text between elements', '<Cdtr>', 'x<Cdtr>'],
  ['an amount in words', '>2500.00</InstdAmt>', '>mye</InstdAmt>'],
  ['an amount with an exponent', '>2500.00</InstdAmt>', '>25e2</InstdAmt>'],
  ['a wrong time', 'T09:12:00', 'T09:12'],
  ['a wrong count', '<NbOfTxs>1<', '<NbOfTxs>-1<'],
  ['a wrong BIC', 'DNBANOKK', 'dnb'],
])('%s is not valid', async (_what, from, to) => {
  for (const version of PAIN_001_VERSIONS) {
    const text = (await example(version)).replace(from, to);
    expect(() => isValid(version, text)).toThrow();
    expect((await faultOf(text)).name).toBe('FileFault');
  }
});
