import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { generateTestKeyRing, loadKeyRing } from '../../src/pin/keys/key-ring.ts';
import { hostCodec, terminalCodec } from '../../src/pin/mac/iso-codec.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import { HEADER_NAMES } from '../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import { type DialectSpec, parseDialectSpec } from '../../src/protocol/iso8583/dialect/dialect-spec.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { isoListeners, onFreePorts } from '../../src/server/iso-listeners.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-iso-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A dialect in a file of its own, whose lengths count their headers. */
function dialectFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ extends: '1987-bcd', name: 'mine', about: 'A test.', header: '4a', headerInclusive: true }));
  return path;
}

function listenersOf(iso8583: string): readonly string[] {
  return isoListeners(settingsWith({ iso8583 })).map(({ port, description }) => `${port} ${description}`);
}

const spec = (text: string): string => parseDialectSpec(text, 'here').description;

describe('a dialect with options', () => {
  test.each(DIALECT_NAMES)('%s as it is', (name) => {
    const { dialect, header, macRequired } = parseDialectSpec(name, 'here');
    expect(dialect).toEqual(loadDialect(name));
    expect(header.name).toBe(dialect.headerInclusive ? `${dialect.header}+inclusive` : dialect.header);
    expect(macRequired).toBe(false);
  });

  test.each(HEADER_NAMES)('header %s, with and without its own bytes', (name) => {
    expect(parseDialectSpec(`1987-ascii+${name}`, 'here').header.name).toBe(name);
    expect(parseDialectSpec(`1987-ascii+inclusive+${name}`, 'here').header.name).toBe(`${name}+inclusive`);
  });

  test('says for people what is spoken', () => {
    expect(spec('1987-ascii')).toBe('ISO 8583 1987-ascii, 2-byte header');
    expect(spec('1987-bcd')).toBe('ISO 8583 1987-bcd, 2-byte header, TPDU');
    expect(spec('1987-bcd+notpdu+4b')).toBe('ISO 8583 1987-bcd, 4-byte header');
    expect(spec('1993-bcd+tpdu+2bcd+inclusive+mac')).toBe('ISO 8583 1993-bcd, 4-digit BCD header that counts itself, TPDU, MAC required');
    expect(spec('1987-ascii+2le')).toBe('ISO 8583 1987-ascii, 2-byte low-byte-first header');
    expect(spec('1987-bcd+1+inclusive+pre12')).toBe('ISO 8583 1987-bcd, 1-byte header that counts itself, TPDU, 12-byte prefix');
  });

  test('a prefix of the options replaces that of the dialect', () => {
    const path = join(folder, 'prefixed.json');
    writeFileSync(path, JSON.stringify({ extends: '1987-ascii', name: 'prefixed', about: 'A test.', prefixBytes: 12 }));
    const prefixOf = (text: string): number => parseDialectSpec(text, 'here').dialect.prefixBytes;
    expect([prefixOf(path), prefixOf(`${path}+pre4`), prefixOf(`${path}+pre0`), prefixOf('1987-ascii+pre64')]).toEqual([12, 4, 0, 64]);
  });

  test('the shipped dialect stays as it was', () => {
    parseDialectSpec('1987-bcd+notpdu+4a+inclusive', 'here');
    expect(parseDialectSpec('1987-bcd', 'here').dialect).toMatchObject({ tpdu: true, header: '2b', headerInclusive: false });
  });

  test('of a file, whose path may hold a +; a header in its place counts itself only when that is said', () => {
    const path = dialectFile('my+own.json');
    expect(spec(path)).toBe('ISO 8583 mine, 4-digit ASCII header that counts itself, TPDU');
    expect(spec(`${path}+4a`)).toBe('ISO 8583 mine, 4-digit ASCII header, TPDU');
    expect(spec(`${path}+notpdu`)).toBe('ISO 8583 mine, 4-digit ASCII header that counts itself');
  });

  test.each([
    ['', 'here: the dialect is missing; take one of 1987-ascii, '],
    ['+4a', 'here: the dialect is missing; take one of 1987-ascii, '],
    ['1988-ascii', 'here: There is no dialect "1988-ascii"'],
    ['./none.json', 'here: ./none.json'],
    ['1987-ascii+pre65', 'here: the option +pre65 is over the limit; at most 64 bytes may stand before the MTI.'],
    ['1987-ascii+pre4+pre5', 'here: the option +preN is there twice; leave one of them out.'],
    ['1987-ascii+4c', 'here: there is no option +4c; take +2b +4b +2a +4a +2bcd +2le +4le +1 +inclusive +tpdu +notpdu +mac +pre12.'],
    ['1987-ascii+', 'here: there is no option +; take '],
    ['./none.json+4c', 'here: there is no option +4c; take '],
    ['1987-ascii+4a+2b', 'here: +2b and +4a are two headers; leave one of them out.'],
    ['1987-ascii+mac+mac', 'here: the option +mac is there twice; leave one of them out.'],
    ['1987-ascii+tpdu+notpdu', 'here: +tpdu and +notpdu exclude each other; leave one of them out.'],
  ])('%j is refused', (text, sentence) => {
    expect(() => parseDialectSpec(text, 'here')).toThrow(ConfigError);
    expect(() => parseDialectSpec(text, 'here')).toThrow(sentence);
  });
});

describe('the setting iso8583', () => {
  test('by default: 1987 on 8583, 1993 on 8593', () => {
    expect(listenersOf(settingsWith().iso8583)).toEqual([
      '8583 ISO 8583 1987-ascii, 2-byte header',
      '8593 ISO 8583 1993-bcd, 2-byte header',
    ]);
  });

  test('none is none', () => {
    expect(listenersOf(' none ')).toEqual([]);
  });

  test('commas, blanks and line ends part listeners; any number may have any free port', () => {
    const ports = listenersOf(`0:1987-ascii, 0:1987-ascii+4a\n8600:1987-ebcdic ,65535:${dialectFile('d.json')}`);
    expect(ports.map((text) => text.split(' ')[0])).toEqual(['0', '0', '8600', '65535']);
  });

  test.each([
    ['', 'iso8583 is empty; write listeners such as 8583:1987-ascii, or none.'],
    [' , ', 'iso8583 is empty; '],
    ['1987-ascii', 'iso8583: "1987-ascii": a listener is PORT:DIALECT with a port from 0 to 65535, such as 8583:1987-ascii.'],
    ['8583', 'iso8583: "8583": a listener is PORT:DIALECT'],
    [':1987-ascii', 'iso8583: ":1987-ascii": a listener is PORT:DIALECT'],
    ['65536:1987-ascii', 'iso8583: "65536:1987-ascii": a listener is PORT:DIALECT'],
    ['-1:1987-ascii', 'a listener is PORT:DIALECT'],
    ['8583:1987-ascii,none', 'iso8583: "none": a listener is PORT:DIALECT'],
    ['8583:', 'iso8583: "8583:": the dialect is missing'],
    ['8583:1987-ascii 8593:1994-bcd', 'iso8583: "8593:1994-bcd": There is no dialect "1994-bcd"'],
    ['8583:1987-ascii 8583:1993-bcd', 'iso8583: port 8583 of "8583:1993-bcd" is that of "8583:1987-ascii", too; choose another one.'],
    ['7583:1987-ascii', 'iso8583: port 7583 of "7583:1987-ascii" is that of the setting protobufPort, too; choose another one.'],
    ['8080:1987-ascii', 'iso8583: port 8080 of "8080:1987-ascii" is that of the setting httpPort, too; choose another one.'],
  ])('%j is refused', (iso8583, sentence) => {
    expect(() => listenersOf(iso8583)).toThrow(ConfigError);
    expect(() => listenersOf(iso8583)).toThrow(sentence);
  });

  test('on another address the port of the HTTP side is free', () => {
    expect(isoListeners(settingsWith({ iso8583: '8080:1987-ascii', host: '127.0.0.2' }))).toHaveLength(1);
  });

  test('on free ports: the same listeners', () => {
    expect(onFreePorts('8583:1987-ascii, 8593:./a.json+mac')).toBe('0:1987-ascii,0:./a.json+mac');
    expect(onFreePorts('none')).toBe('none');
  });
});

describe('MACs', () => {
  const { ring, text } = generateTestKeyRing(seededBytes('iso listeners'));
  const file: { readonly keys: readonly { readonly use: string }[] } = JSON.parse(text);
  const withoutMacs = loadKeyRing(JSON.stringify({ ...file, keys: file.keys.filter(({ use }) => use !== 'mac') }), 'keys.json');
  const purchase: TransactionRequest = {
    ...EMPTY_REQUEST,
    class: 'financial',
    type: 'purchase',
    stan: 1,
    transmissionTimeMs: Date.UTC(2026, 10, 23),
    amountMinor: 100,
    pan: '9578990000000005',
    terminalId: 'TERM0001',
  };
  const macCheckOf = (sent: string, taken: string): string => {
    const specOf = (name: string): DialectSpec => parseDialectSpec(name, 'here');
    const frame = terminalCodec(specOf(sent), ring, 'keys.json').encodeRequest(purchase);
    const decoded = hostCodec(specOf(taken), ring, 'keys.json').decodeRequest(frame);
    return decoded.kind === 'message' ? decoded.message.macCheck : decoded.kind;
  };

  test.each(['1987-ascii', '1993-bcd'])(
    '%s: terminals send one only with +mac, a listener checks each and asks for it only with +mac',
    (name) => {
      expect(macCheckOf(name, name)).toBe('');
      expect(macCheckOf(name, `${name}+mac`)).toBe('missing');
      expect(macCheckOf(`${name}+mac`, `${name}+mac`)).toBe('right');
      expect(macCheckOf(`${name}+mac`, name)).toBe('right');
    },
  );

  test.each([
    ['1993-bcd+mac', 'AES'],
    ['1987-ascii+mac', 'TDES'],
  ])('%s without a key of algorithm %s is refused', (name, algorithm) => {
    const sentence = `"${name}" wants MACs, and keys.json has no key of use mac and algorithm ${algorithm}; add one, or leave +mac out.`;
    for (const codec of [hostCodec, terminalCodec]) {
      expect(() => codec(parseDialectSpec(name, 'here'), withoutMacs, 'keys.json')).toThrow(ConfigError);
      expect(() => codec(parseDialectSpec(name, 'here'), withoutMacs, 'keys.json')).toThrow(sentence);
      expect(codec(parseDialectSpec('1993-bcd', 'here'), withoutMacs, 'keys.json').name).toBe('1993-bcd');
    }
  });
});
