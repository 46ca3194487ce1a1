/** How people paste a message: what each form gives, and what is said when it gives nothing. */
import { describe, expect, test } from 'vitest';
import { type InputKind, readInput } from '../../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../../src/inspect/session/chunk-checks.ts';
import { examineOptions } from '../../support/messages.ts';

/** A network management request behind a length of two bytes. */
const HEX = `0031${Buffer.from('0800').toString('hex')}8238000000000000${'0400000000000000'}${Buffer.from('112908000000000208000011293' + '01').toString('hex')}`;
const OTHER = HEX.replace('303030303032', '303030303033');
const BYTES = Buffer.from(HEX, 'hex');
const PAIRS = HEX.match(/../g) ?? [];
const PYTHON = String.raw`b'\x0010800\x828\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x0011290800000000020800001129301'`;
const PYTHON_OTHER = PYTHON.replace('000002', '000003');
const BASE64 = BYTES.toString('base64');
const checks = chunkChecks(examineOptions());

function read(text: string, kind?: InputKind): ReturnType<typeof readInput> {
  return readInput(Buffer.from(text), 'paste.txt', { kind, port: undefined, ...checks });
}

function hexOf(text: string): readonly string[] {
  return read(text).chunks.map(({ bytes }) => bytes.toString('hex'));
}

describe('several messages', () => {
  test.each<[string, string]>([
    [
      'each with its own log line',
      `2026-11-29 09:29:43 - : [${PAIRS.join(' ')}]\n2026-11-29 09:29:44 - : [${OTHER.match(/../g)?.join(' ')}]`,
    ],
    ['log lines of levels', `09:29:43,123 INFO [main] out ${HEX}\n09:29:43,200 INFO [main] wait 5 s\n09:29:44,001 INFO [main] in ${OTHER}`],
    ['Python strings in a log', `2026-11-29 09:29:43 sent ${PYTHON}\n2026-11-29 09:29:44 received ${PYTHON_OTHER}`],
    ['a list of Python strings', `[${PYTHON}, ${PYTHON_OTHER}]`],
    ['base64 in a log', `09:29:43.1 out ${BASE64}\n09:29:44.1 in ${Buffer.from(OTHER, 'hex').toString('base64')}`],
    ['lists of bytes', `[${[...BYTES].join(', ')}]\n[${[...Buffer.from(OTHER, 'hex')].join(', ')}]`],
    ['Node buffers', `<Buffer ${PAIRS.join(' ')}>\n<Buffer ${OTHER.match(/../g)?.join(' ')}>`],
    [
      'members of JSON',
      JSON.stringify({ request: BYTES.toString('base64'), response: Buffer.from(OTHER, 'hex').toString('base64') }, undefined, 2),
    ],
    ['hexadecimal in JSON', JSON.stringify([{ raw: HEX }, { raw: OTHER }], undefined, 2)],
    [
      'a log with identifiers',
      `09:29:43.123 [550e8400-e29b-41d4-a716-446655440000] ${HEX}\n09:29:43.223 [550e8400-e29b-41d4-a716-446655440001] ${OTHER}`,
    ],
  ])('%s', (_name, text) => {
    expect(hexOf(text)).toEqual([HEX, OTHER]);
  });

  test('of a capture in YAML keep packet, time and direction', () => {
    const packet = (number: number, peer: number, hex: string): string =>
      `  - packet: ${number}\n    peer: ${peer}\n    index: 0\n    timestamp: 1795939200.5\n    data: !!binary |\n      ${Buffer.from(hex, 'hex').toString('base64')}`;
    const { chunks } = read(`packets:\n${packet(4, 0, HEX)}\n${packet(6, 1, OTHER)}\n`);
    expect(chunks.map(({ direction, marks, isStream }) => [direction, marks[0], isStream])).toEqual([
      ['toHost', { offset: 0, packet: 4, timeMs: 1_795_939_200_500 }, true],
      ['fromHost', { offset: 0, packet: 6, timeMs: 1_795_939_200_500 }, true],
    ]);
  });
});

describe('two forms that fit', () => {
  test('the one that gives a whole message wins', () => {
    // As hexadecimal pairs these digits are no message; as decimal values they are.
    const decimal = [...Buffer.from('0800822000000000000004000000000000001129080000000002301')];
    const text = decimal.join(' ');
    expect(text).toMatch(/^(?:\d\d ?)+$/);
    expect(read(text).kind).toBe('numbers');
  });

  test('the other that gives one, too, is mentioned', () => {
    const { kind, notes } = read(`${HEX}\n\n${PYTHON_OTHER}\n`);
    expect(kind).toBe('hex');
    expect(notes).toContainEqual(expect.stringContaining('as a byte string it gives a message, too: --input string takes it so.'));
  });
});

describe('what was left out is said', () => {
  test.each<[string, string, string]>([
    [
      'a cut Node buffer',
      `<Buffer ${PAIRS.slice(0, 50).join(' ')} ... 3 more bytes>`,
      'line 1: the program that printed this buffer left out 3 bytes',
    ],
    [
      'a cut list',
      `[${[...BYTES].slice(0, 40).join(', ')}, ... 11 more items]`,
      'line 1: the program that printed this list left out 11 bytes',
    ],
    ['a string without its end', PYTHON.slice(0, -6), 'line 1: the closing quote is missing'],
  ])('%s', (_name, text, sentence) => {
    expect(read(text).notes).toContainEqual(expect.stringContaining(sentence));
  });
});

describe('a mistake is told with its place', () => {
  test.each<[string, string, string]>([
    [
      'a letter O',
      `30 31\n${PAIRS.slice(0, 20).join(' ')} 3O ${PAIRS.slice(21).join(' ')}`,
      'line 2, column 62: "O" is no hexadecimal digit',
    ],
    ['a letter in one word', `${HEX.slice(0, 30)}x${HEX.slice(31)}`, 'line 1, column 31: "x" is no hexadecimal digit'],
    [
      'a letter in a log line',
      `2026-11-29 09:29:43 out: ${PAIRS.slice(0, 20).join(' ')} 3G ${PAIRS.slice(21).join(' ')}`,
      'line 1, column 87: "G"',
    ],
    ['one digit', `${PAIRS.slice(0, 20).join(' ')} 3 ${PAIRS.slice(21).join(' ')}`, 'line 1, column 61: 1 hexadecimal digit stands here'],
    [
      'three digits',
      `${PAIRS.slice(0, 20).join(':')}:300:${PAIRS.slice(21).join(':')}`,
      'line 1, column 61: 3 hexadecimal digits stand here',
    ],
    ['an escape without digits', PYTHON.replace(String.raw`\x04`, String.raw`\xg4`), 'line 1, column 41: this escape is no byte'],
    ['a value above 255', `[${[...BYTES].join(', ').replace('130', '1300')}]`, 'line 1, column 25: this value is no byte'],
    ['a value below -128', `[${[...new Int8Array(BYTES)].join(', ').replace('-126', '-226')}]`, 'line 1, column 25: this value is no byte'],
  ])('%s', (_name, text, sentence) => {
    expect(read(text).faults).toEqual([expect.stringContaining(`paste.txt, ${sentence}`)]);
  });

  test('an odd number of digits, on the line of another width', () => {
    const lines = HEX.match(/.{1,20}/g) ?? [];
    const text = lines.map((line, index) => (index === 1 ? line.slice(0, -1) : line)).join('\n');
    expect(read(text).notes).toEqual([expect.stringContaining('line 2, column 19: the hex ends in half a byte (101 digits)')]);
  });
});

describe('no message', () => {
  test.each<[string, string, string]>([
    ['blanks', ' \n\t\n', 'only blanks'],
    ['prose', 'Dear colleague,\nplease find the message attached.\n', 'text in which no bytes of a message were found'],
    ['a Java array', 'sent [B@6d06d69c to host', 'the name of a Java array instead of its bytes; print it with Arrays.toString'],
    ['a JavaScript object', 'payload: [object Object]', 'print it with JSON.stringify'],
    ['a .NET array', 'System.Byte[]', 'print it with Convert.ToHexString'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2Vy\n-----END CERTIFICATE-----\n', 'a key or certificate in PEM'],
    ['a web page', '<!DOCTYPE html><html><body>404</body></html>', 'a web page'],
    ['other XML', '<?xml version="1.0"?><request><amount>100</amount></request>', 'XML without an isomsg'],
    ['other JSON', '{"name": "aksept", "version": "0.1.0"}', 'JSON or a list without'],
    ['JSON over lines', '{\n  "scripts": {\n    "build": "node scripts/build.mjs"\n  }\n}\n', 'JSON or a list without'],
    ['an empty list', '[]', 'JSON or a list without'],
    ['a log', '2026-11-29 09:29:43 INFO connected to 127.0.0.1:8583\n', 'text in which no bytes'],
  ])('%s', (_name, text, what) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(/^paste\.txt holds no message: it is .*\. Read are .*\.$/),
      }),
    );
    expect(() => read(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(what) }));
  });
});
