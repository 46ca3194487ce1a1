import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/inspect/input/notes.ts';
import { readHexText } from '../../../src/inspect/read/hex-text.ts';

const BYTES = Buffer.from('0200B220000000000000 AB *|#//', 'latin1');
const HEX = BYTES.toString('hex');
const PAIRS = HEX.match(/../g) ?? [];

function read(text: string): readonly string[] {
  return readHexText(text, 'dump.txt').chunks.map(({ bytes }) => bytes.toString('hex'));
}

/** Lines as xxd, hexdump -C and Wireshark print them. */
function dump(form: 'xxd' | 'hexdump' | 'wireshark' | 'tcpdump' | 'od'): string {
  const lines: string[] = [];
  for (let at = 0; at < BYTES.length; at += 16) {
    const row = PAIRS.slice(at, at + 16);
    const shown = BYTES.subarray(at, at + 16)
      .toString('latin1')
      .replaceAll(/[^ -~]/g, '.');
    const offset = at.toString(16);
    if (form === 'xxd') {
      const words = (row.join('').match(/.{1,4}/g) ?? []).join(' ');
      lines.push(`${offset.padStart(8, '0')}: ${words.padEnd(39)}  ${shown}`);
    } else if (form === 'hexdump') {
      const halves = `${row.slice(0, 8).join(' ')}  ${row.slice(8).join(' ')}`;
      lines.push(`${offset.padStart(8, '0')}  ${halves.padEnd(48)}  |${shown}|`);
    } else if (form === 'wireshark') lines.push(`${offset.padStart(4, '0')}   ${row.join(' ').padEnd(47)}   ${shown}`);
    else if (form === 'tcpdump') {
      const words = (row.join('').match(/.{1,4}/g) ?? []).join(' ');
      lines.push(`\t0x${offset.padStart(4, '0')}:  ${words.padEnd(39)}  ${shown}`);
    } else lines.push(`${at.toString(8).padStart(7, '0')} ${row.join(' ')}`);
  }
  if (form === 'hexdump') lines.push(BYTES.length.toString(16).padStart(8, '0'));
  if (form === 'od') lines.push(BYTES.length.toString(8).padStart(7, '0'));
  return lines.join('\n');
}

test.each(['0000', '00000000', '0000:'])('%s alone is hex, not the offset of a dump', (text) => {
  expect(readHexText(text, 'a.txt').chunks.map(({ bytes }) => bytes.toString('hex'))).toEqual([text.replace(':', '')]);
});

describe('one message', () => {
  test.each([
    ['plain', HEX],
    ['upper case', HEX.toUpperCase()],
    ['spaced', PAIRS.join(' ')],
    ['with colons', PAIRS.join(':')],
    ['with dashes', PAIRS.join('-')],
    ['with 0x', PAIRS.map((pair) => `0x${pair}`).join(', ')],
    ['as a C array', `{ ${PAIRS.map((pair) => `0x${pair.toUpperCase()}`).join(',')} };`],
    ['as escapes', `"${PAIRS.map((pair) => `\\x${pair}`).join('')}"`],
    ['in words', (HEX.match(/.{1,4}/g) ?? []).join(' ')],
    ['wrapped', (HEX.match(/.{1,20}/g) ?? []).join('\n')],
    ['wrapped within a byte', (HEX.match(/.{1,21}/g) ?? []).join('\n')],
    ['with comments', `# first\n${HEX} // the rest\n; end`],
    ['with Windows line ends', (HEX.match(/.{1,20}/g) ?? []).join('\r\n')],
    ['behind a label', `request: ${PAIRS.join(' ')}`],
    ['in a log line', `2026-11-23 10:00:00,123 DEBUG [terminal] => ${HEX}`],
    ['of xxd', dump('xxd')],
    ['of hexdump -C', dump('hexdump')],
    ['of Wireshark', dump('wireshark')],
    ['of tcpdump -x', dump('tcpdump')],
    ['of od -t x1', dump('od')],
  ])('%s', (_name, text) => {
    expect(read(text)).toEqual([HEX]);
  });

  test('spaces at the end of the characters were lost', () => {
    expect(read('0000   30 32 20 20   02')).toEqual(['30322020']);
  });

  test('characters that look like hex are none', () => {
    expect(read('00000000: 4142 4344 6162 6364  ABCDabcd')).toEqual(['4142434461626364']);
  });

  test('hexdump leaves repeated lines out', () => {
    const zeros = '00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|';
    const text = `00000000  ${zeros}\n*\n00000030  01                                                |.|\n00000031`;
    expect(read(text)).toEqual([`${'00'.repeat(48)}01`]);
  });

  test('hexdump without -C swaps the bytes of its words', () => {
    const { chunks, notes } = readHexText('0000000 3230 3030 0072\n0000005\n', 'dump.txt');
    expect(chunks.map(({ bytes }) => bytes.toString('hex'))).toEqual(['3032303072']);
    expect(notes).toEqual([expect.stringContaining('low byte first')]);
  });
});

describe('several messages', () => {
  test.each([
    ['a blank line between', '0200\n\n0210'],
    ['a comment between', '0200\n# response\n0210'],
    ['labels in front', `in: 0200${'00'.repeat(8)}\nout: 0210${'00'.repeat(8)}`],
    ['an offset of 0', '00000000: 0200  ..\n00000000: 0210  ..'],
  ])('%s', (_name, text) => {
    expect(read(text).map((hex) => hex.slice(0, 4))).toEqual(['0200', '0210']);
  });

  test('each knows its line, and where its lines begin', () => {
    const { chunks } = readHexText('# one\n0200\n0201\n\n0210', 'dump.txt');
    expect(chunks.map(({ label, lineOffsets }) => [label, lineOffsets])).toEqual([
      ['line 2', [0, 2]],
      ['line 5', [0]],
    ]);
  });
});

describe('what is wrong is said', () => {
  test.each([
    ['an odd number of digits', '020', /line 1, column 3: the hex ends in half a byte/],
    ['a line that is no hex', '0200\nhello there\n', /line 2, column 1: this is no hex/],
    ['a lost line of a dump', '00000000: 30323030 30303030\n00000010: 31  1', /line 2: the offset does not follow .*8 bytes are missing/],
  ])('%s', (_name, text, sentence) => {
    expect(readHexText(text, 'dump.txt').notes).toEqual([expect.stringMatching(sentence)]);
  });

  test('nothing but words', () => {
    expect(() => readHexText('hello\nthere', 'dump.txt')).toThrow(
      new InputError('dump.txt, line 1, column 1, holds no hex; write two digits for each byte, or force another kind with --input.'),
    );
  });

  test('the sentence does not quote the input', () => {
    expect(readHexText('0200\nPAN 9578991234567890\n', 'dump.txt').notes.join()).not.toContain('9578');
  });
});
