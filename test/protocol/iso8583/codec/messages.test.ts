/** What a message means: our own terminals' words in every combination, and other terminals' elements. */

import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../../src/config/duration.ts';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { OriginalData, TransactionRequest } from '../../../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../../../src/protocol/protobuf/transaction.ts';
import { vectorRows } from '../elements/subfield-vectors.ts';
import { ENTRY_MODE_NAMES, NOW_MS, PURPOSE_NAMES, REASON_NAMES, TERMINAL_TYPE_NAMES, TRANSACTION_CLASSES, UNNAMED } from './any-request.ts';
import { DIALECTS_1987, type Elements, frameOf, readForeign, readRequest } from './foreign.ts';

type Row = readonly [what: string, elements: Elements, expected: Partial<TransactionRequest>];

const BY_KEY: OriginalData = { ...UNNAMED, class: 'authorization', stan: 7, transmissionTimeMs: NOW_MS - 60_000 };
const WAYS: readonly (readonly [original: OriginalData | undefined, rrn: string])[] = [
  [undefined, '632812000001'],
  [BY_KEY, ''],
  [{ ...BY_KEY, class: 'financial', approvalCode: 'ABC123' }, '632812000001'],
  [{ ...UNNAMED, rrn: '632812000002', approvalCode: 'ABC123' }, '632812000001'],
  [{ ...UNNAMED, stan: 7, localDate: '1122' }, ''],
];

/** Every combination of words that share elements. */
function* combinations(): Generator<Partial<TransactionRequest>> {
  for (const messageClass of TRANSACTION_CLASSES) {
    const reasons = messageClass === 'reversal' ? REASON_NAMES : ['' as const];
    const ways = messageClass === 'financial' ? WAYS.slice(0, 1) : WAYS;
    for (const purpose of PURPOSE_NAMES)
      for (const [original, rrn] of ways)
        for (const reversalReason of reasons)
          for (const mcc of [0, 6011])
            for (const entryMode of ENTRY_MODE_NAMES)
              for (const terminalType of TERMINAL_TYPE_NAMES)
                yield { class: messageClass, purpose, original, rrn, reversalReason, mcc, entryMode, terminalType };
  }
}

describe.each(DIALECT_NAMES)('our own words over %s', (name) => {
  test('every combination of class, purpose, original, reason, MCC, entry mode and terminal type', () => {
    const codec = createIsoCodec(loadDialect(name), { nowMs: () => NOW_MS });
    let count = 0;
    for (const words of combinations()) {
      const request: TransactionRequest = {
        ...EMPTY_REQUEST,
        ...{ type: 'purchase', stan: 1, transmissionTimeMs: NOW_MS, terminalId: 'TERM0001', pan: '9578990000000005', ...words },
      };
      const frame = codec.encodeRequest(request);
      const decoded = codec.decodeRequest(frame);
      if (decoded.kind !== 'message') throw new Error(`Read as ${decoded.kind}.`);
      const { purpose, reversalReason, entryMode, terminalType, mcc, original, rrn } = decoded.message as TransactionRequest;
      const read = { class: decoded.message.class, purpose, original, rrn, reversalReason, mcc, entryMode, terminalType };
      if (JSON.stringify(read) !== JSON.stringify(words)) expect(read).toEqual(words);
      if (!codec.encodeRequest(decoded.message).equals(frame)) expect(codec.encodeRequest(decoded.message)).toEqual(frame);
      count += 1;
    }
    expect(count).toBe((5 * 1 + 5 * 5 * 2 + 5 * 5 * 6) * 2 * 8 * 5);
  });
});

const DE61 = '00000000000010000000000000';
const at14 = (country: string): string => DE61.slice(0, 13) + country + DE61.slice(16);
const FLAGGED = `${DE61.slice(0, 6)}7${DE61.slice(7)}`;
const CASHBACK = '0040578D000000005000';
const ENTRY_OF_OTHER_TYPE = '0042578D000000005000';
const de43 = (country: string): string => `${'Kiosken'.padEnd(22)} ${'Oslo'.padEnd(13)} ${country}`;
const de90 = (mti: string, stan = '000007', time = '1123115900'): string => `${mti}${stan}${time}${'0'.repeat(22)}`;

/** Of 1993 and 1987 alike. */
const ANY: readonly Row[] = [
  ['purchase', { 3: '000000' }, { class: 'financial', type: 'purchase', repeat: false, purpose: '' }],
  ['cash', { 3: '010000' }, { type: 'cash' }],
  ['cashback by type', { 3: '090000', 54: CASHBACK }, { type: 'purchaseWithCashback', cashbackMinor: 5_000 }],
  ['cashback by amount', { 3: '000000', 54: CASHBACK }, { type: 'purchase', cashbackMinor: 5_000 }],
  ['cashback behind another amount', { 54: ENTRY_OF_OTHER_TYPE + CASHBACK.replace('5000', '7000') }, { cashbackMinor: 7_000 }],
  ['cashback by tag', { 48: 'AC0045000' }, { cashbackMinor: 5_000 }],
  ['another additional amount', { 54: ENTRY_OF_OTHER_TYPE }, { cashbackMinor: 0 }],
  ['refund', { 3: '200000' }, { type: 'refund' }],
  ['inquiry 30', { 3: '300000', 4: undefined }, { type: 'balanceInquiry', amountMinor: 0 }],
  ['inquiry 31', { 3: '310000', 4: undefined }, { type: 'balanceInquiry' }],
  ['inquiry 36', { 3: '360000', 4: '000000000000' }, { type: 'balanceInquiry', amountMinor: 0 }],
  ['PIN change 70', { 3: '700000', 4: undefined }, { type: 'pinChange' }],
  ['PIN change 92', { 3: '920000', 4: undefined }, { type: 'pinChange' }],
  ['a type that is not known', { 3: '401020' }, { type: 'unknown' }],
  ['accounts are not looked at', { 3: '002000' }, { type: 'purchase' }],
  ['the largest amount', { 4: '999999999999' }, { amountMinor: 999_999_999_999 }],
  ['nothing but the least', {}, { rrn: '', localTime: '', currency: 0, mcc: 0, entryMode: '', terminalType: '', acquirerId: '' }],
  ['blanks at the end', { 37: '6328120001', 41: 'T1', 42: 'SHOP' }, { rrn: '6328120001', terminalId: 'T1', merchantId: 'SHOP' }],
  ['acquirer of an odd number of digits', { 32: '57800' }, { acquirerId: '57800' }],
  ['acquirer with a leading zero', { 32: '012345' }, { acquirerId: '012345' }],
  ['card', { 14: '2811', 23: '001', 49: '978' }, { expiry: '2811', cardSequence: 1, currency: 978 }],
  ['PAN of 19 digits', { 2: '9578990000000000001' }, { pan: '9578990000000000001' }],
  ['track 2 alone', { 2: undefined, 35: '9578990000000005D2811201' }, { pan: '', track2: '9578990000000005D2811201' }],
  ['PIN block', { 52: '0123456789ABCDEF' }, { pinBlock: Buffer.from('0123456789abcdef', 'hex'), pinBlockFormat: '' }],
  [
    'PIN block of 16 bytes by tag',
    { 48: `A1004iso4A3032${'0123456789ABCDEF'.repeat(2)}` },
    { pinBlock: Buffer.from('0123456789abcdef'.repeat(2), 'hex'), pinBlockFormat: 'iso4' },
  ],
  ["a stranger's additional data", { 48: 'P0010012345' }, { purpose: '', explain: false }],
  ["a stranger's words in small letters", { 48: 'a0009increment' }, { purpose: '' }],
  ['tags that are not known between ours', { 48: 'AB0011ZZ003abcAA0011' }, { explain: true, allowPartialApproval: true }],
  ['a word that is not known', { 48: 'A0005otherA8005other' }, { purpose: '', entryMode: '' }],
  ['acquirer country', { 19: '752' }, { acquirerCountry: 752, terminalCountry: 0, merchantCountry: 0 }],
  ['tag 9F1A', { 55: '9F1A0207525F2A020578' }, { terminalCountry: 752 }],
  ['tag 9F1A behind padding and others', { 55: '009F2701809F1A020578' }, { terminalCountry: 578 }],
  ['tag 9F1A of another length is no country', { 55: '9F1A03000578' }, { terminalCountry: 999 }],
  ['country by tag before 9F1A', { 48: 'A7003578', 55: '9F1A020752' }, { terminalCountry: 578 }],
];

const OF_1987: readonly Row[] = [
  ['cashback flagged in DE61', { 54: ENTRY_OF_OTHER_TYPE, 61: FLAGGED }, { cashbackMinor: 5_000, type: 'purchase' }],
  ['cashback flagged and named', { 54: ENTRY_OF_OTHER_TYPE + CASHBACK.replace('5000', '7000'), 61: FLAGGED }, { cashbackMinor: 7_000 }],
  ['terminal country in DE61', { 61: at14('578'), 55: '9F1A020752' }, { terminalCountry: 578 }],
  ['zeros in DE61: the chip says it', { 61: at14('000'), 55: '9F1A020752' }, { terminalCountry: 752 }],
  ['DE61 too short: the chip says it', { 61: DE61.slice(0, 15), 55: '9F1A020752' }, { terminalCountry: 752 }],
  ['DE61 of another meaning', { 61: 'A'.repeat(20) }, { terminalCountry: 0 }],
  ['NOR in DE43', { 43: de43('NOR') }, { merchantCountry: 578, merchantName: 'Kiosken' }],
  ['NO in DE43', { 43: de43('NO ') }, { merchantCountry: 578 }],
  ['no in DE43', { 43: de43('no ') }, { merchantCountry: 578 }],
  ['578 in DE43', { 43: de43('578') }, { merchantCountry: 578 }],
  ['SWE in DE43', { 43: de43('SWE') }, { merchantCountry: 752 }],
  ['SJM in DE43', { 43: de43('SJM') }, { merchantCountry: 744 }],
  ['nothing in DE43', { 43: de43('   ') }, { merchantCountry: 0, merchantName: 'Kiosken' }],
  ['no country in DE43', { 43: de43('XXX') }, { merchantCountry: 999 }],
  ['a name with letters of Norwegian', { 43: 'Kjøttgården på Ås'.padEnd(40) }, { merchantName: 'Kjøttgården på Ås' }],
  ['MCC', { 18: '5542' }, { mcc: 5542 }],
  ['an ATM by its MCC', { 18: '6011', 25: '00' }, { terminalType: 'atm' }],
  ['none by tag, where the elements tell one', { 18: '6011', 48: 'A6001-' }, { terminalType: '' }],
  ['local time needs its date', { 12: '130000' }, { localTime: '' }],
  ['local time', { 12: '235959', 13: '1122' }, { localTime: '20261122235959' }],
  [
    'the longest original',
    { 0: '0420', 90: de90('0200') },
    { original: { ...UNNAMED, class: 'financial', stan: 7, transmissionTimeMs: NOW_MS - 60_000 } },
  ],
  [
    'an original without a time',
    { 0: '0420', 90: de90('0200', '000007', '0000000000') },
    { original: { ...UNNAMED, class: 'financial', stan: 7 } },
  ],
  ['an original of another class', { 0: '0420', 90: de90('0800') }, { original: { ...BY_KEY, class: '' } }],
  [
    'an original with its acquirer',
    { 0: '0420', 90: `0200000007112311590000000578001${'0'.repeat(11)}` },
    { original: { ...BY_KEY, class: 'financial', acquirerId: '578001' } },
  ],
  [
    'an original by RRN and approval code',
    { 0: '0420', 37: '632812000001', 38: 'ABC123' },
    { rrn: '632812000001', original: { ...UNNAMED, approvalCode: 'ABC123' } },
  ],
  ['a reversal that names nothing', { 0: '0420', 12: '130000', 13: '1123' }, { original: { ...UNNAMED, stan: 1, localDate: '1123' } }],
  ['a reversal that names nothing, without a date', { 0: '0420' }, { original: undefined }],
  ['replacement amounts', { 0: '0420', 95: `000000006000${'0'.repeat(30)}` }, { replacementAmountMinor: 6_000 }],
  ['replacement amounts with fees', { 0: '0420', 95: '000000006000000000000000C00000000D00000000' }, { replacementAmountMinor: 6_000 }],
  ['increment', { 0: '0100', 90: de90('0100') }, { class: 'authorization', purpose: 'increment' }],
  ['completion of what DE90 names', { 0: '0220', 90: de90('0100') }, { class: 'advice', purpose: 'completion' }],
  ['partial dispense', { 0: '0220', 90: de90('0200') }, { class: 'advice', purpose: 'partialDispense' }],
  ['completion by RRN and approval code', { 0: '0220', 37: '632812000001', 38: 'ABC123' }, { purpose: 'completion' }],
  ['offline approval: it says with which code', { 0: '0220', 37: '632812000001', 38: 'ABC123', 39: '00' }, { purpose: '' }],
  ['DE90 in a 0200 changes nothing', { 90: de90('0100') }, { class: 'financial', purpose: '' }],
];

const OF_1993: readonly Row[] = [
  ['NOR in DE43', { 43: 'Kiosken\\Storgata 1\\Oslo\\0155      OSLNOR' }, { merchantCountry: 578, merchantName: 'Kiosken' }],
  ['SE in DE43', { 43: 'Kiosken\\\\\\SE ' }, { merchantCountry: 752 }],
  ['578 in DE43', { 43: 'Kiosken\\\\\\578' }, { merchantCountry: 578 }],
  ['nothing in DE43', { 43: 'Kiosken\\\\\\   ' }, { merchantCountry: 0, merchantName: 'Kiosken' }],
  ['a name alone', { 43: 'AB' }, { merchantCountry: 0, merchantName: 'AB' }],
  ['MCC', { 26: '5542' }, { mcc: 5542 }],
  ['local time', { 12: '261122235959' }, { localTime: '20261122235959' }],
  [
    'an original',
    { 0: '1420', 56: '120000000726112312590006578001' },
    { original: { ...UNNAMED, class: 'financial', stan: 7, acquirerId: '578001', localDate: '1123' } },
  ],
  [
    'an original without a time',
    { 0: '1420', 56: `1200000007${'0'.repeat(12)}` },
    { original: { ...UNNAMED, class: 'financial', stan: 7 } },
  ],
  ['a reversal that names nothing', { 0: '1420', 12: '261123130000' }, { original: { ...UNNAMED, stan: 1, localDate: '1123' } }],
  ['amounts of the original', { 0: '1420', 30: `000000006000${'0'.repeat(12)}` }, { replacementAmountMinor: 6_000 }],
  ['increment by function code', { 0: '1100', 24: '106' }, { purpose: 'increment' }],
  ['completion by function code', { 0: '1220', 24: '202' }, { purpose: 'completion' }],
  ['completion, second code', { 0: '1220', 24: '201' }, { purpose: 'completion' }],
  ['partial dispense by function code', { 0: '1220', 24: '251' }, { purpose: 'partialDispense' }],
  ['another function code', { 24: '200' }, { purpose: '' }],
];

describe.each(DIALECTS_1987)("others' elements over %s", (name) => {
  test.each([...ANY, ...OF_1987])('%s', (_what, elements, expected) => {
    expect(readForeign(name, elements)).toMatchObject(expected);
  });

  test.each([
    ['051', '00', 'chip', 'pos'],
    ['951', undefined, 'chip', ''],
    ['071', '27', 'contactless', 'unattended'],
    ['911', '02', 'contactless', 'unattended'],
    ['901', undefined, 'magstripe', ''],
    ['021', undefined, 'magstripe', ''],
    ['801', undefined, 'fallback', ''],
    ['811', '59', 'ecommerce', 'ecommerce'],
    ['091', undefined, 'ecommerce', ''],
    ['011', '59', 'ecommerce', 'ecommerce'],
    ['012', '08', 'moto', ''],
    ['791', '00', 'manual', 'pos'],
    ['011', undefined, 'manual', ''],
    ['001', '00', '', 'pos'],
    [undefined, '99', '', ''],
  ])('DE22 %s, DE25 %s: %s, %s', (de22, de25, entryMode, terminalType) => {
    expect(readForeign(name, { 22: de22, 25: de25 })).toMatchObject({ entryMode, terminalType });
  });

  test.each([
    ['17', 'customerCancellation'],
    ['68', 'timeout'],
    ['32', 'completedPartially'],
    ['22', 'terminalFault'],
    ['06', 'terminalFault'],
    ['21', 'terminalFault'],
    ['34', 'suspectedFraud'],
    ['59', 'suspectedFraud'],
    ['00', ''],
    [undefined, ''],
  ])('DE39 %s of a reversal: %s', (de39, reversalReason) => {
    expect(readForeign(name, { 0: '0400', 39: de39 })).toMatchObject({ class: 'reversal', reversalReason });
    expect(readForeign(name, { 0: '0220', 39: de39 }).reversalReason).toBe('');
  });

  test.each([
    ['0100', 'authorization', false],
    ['0101', 'authorization', true],
    ['0120', 'advice', false],
    ['0121', 'advice', true],
    ['0200', 'financial', false],
    ['0201', 'financial', true],
    ['0220', 'advice', false],
    ['0221', 'advice', true],
    ['0400', 'reversal', false],
    ['0401', 'reversal', true],
    ['0420', 'reversal', false],
    ['0421', 'reversal', true],
  ])('MTI %s: %s, repeat %s', (mti, messageClass, repeat) => {
    expect(readForeign(name, { 0: mti })).toMatchObject({ class: messageClass, repeat });
  });

  test.each([
    ['001', 'signOn'],
    ['061', 'signOn'],
    ['002', 'signOff'],
    ['301', 'echo'],
    ['270', 'echo'],
    ['201', 'cutOver'],
    ['999', ''],
  ])('DE70 %s: %s', (de70, networkFunction) => {
    const dialect = loadDialect(name);
    const elements = { 0: '0800', 2: undefined, 3: undefined, 4: undefined, 41: undefined, 70: de70 };
    const read = readRequest(dialect, frameOf(dialect, elements));
    expect(read).toMatchObject({
      class: 'networkManagement',
      function: networkFunction,
      stan: 1,
      terminalId: '',
      transmissionTimeMs: NOW_MS,
    });
  });
});

/** DE22 of 1993: the operating environment (4), whether the cardholder is there (5), how the card was read (7). */
const de22 = (environment: string, presence: string, mode: string): string => `510${environment}${presence}1${mode}1314C`;

describe("others' elements over 1993-bcd", () => {
  test.each([...ANY, ...OF_1993])('%s', (_what, elements, expected) => {
    expect(readForeign('1993-bcd', elements)).toMatchObject(expected);
  });

  test.each([
    [de22('1', '0', '5'), 'chip', 'pos'],
    [de22('3', '0', 'C'), 'chip', 'pos'],
    [de22('2', '0', 'M'), 'contactless', 'unattended'],
    [de22('4', '0', 'A'), 'contactless', 'unattended'],
    [de22('0', '0', '7'), 'contactless', ''],
    [de22('1', '0', '2'), 'magstripe', 'pos'],
    [de22('1', '0', 'B'), 'magstripe', 'pos'],
    [de22('1', '0', '9'), 'fallback', 'pos'],
    [de22('1', '0', '6'), 'manual', 'pos'],
    [de22('1', '0', '1'), 'manual', 'pos'],
    [de22('5', '5', '6'), 'ecommerce', 'ecommerce'],
    [de22('0', '2', '6'), 'moto', ''],
    [de22('0', '3', '6'), 'moto', ''],
    [de22('0', '0', '0'), '', ''],
  ])('DE22 %s: %s, %s', (code, entryMode, terminalType) => {
    expect(readForeign('1993-bcd', { 22: code })).toMatchObject({ entryMode, terminalType });
    expect(readForeign('1993-bcd', { 22: code, 26: '6011' })).toMatchObject({ entryMode, terminalType: 'atm' });
  });

  test.each([
    ['4000', 'customerCancellation'],
    ['4021', 'timeout'],
    ['4006', 'timeout'],
    ['4004', 'completedPartially'],
    ['4007', 'terminalFault'],
    ['4351', 'suspectedFraud'],
    ['1000', ''],
  ])('DE25 %s of a reversal: %s', (de25, reversalReason) => {
    expect(readForeign('1993-bcd', { 0: '1420', 25: de25 })).toMatchObject({ class: 'reversal', reversalReason });
  });

  test.each([
    ['801', 'signOn'],
    ['802', 'signOff'],
    ['831', 'echo'],
    ['821', 'cutOver'],
    ['000', ''],
  ])('DE24 %s: %s', (de24, networkFunction) => {
    const elements = { 0: '1804', 2: undefined, 3: undefined, 4: undefined, 41: undefined, 24: de24 };
    expect(readRequest(loadDialect('1993-bcd'), frameOf(loadDialect('1993-bcd'), elements))).toMatchObject({ function: networkFunction });
  });
});

describe.each(DIALECT_NAMES)('times over %s', (name) => {
  const isLong = name === '1993-bcd';
  /** DE12 and DE13, or DE12 alone. */
  const local = (date: string, time: string, year = '26'): Elements => (isLong ? { 12: year + date + time } : { 12: time, 13: date });

  test.each(vectorRows<{ de7: string; de12: string; de13: string; de12_1993: string }>('iso8583-times', 'instant'))(
    '%s',
    (instant, vector) => {
      const { de7, de12, de13, de12_1993: de12Long } = vector;
      const instantMs = Date.parse(instant);
      const elements = { 7: de7, ...local(de13, de12, de12Long.slice(0, 2)) };
      for (const clockMs of [instantMs, instantMs - 170 * DAY_MS, instantMs + 170 * DAY_MS]) {
        const read = readForeign(name, elements, clockMs);
        expect(read).toMatchObject({ transmissionTimeMs: instantMs, localTime: `20${de12Long}` });
        const codec = createIsoCodec(loadDialect(name), { nowMs: () => clockMs });
        const { elements: written } = unpack(compileDialect(loadDialect(name)), codec.encodeRequest(read));
        const textOf = (element: number): string => written.find(({ number }) => number === element)?.text ?? '';
        expect([textOf(7), textOf(12)]).toEqual([de7, isLong ? de12Long : de12]);
        expect(textOf(13)).toBe(isLong ? '' : de13);
      }
    },
  );

  test.each([
    ['the last second of a year, read in the next', '1231235959', '2027-01-01T00:00:05Z', '2026-12-31T23:59:59Z'],
    ['the first second of a year, read in the one before', '0101000000', '2026-12-31T23:59:55Z', '2027-01-01T00:00:00Z'],
    ['the leap day', '0229120000', '2028-02-29T12:00:01Z', '2028-02-29T12:00:00Z'],
    ['the leap day, read the day after', '0229235959', '2028-03-01T00:00:00Z', '2028-02-29T23:59:59Z'],
    ['the day after it', '0301000000', '2028-02-29T23:59:59Z', '2028-03-01T00:00:00Z'],
    ['half a year ago', '0527120000', '2026-11-23T12:00:00Z', '2026-05-27T12:00:00Z'],
  ])('%s', (_what, de7, clock, instant) => {
    expect(readForeign(name, { 7: de7 }, Date.parse(clock)).transmissionTimeMs).toBe(Date.parse(instant));
  });

  test('one codec, around New Year: the year is found anew for each message', () => {
    const codec = createIsoCodec(loadDialect(name), { nowMs: () => clockMs });
    let clockMs = 0;
    const dialect = loadDialect(name);
    for (const [clock, de7, instant] of [
      ['2026-12-31T23:59:59Z', '1231235959', '2026-12-31T23:59:59Z'],
      ['2027-12-31T23:59:59Z', '1231235959', '2027-12-31T23:59:59Z'],
      ['2028-01-01T00:00:00Z', '1231235959', '2027-12-31T23:59:59Z'],
      ['2028-01-01T00:00:00Z', '0101000001', '2028-01-01T00:00:01Z'],
      ['2026-12-31T23:59:59Z', '0101000001', '2027-01-01T00:00:01Z'],
    ] as const) {
      clockMs = Date.parse(clock);
      const decoded = codec.decodeRequest(frameOf(dialect, { 7: de7 }));
      expect(decoded.kind === 'message' && decoded.message.transmissionTimeMs).toBe(Date.parse(instant));
    }
  });

  test.each([
    ['the evening before New Year, where it is New Year already', '1231233000', '0101', '003000', '27', '20270101003000'],
    ['New Year, where it is still the old year', '0101003000', '1231', '193000', '26', '20261231193000'],
  ])('%s', (_what, de7, date, time, year, localTime) => {
    expect(readForeign(name, { 7: de7, ...local(date, time, year) }, Date.parse('2027-01-01T00:00:00Z')).localTime).toBe(localTime);
  });

  test('the year of a local date is that of the transmission, not of the clock', () => {
    const read = readForeign(name, { 7: '0701120000', ...local('0701', '140000') }, Date.parse('2026-12-20T00:00:00Z'));
    expect(read).toMatchObject({ transmissionTimeMs: Date.parse('2026-07-01T12:00:00Z'), localTime: '20260701140000' });
  });

  test('the original of New Year', () => {
    if (isLong) return;
    const elements = { 0: '0420', 7: '0101000005', 90: de90('0200', '000007', '1231235959') };
    const read = readForeign(name, elements, Date.parse('2027-01-01T00:00:06Z'));
    expect(read.original?.transmissionTimeMs).toBe(Date.parse('2026-12-31T23:59:59Z'));
  });
});
