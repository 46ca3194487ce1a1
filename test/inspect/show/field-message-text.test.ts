import { describe, expect, test } from 'vitest';
import { readInput } from '../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../src/inspect/session/chunk-checks.ts';
import { fieldMessageCells, fieldMessageJson, fieldMessageText, shownFieldMessage } from '../../../src/inspect/show/field-message-text.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { examineOptions, NEW_PIN_BLOCK, NOW_MS, PAN, requestElements, secretsIn } from '../support/messages.ts';

const DIALECT = loadDialect('1987-ascii');
const REQUEST = Object.fromEntries([...requestElements('1987-ascii')].map(([number, text]) => [String(number), text]));

function shown(value: unknown): ReturnType<typeof shownFieldMessage> {
  const options = { kind: undefined, port: undefined, ...chunkChecks(examineOptions()) };
  const [message] = readInput(Buffer.from(JSON.stringify(value, undefined, 2)), 'paste.json', options).fields;
  if (message === undefined) throw new Error('none');
  return shownFieldMessage(message, DIALECT, NOW_MS);
}

describe('a message of fields', () => {
  const all = shown({ ...REQUEST, bitmap: '723C648128E19601', header: '6000010002', note: `card ${PAN}` });

  test('has the meanings and masks of a message with bytes', () => {
    const text = fieldMessageText(all, { color: false, full: false });
    expect(text).toContain('0200 as fields in JSON, shown in the terms of 1987-ascii\nThere are no bytes:');
    expect(text).toMatch(/^ {2}2 {2}Primary account number +957899\*{6}7892 +16 digits, check digit right$/m);
    expect(text).toMatch(/^ {2}4 {2}Amount, transaction +000000125000 +1,?250\.00 NOK$/m);
    expect(text).toMatch(/^ 52 .*\*{16} +8 bytes, enciphered$/m);
    expect(text).toMatch(/tag|9F02/);
    expect(text).toContain('header  6000010002');
    expect(text).not.toContain('bitmap  ');
  });

  test('shows no secret', () => {
    const outputs = [
      fieldMessageText(all, { color: false, full: true }),
      JSON.stringify(fieldMessageJson(all)),
      fieldMessageCells(all, 1).join(' '),
    ];
    for (const output of outputs) expect(secretsIn(output)).toEqual([]);
  });

  test('shows no secret within an element', () => {
    const nested = shown({ mti: '0200', 11: '000001', 48: { 1: PAN, 2: NEW_PIN_BLOCK, pin: '1234' }, 52: { 1: NEW_PIN_BLOCK } });
    const output = `${fieldMessageText(nested, { color: false, full: true })}${JSON.stringify(fieldMessageJson(nested))}`;
    expect(secretsIn(output)).toEqual([]);
    expect(nested.inner).toEqual([
      { name: '48.1', value: '*'.repeat(16) },
      { name: '48.2', value: '*'.repeat(16) },
      { name: '48.pin', value: '****' },
      { name: '52.1', value: '*'.repeat(16) },
    ]);
  });

  test('says which texts do not fit the dialect', () => {
    expect(shown({ mti: '0800', 11: '1', 41: 'SHORT', 112: 'x' }).remarks).toEqual([
      'DE11: 1 character, but 1987-ascii has 6.',
      'DE41: 5 characters, but 1987-ascii has 8.',
    ]);
  });

  test('is one line of --brief', () => {
    expect(fieldMessageCells(all, 3)).toEqual(['#3', '', '', '', '0200', 'financial request', '000123', 'SHELL001', '', 'fields only']);
  });
});
