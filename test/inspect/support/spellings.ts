/** Ways in which programs print the bytes of a message, by the kind of input that reads them. */
import type { TextKind } from '../../../src/inspect/read/forms/text-forms.ts';

export interface Spelling {
  readonly name: string;
  readonly kind: TextKind;
  readonly spell: (bytes: Buffer) => string;
}

function pairs(bytes: Buffer): readonly string[] {
  return bytes.toString('hex').match(/../g) ?? [];
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** As the repr of Python: the letters for line ends and tabs, \x for the rest. */
function pythonContent(bytes: Buffer, quote: string): string {
  const letters: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\', [quote.charCodeAt(0)]: `\\${quote}` };
  return [...bytes]
    .map((byte) => letters[byte] ?? (isPrintable(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}

function inParts(bytes: Buffer, size: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_none, index) => bytes.subarray(index * size, (index + 1) * size));
}

function octal(bytes: Buffer): string {
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** As PostgreSQL prints bytea with bytea_output = escape; a blank at the end of a line does not survive a paste. */
function byteaEscape(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => (byte === 0x5c ? '\\\\' : isPrintable(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`))
    .join('')
    .replace(/ $/, '\\040');
}

function signed(bytes: Buffer): readonly number[] {
  return [...new Int8Array(bytes)];
}

function gutter(bytes: Buffer): string {
  return [...bytes].map((byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('');
}

/** One line for each 16 bytes. */
function dump(bytes: Buffer, line: (offset: number, row: Buffer) => string): string {
  return inParts(bytes, 16)
    .map((row, index) => line(index * 16, row))
    .join('\n');
}

function words(row: Buffer): string {
  return (row.toString('hex').match(/.{1,4}/g) ?? []).join(' ');
}

const AT = '2026-11-29 09:29:43';

export const SPELLINGS: readonly Spelling[] = [
  { name: 'Python bytes', kind: 'string', spell: (bytes) => `b'${pythonContent(bytes, "'")}'` },
  { name: 'Python bytes in double quotes', kind: 'string', spell: (bytes) => `data = b"${pythonContent(bytes, '"')}"\n` },
  { name: 'Python bytes in triple quotes', kind: 'string', spell: (bytes) => `b'''${pythonContent(bytes, "'")}'''` },
  {
    name: 'Python bytes over lines',
    kind: 'string',
    spell: (bytes) =>
      `msg = (\n${inParts(bytes, 20)
        .map((part) => `    b'${pythonContent(part, "'")}'`)
        .join('\n')}\n)`,
  },
  { name: 'Python bytes in a log', kind: 'string', spell: (bytes) => `${AT},123 DEBUG sending b'${pythonContent(bytes, "'")}' to host` },
  {
    name: 'C string of \\x',
    kind: 'string',
    spell: (bytes) =>
      `char m[] = "${pairs(bytes)
        .map((pair) => `\\x${pair}`)
        .join('')}";`,
  },
  {
    name: 'C string over lines',
    kind: 'string',
    spell: (bytes) =>
      inParts(bytes, 16)
        .map(
          (part) =>
            `"${pairs(part)
              .map((pair) => `\\x${pair}`)
              .join('')}"`,
        )
        .join('\n'),
  },
  { name: 'C string of octal escapes', kind: 'string', spell: (bytes) => `"${octal(bytes)}"` },
  {
    name: 'Java string of \\u',
    kind: 'string',
    spell: (bytes) =>
      inParts(bytes, 16)
        .map(
          (part) =>
            `"${pairs(part)
              .map((pair) => `\\u00${pair}`)
              .join('')}"`,
        )
        .join(' +\n    '),
  },
  { name: 'octal escapes alone', kind: 'string', spell: octal },
  { name: 'bytea, escaped', kind: 'string', spell: byteaEscape },
  { name: 'hexadecimal in a Python string', kind: 'string', spell: (bytes) => `b'${bytes.toString('hex')}'` },
  { name: 'Node Buffer as JSON', kind: 'numbers', spell: (bytes) => JSON.stringify(bytes) },
  { name: 'Node Buffer as JSON, indented', kind: 'numbers', spell: (bytes) => JSON.stringify({ payload: bytes }, undefined, 2) },
  { name: 'decimal bytes', kind: 'numbers', spell: (bytes) => `[${[...bytes].join(', ')}]` },
  { name: 'signed bytes', kind: 'numbers', spell: (bytes) => `[${signed(bytes).join(', ')}]` },
  { name: 'decimal bytes alone', kind: 'numbers', spell: (bytes) => [...bytes].join(',') },
  { name: 'Python bytes()', kind: 'numbers', spell: (bytes) => `bytes([${[...bytes].join(', ')}])` },
  {
    name: 'Python bytearray()',
    kind: 'numbers',
    spell: (bytes) =>
      `x = bytearray([${pairs(bytes)
        .map((pair) => `0x${pair}`)
        .join(', ')}])`,
  },
  {
    name: 'Java array with casts',
    kind: 'numbers',
    spell: (bytes) =>
      `new byte[] {${pairs(bytes)
        .map((pair) => `(byte)0x${pair}`)
        .join(', ')}};`,
  },
  {
    name: 'C array',
    kind: 'numbers',
    spell: (bytes) =>
      `unsigned char m[] = {\n  ${pairs(bytes)
        .map((pair) => `0x${pair.toUpperCase()}`)
        .join(', ')}\n};`,
  },
  { name: 'Go slice', kind: 'numbers', spell: (bytes) => `[]byte{${[...bytes].join(', ')}}` },
  { name: 'Go print', kind: 'numbers', spell: (bytes) => `[${[...bytes].join(' ')}]` },
  { name: 'Erlang binary', kind: 'numbers', spell: (bytes) => `<<${[...bytes].join(',')}>>` },
  {
    name: 'Rust array',
    kind: 'numbers',
    spell: (bytes) => `let m: [u8; ${bytes.length}] = [${[...bytes].map((byte) => `${byte}u8`).join(', ')}];`,
  },
  {
    name: 'Uint8Array',
    kind: 'numbers',
    spell: (bytes) =>
      `Uint8Array(${bytes.length}) [\n${inParts(bytes, 12)
        .map((row) => `  ${[...row].join(', ')}`)
        .join(',\n')}\n]`,
  },
  { name: 'Node Buffer', kind: 'hex', spell: (bytes) => `<Buffer ${pairs(bytes).join(' ')}>` },
  {
    name: 'Node ArrayBuffer',
    kind: 'hex',
    spell: (bytes) => `ArrayBuffer { [Uint8Contents]: <${pairs(bytes).join(' ')}>, byteLength: ${bytes.length} }`,
  },
  { name: 'NSData', kind: 'hex', spell: (bytes) => `<${(bytes.toString('hex').match(/.{1,8}/g) ?? []).join(' ')}>` },
  { name: 'base64', kind: 'base64', spell: (bytes) => bytes.toString('base64') },
  { name: 'base64url', kind: 'base64', spell: (bytes) => bytes.toString('base64url') },
  { name: 'base64 in lines of 76', kind: 'base64', spell: (bytes) => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n') },
  { name: 'base64 in a log', kind: 'base64', spell: (bytes) => `${AT} INFO out: ${bytes.toString('base64')}` },
  { name: 'base64 as a data URI', kind: 'base64', spell: (bytes) => `data:application/octet-stream;base64,${bytes.toString('base64')}` },
  { name: 'hexadecimal', kind: 'hex', spell: (bytes) => bytes.toString('hex') },
  { name: 'hexadecimal with colons', kind: 'hex', spell: (bytes) => pairs(bytes).join(':') },
  { name: 'hexadecimal with dashes', kind: 'hex', spell: (bytes) => pairs(bytes).join('-').toUpperCase() },
  { name: 'hexadecimal with commas', kind: 'hex', spell: (bytes) => pairs(bytes).join(',') },
  {
    name: 'hexadecimal with 0x',
    kind: 'hex',
    spell: (bytes) =>
      pairs(bytes)
        .map((pair) => `0x${pair}`)
        .join(' '),
  },
  { name: 'hexadecimal with one 0x', kind: 'hex', spell: (bytes) => `0x${bytes.toString('hex')}` },
  { name: 'bytea', kind: 'hex', spell: (bytes) => `\\x${bytes.toString('hex')}` },
  { name: 'bytea in SQL', kind: 'hex', spell: (bytes) => `INSERT INTO m VALUES ('\\x${bytes.toString('hex')}'::bytea);` },
  { name: 'SQL hexadecimal literal', kind: 'hex', spell: (bytes) => `SELECT X'${bytes.toString('hex')}';` },
  {
    name: '\\x without quotes',
    kind: 'hex',
    spell: (bytes) =>
      pairs(bytes)
        .map((pair) => `\\x${pair}`)
        .join(''),
  },
  {
    name: 'xxd',
    kind: 'hex',
    spell: (bytes) => dump(bytes, (offset, row) => `${offset.toString(16).padStart(8, '0')}: ${words(row).padEnd(39)}  ${gutter(row)}`),
  },
  {
    name: 'tcpdump -X',
    kind: 'hex',
    spell: (bytes) =>
      dump(bytes, (offset, row) => `\t0x${offset.toString(16).padStart(4, '0')}:  ${words(row).padEnd(39)}  ${gutter(row)}`),
  },
  {
    name: 'hexdump -C',
    kind: 'hex',
    spell: (bytes) =>
      `${dump(bytes, (offset, row) => `${offset.toString(16).padStart(8, '0')}  ${`${pairs(row.subarray(0, 8)).join(' ')}  ${pairs(row.subarray(8)).join(' ')}`.padEnd(48)}  |${gutter(row)}|`)}\n${bytes.length.toString(16).padStart(8, '0')}`,
  },
  {
    name: 'Wireshark',
    kind: 'hex',
    spell: (bytes) =>
      dump(bytes, (offset, row) => `${offset.toString(16).padStart(4, '0')}   ${pairs(row).join(' ').padEnd(47)}   ${gutter(row)}`),
  },
  {
    name: 'Netty',
    kind: 'hex',
    spell: (bytes) =>
      [
        '         +-------------------------------------------------+',
        '         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |',
        '+--------+-------------------------------------------------+----------------+',
        dump(
          bytes,
          (offset, row) => `|${offset.toString(16).padStart(8, '0')}| ${pairs(row).join(' ').padEnd(47)} |${gutter(row).padEnd(16)}|`,
        ),
        '+--------+-------------------------------------------------+----------------+',
      ].join('\n'),
  },
  {
    name: 'od -A d -t x1',
    kind: 'hex',
    spell: (bytes) =>
      `${dump(bytes, (offset, row) => `${String(offset).padStart(7, '0')} ${pairs(row).join(' ')}`)}\n${String(bytes.length).padStart(7, '0')}`,
  },
  { name: 'a log with brackets', kind: 'hex', spell: (bytes) => `${AT} - : [${pairs(bytes).join(' ')}]` },
  {
    name: 'a log with level and logger',
    kind: 'hex',
    spell: (bytes) => `${AT.replace(' ', 'T')}.123Z DEBUG [pool-1] c.a.Channel - ${bytes.toString('hex')}`,
  },
  { name: 'a log of syslog', kind: 'hex', spell: (bytes) => `Nov 29 09:29:43 host pos[1234]: sent ${pairs(bytes).join(' ')}` },
  {
    name: 'a log with a count',
    kind: 'hex',
    spell: (bytes) => `09:29:43.123 received ${bytes.length} bytes: ${pairs(bytes).join(' ')} from 127.0.0.1:8583`,
  },
  {
    name: 'a log whose every line has a time, of a dump',
    kind: 'hex',
    spell: (bytes) =>
      dump(
        bytes,
        (offset, row) => `${AT} DEBUG ${offset.toString(16).padStart(4, '0')}  ${pairs(row).join(' ').padEnd(47)}  ${gutter(row)}`,
      ),
  },
  {
    name: 'a log with a dump behind it',
    kind: 'hex',
    spell: (bytes) =>
      `${AT} DEBUG sent:\n${dump(bytes, (offset, row) => `${offset.toString(16).padStart(8, '0')}  ${pairs(row).join(' ')}`)}\n${AT} DEBUG done`,
  },
  {
    name: 'YAML of Wireshark',
    kind: 'yaml',
    spell: (bytes) =>
      `peers:\n  - peer: 0\n    host: 127.0.0.1\n    port: 40000\npackets:\n  - packet: 4\n    peer: 0\n    index: 0\n    timestamp: 1795939200.000000000\n    data: !!binary |\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).map((line) => `      ${line}`).join('\n')}\n`,
  },
  {
    name: 'YAML of older Wireshark',
    kind: 'yaml',
    spell: (bytes) =>
      `# Packet 4\npeer0_0: !!binary |\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).map((line) => `  ${line}`).join('\n')}\n`,
  },
  {
    name: 'C arrays of Wireshark',
    kind: 'numbers',
    spell: (bytes) =>
      `char peer0_0[] = { /* Packet 4 */\n${inParts(bytes, 8)
        .map((row) =>
          pairs(row)
            .map((pair) => `0x${pair}`)
            .join(', '),
        )
        .join(', \n')} };\n`,
  },
];
