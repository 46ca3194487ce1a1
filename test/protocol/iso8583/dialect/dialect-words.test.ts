import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import type { CodeTable, Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, type DialectName, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import {
  ENTRY_MODES,
  NETWORK_FUNCTIONS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionRequest,
} from '../../../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../../../src/protocol/protobuf/transaction.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

const PLAIN: TransactionRequest = {
  ...EMPTY_REQUEST,
  class: 'financial',
  type: 'purchase',
  stan: 7,
  transmissionTimeMs: NOW_MS,
  localTime: '20261123130000',
  amountMinor: 12_345,
  currency: 578,
  pan: '9578990000000014',
  terminalId: 'TERM0001',
};

const ENTRY_NAMES = ENTRY_MODES.map(({ name }) => name);
const TERMINAL_NAMES = TERMINAL_TYPES.map(({ name }) => name);

/** The request as the dialect's own elements bring it back, or as all of them do. */
function sent(dialect: Dialect, change: Partial<TransactionRequest>): TransactionRequest {
  const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
  const decoded = codec.decodeRequest(codec.encodeRequest({ ...PLAIN, ...change }));
  if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error(`came back as ${decoded.kind}`);
  return decoded.message;
}

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);
  const bare = { ...dialect, additionalData: undefined };

  test.each(TRANSACTION_TYPES)('says the type $name with code $code', ({ name: type, code }) => {
    expect(sent(bare, { type }).type).toBe(type);
    expect([dialect.types.codes[type] ?? []].flat()[0]).toBe(code);
  });

  test.each(ENTRY_NAMES)('says the entry mode %s without a tag', (entryMode) => {
    expect(sent(bare, { entryMode }).entryMode).toBe(entryMode);
  });

  test.each(TERMINAL_NAMES)('says the terminal type %s without a tag, an ATM by its merchant type', (terminalType) => {
    const mcc = terminalType === 'atm' ? 6011 : 5411;
    expect(sent(bare, { terminalType, mcc })).toMatchObject({ terminalType, mcc });
  });

  test.each(REVERSAL_REASONS.map((row) => row.name))('says the reversal reason %s without a tag', (reversalReason) => {
    const original = {
      class: 'financial',
      stan: 7,
      transmissionTimeMs: NOW_MS,
      acquirerId: '',
      rrn: '',
      approvalCode: '',
      localDate: '',
    } as const;
    expect(sent(bare, { class: 'reversal', original, reversalReason }).reversalReason).toBe(reversalReason);
  });

  test('brings back every entry mode at every terminal type', () => {
    for (const entryMode of ['', ...ENTRY_NAMES] as const) {
      for (const terminalType of ['', ...TERMINAL_NAMES] as const) {
        for (const mcc of [0, 5411, 6011]) {
          const back = sent(dialect, { entryMode, terminalType, mcc });
          expect(back).toMatchObject({ entryMode, terminalType, mcc });
        }
      }
    }
  });

  test('brings back every purpose', () => {
    for (const { name: purpose } of PURPOSES) {
      for (const messageClass of ['authorization', 'advice'] as const) {
        expect(sent(dialect, { class: messageClass, purpose }).purpose).toBe(purpose);
      }
    }
  });

  test('brings back every network function', () => {
    const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
    for (const { name: networkFunction } of NETWORK_FUNCTIONS) {
      const request = {
        class: 'networkManagement',
        repeat: false,
        function: networkFunction,
        stan: 7,
        transmissionTimeMs: NOW_MS,
        terminalId: '',
        acquirerId: '',
        macCheck: '',
        context: undefined,
      } as const;
      expect(codec.decodeRequest(codec.encodeRequest(request))).toMatchObject({ kind: 'message', message: { function: networkFunction } });
    }
  });
});

/** Elements 22, 25 and the merchant type of a message that another terminal sends, and what they are read as. */
describe('elements of other terminals', () => {
  function read(tables: readonly CodeTable<string>[], elements: Readonly<Record<number, string>>): string {
    for (const { element, position, length, codes } of tables) {
      const code = elements[element]?.slice(position - 1, position - 1 + length);
      const found = Object.entries(codes).find(([, listed]) => code !== undefined && [listed ?? []].flat().includes(code));
      if (found !== undefined) return found[0];
    }
    return '';
  }

  test.each<[DialectName, Readonly<Record<number, string>>, string, string]>([
    ['1987-ascii', { 22: '051', 25: '00' }, 'chip', 'pos'],
    ['1987-ascii', { 22: '071', 25: '00' }, 'contactless', 'pos'],
    ['1987-ascii', { 22: '021', 18: '6011', 25: '02' }, 'magstripe', 'atm'],
    ['1987-ascii', { 22: '021', 25: '02' }, 'magstripe', 'unattended'],
    ['1987-ascii', { 22: '801', 25: '00' }, 'fallback', 'pos'],
    ['1987-ascii', { 22: '012', 25: '59' }, 'ecommerce', 'ecommerce'],
    ['1987-ascii', { 22: '812', 25: '59' }, 'ecommerce', 'ecommerce'],
    ['1987-ascii', { 22: '012', 25: '08' }, 'moto', ''],
    ['1987-ascii', { 22: '012', 25: '00' }, 'manual', 'pos'],
    ['1987-ascii', { 22: '000', 25: '00' }, '', 'pos'],
    ['1993-bcd', { 22: '510101513344', 26: '5411' }, 'chip', 'pos'],
    ['1993-bcd', { 22: '51010151334C', 26: '6011' }, 'chip', 'atm'],
    ['1993-bcd', { 22: 'M10101M13344' }, 'contactless', 'pos'],
    ['1993-bcd', { 22: '210201210044' }, 'magstripe', 'unattended'],
    ['1993-bcd', { 22: '600030600000' }, 'moto', ''],
    ['1993-bcd', { 22: '600550600000' }, 'ecommerce', 'ecommerce'],
    ['1993-bcd', { 22: '600101600000' }, 'manual', 'pos'],
  ])('%s %j: %s at %s', (name, elements, entryMode, terminalType) => {
    const { entryModes, terminalTypes } = loadDialect(name);
    expect([read(entryModes, elements), read(terminalTypes, elements)]).toEqual([entryMode, terminalType]);
  });

  test('the flag of cashback stands in DE61 position 7, the country in positions 14 to 16', () => {
    const { cashbackFlags, terminalCountry, templates } = loadDialect('1987-ascii');
    expect(read(cashbackFlags, { 61: '00000070000015780000' })).toBe('cashback');
    expect(read(cashbackFlags, { 61: templates['61'] ?? '' })).toBe('');
    expect(terminalCountry).toEqual([{ element: 61, position: 14, length: 3 }]);
  });
});
