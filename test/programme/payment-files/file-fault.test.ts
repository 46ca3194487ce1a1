import { describe, expect, test } from 'vitest';
import { FILE_FAULTS, FileFault } from '../../../src/programme/payment-files/file-fault.ts';
import { PAYMENT_FAULTS } from '../../../src/programme/payment-files/payment-fault.ts';
import { REASON_CODES } from '../../../src/programme/payment-files/reason-codes.ts';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { example, faultOf, fileOf, PAYMENT, textOf } from './support/payment-files.ts';

const PAYMENT_ELEMENT = /<CdtTrfTxInf>[\s\S]*<\/CdtTrfTxInf>/;

describe('what refuses the file', () => {
  test.each<[string, string | RegExp, string, string, string]>([
    ['another version', 'pain.001.001.03"', 'pain.001.001.04"', 'otherMessage', 'pain.001.001.09'],
    ['a namespace of another kind', 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.03', 'urn:x', 'otherMessage', '"urn:x"'],
    ['no namespace', / xmlns="[^"]*"/, '', 'otherMessage', 'holds "Document". Expected'],
    ['another root', /Document/g, 'Dokument', 'otherMessage', 'Dokument'],
    ['an unknown element', '<Cdtr>', '<Hello/><Cdtr>', 'unknownElement', 'Hello'],
    ['an element of another namespace', '<Cdtr>', '<Cdtr xmlns="urn:x">', 'unknownElement', 'Cdtr'],
    ['an element of the other version', '<BIC>', '<BICFI>DNBANOKK</BICFI><BIC>', 'unknownElement', 'BICFI'],
    ['an element of another kind of payment', '<Cdtr>', '<ChqInstr/><Cdtr>', 'forbiddenElement', 'ChqInstr'],
    ['an element twice', /(<Cdtr>.*?<\/Cdtr>)/, '$1$1', 'repeatedElement', '1 time'],
    ['elements in another order', /(<Cdtr>.*<\/Cdtr>)(<CdtrAcct>.*<\/CdtrAcct>)/, '$2$1', 'elementOrder', 'Cdtr'],
    ['two of a choice', '<Othr><Id>56061200008', '<IBAN>NO9386011117947</IBAN><Othr><Id>56061200008', 'choice', 'Othr'],
    ['no MsgId', /<MsgId>.*<\/MsgId>/, '', 'missingElement', 'MsgId'],
    ['an empty MsgId', /<MsgId>.*<\/MsgId>/, '<MsgId> </MsgId>', 'missingElement', 'MsgId'],
    ['no header', /<GrpHdr>.*<\/GrpHdr>/, '', 'missingElement', 'GrpHdr'],
    ['no payment information', /<PmtInf>[\s\S]*<\/PmtInf>/, '', 'missingElement', 'PmtInf'],
    ['no payments', PAYMENT_ELEMENT, '', 'missingElement', 'CdtTrfTxInf'],
    ['an empty file', /<CstmrCdtTrfInitn>[\s\S]*<\/CstmrCdtTrfInitn>/, '', 'missingElement', 'CstmrCdtTrfInitn'],
    ['a debtor account without a number', /<DbtrAcct><Id>.*?<\/Id><SchmeNm>.*?<\/Othr><\/Id>/, '<DbtrAcct><Id/>', 'missingElement', 'Id'],
    ['an attribute', '<Cdtr>', '<Cdtr id="1">', 'attribute', 'id'],
    ['text between elements', '<Cdtr>', 'x<Cdtr>', 'strayText', 'CdtTrfTxInf'],
    ['a MsgId of 36 characters', 'SOS-20260601-0001</MsgId>', `${'1'.repeat(36)}</MsgId>`, 'tooLong', '35'],
    ['a name of 141 characters', '<Nm>L0001', `<Nm>${'å'.repeat(141)}`, 'tooLong', '140'],
    ['an EndToEndId of 36 characters', 'K-42-L0001', 'K'.repeat(36), 'tooLong', '35'],
    ['an amount in words', '>2500.00</InstdAmt>', '>mye</InstdAmt>', 'content', 'InstdAmt'],
    ['an amount with an exponent', '>2500.00</InstdAmt>', '>25e2</InstdAmt>', 'content', 'InstdAmt'],
    ['an amount of 19 digits', '>2500.00</InstdAmt>', '>12345678901234567.89</InstdAmt>', 'content', 'InstdAmt'],
    ['a comma', '>2500.00</CtrlSum>', '>2500,00</CtrlSum>', 'content', 'CtrlSum'],
    ['a time that does not exist', 'T09:12:00', 'T25:12:00', 'content', 'CreDtTm'],
    ['a day that does not exist', '2026-06-01T', '2026-06-31T', 'content', 'CreDtTm'],
    ['a count in words', '<NbOfTxs>1<', '<NbOfTxs>one<', 'content', 'NbOfTxs'],
    ['a wrong BIC', 'DNBANOKK', 'dnb', 'content', 'BIC'],
    ['a character in MsgId', '<MsgId>SOS', '<MsgId>S*S', 'characters', 'U+002A (*)'],
    ['a wrong count of the group', '<NbOfTxs>1<', '<NbOfTxs>2<', 'paymentCount', 'GrpHdr says 2, but 1 payment is there'],
    ['a wrong count of the part', /(TRF.*?<NbOfTxs>)1/, '$12', 'paymentCount', 'PmtInf says 2'],
    [
      'a wrong sum of the group',
      '<CtrlSum>2500.00',
      '<CtrlSum>2500.01',
      'controlSum',
      'GrpHdr says 2500.01, but the amounts add up to 2500',
    ],
    ['a wrong sum of the part', /(TRF.*?<CtrlSum>)2500.00/, '$12499.99', 'controlSum', 'PmtInf says 2499.99'],
    ['a part of a file', '</CstmrCdtTrfInitn></Document>', '', 'notXml', 'well-formed'],
    ['a second root', '</Document>', '</Document><Document/>', 'notXml', 'well-formed'],
    ['a tag that is not closed', '</Cdtr>', '</Cdrt>', 'notXml', 'well-formed'],
    ['an unknown entity', 'L0001</Nm>', '&xxe;</Nm>', 'notXml', 'well-formed'],
    ['a prefix without a namespace', '<Cdtr>', '<p:Cdtr/><Cdtr>', 'notXml', 'well-formed'],
    ['XML 1.1', 'version="1.0"', 'version="1.1"', 'notXml', 'well-formed'],
    ['a DOCTYPE', '<Document', '<!DOCTYPE Document><Document', 'doctype', 'DOCTYPE'],
    ['a DOCTYPE with a system id', '<Document', '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><Document', 'doctype', 'DOCTYPE'],
    ['a declared encoding', 'encoding="UTF-8"', 'encoding="ISO-8859-1"', 'encoding', 'UTF-8'],
  ])('%s', async (_what, from, to, code, words) => {
    const text = await example();
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const fault = await faultOf(changed);
    expect(fault).toBeInstanceOf(FileFault);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(words);
    expect(fault.sentence('en')).toBe(fault.message);
    expect(fault.reason).toBe(FILE_FAULTS[fault.code].reason);
    for (const language of ['en', 'nb'] as const) expect(fault.sentence(language)).not.toMatch(/[{}]|undefined/);
    expect(fault.sentence('nb')).toMatch(/^Linje \d+, kolonne \d+: .*\.$/);
  });

  test('a payment information with the id of an earlier one', async () => {
    const text = (await textOf(writePain001(fileOf([PAYMENT])))).replace(/(<PmtInf>[\s\S]*<\/PmtInf>)/, '$1$1');
    expect(await faultOf(text)).toMatchObject({ code: 'samePaymentInformation', reason: 'DU02' });
  });

  test('the place is that of the element', async () => {
    const text = (await example()).replace('<Cdtr>', '\n\n  <Hello/><Cdtr>');
    expect(await faultOf(text)).toMatchObject({ place: { line: 7, column: 3 } });
  });

  test('sums are exact: a thousandth of an øre in 18 digits is seen', async () => {
    const payments = Array.from({ length: 100 }, () => ({ ...PAYMENT, amountMinor: 10 }));
    const text = await textOf(writePain001(fileOf(payments)));
    expect(await faultOf(text.replaceAll('<CtrlSum>10.00<', '<CtrlSum>10.0000000000000001<'))).toMatchObject({ code: 'controlSum' });
    expect(text).toContain('<CtrlSum>10.00<');
  });

  test('a card number in the file is in no sentence', async () => {
    const fault = await faultOf((await example()).replace('<Cdtr>', '<Cdtr pan-4242424242424242="">'));
    expect(fault.message).not.toContain('4242424242424242');
    expect(fault.sentence('nb')).not.toContain('4242424242424242');
  });
});

describe('the tables of faults', () => {
  const placesIn = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();

  test.each([...Object.entries(FILE_FAULTS), ...Object.entries(PAYMENT_FAULTS), ...Object.entries(REASON_CODES)])(
    '%s says the same in both languages',
    (_code, row) => {
      expect(placesIn(row.nb)).toEqual(placesIn(row.en));
      expect(row.en).toMatch(/\.$/);
      expect(row.nb).toMatch(/\.$/);
    },
  );

  test('use reason codes of their level', () => {
    const levelsOf = (code: keyof typeof REASON_CODES): readonly string[] => REASON_CODES[code].of;
    expect(Object.values(FILE_FAULTS).filter(({ reason }) => !levelsOf(reason).includes('file'))).toEqual([]);
    expect(Object.values(PAYMENT_FAULTS).filter(({ reason }) => !levelsOf(reason).some((level) => level !== 'file'))).toEqual([]);
  });
});
