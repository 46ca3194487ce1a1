/**
 * Ten and more outputs of real programs for each form in which people paste the bytes of a message:
 * the shapes come from the programs' documentation and public bug reports.
 */

export interface PastedForm {
  /** The program or habit that writes it. */
  readonly name: string;
  readonly spell: (bytes: Buffer) => string;
}

const AT = '2026-11-29 09:29:43';

function pairs(bytes: Buffer): readonly string[] {
  return bytes.toString('hex').match(/../g) ?? [];
}

function upper(bytes: Buffer): readonly string[] {
  return bytes.toString('hex').toUpperCase().match(/../g) ?? [];
}

function rows<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, index) => items.slice(index * size, (index + 1) * size));
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Printable characters as they are; `escaped` writes the others, the quote and the backslash. */
function escapedText(bytes: Buffer, quote: string, escaped: (byte: number) => string): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '\\' || character === quote) return `\\${character}`;
      return isPrintable(byte) ? character : escaped(byte);
    })
    .join('');
}

const hexEscape = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
const octalEscape = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
const unicodeEscape = (byte: number): string => `\\u${byte.toString(16).padStart(4, '0')}`;

/** The repr of Python: \t, \n and \r by their letters. */
function python(bytes: Buffer, quote = "'"): string {
  const letters: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };
  return escapedText(bytes, quote, (byte) => letters[byte] ?? hexEscape(byte));
}

/** The inspect of Ruby: the letters of C, and upper-case hexadecimal digits. */
function ruby(bytes: Buffer): string {
  const letters: Readonly<Record<number, string>> = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 27: '\\e' };
  return escapedText(bytes, '"', (byte) => letters[byte] ?? `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`);
}

/** GDB and Go: octal or hexadecimal escapes between printable characters. */
function quoted(bytes: Buffer, written: (byte: number) => string): string {
  return escapedText(bytes, '"', written);
}

/** Octal escapes as short as the next character allows. */
function shortOctal(bytes: Buffer): string {
  return [...bytes]
    .map((byte, index) => {
      const character = String.fromCharCode(byte);
      if (character === '\\' || character === '"') return `\\${character}`;
      if (isPrintable(byte)) return character;
      const next = bytes[index + 1] ?? 0;
      return `\\${byte.toString(8).padStart(next >= 0x30 && next <= 0x39 ? 3 : 1, '0')}`;
    })
    .join('');
}

/** Strings of gdb, in which ten or more equal bytes are counted. */
function gdbText(bytes: Buffer): string {
  return [...bytes.toString('latin1').matchAll(/(.)\1{9,}|(?:(?!(.)\2{9}).)+/gs)]
    .map(([part, repeated]) => {
      const one = quoted(Buffer.from(part.slice(0, 1), 'latin1'), octalEscape);
      return repeated === undefined ? `"${quoted(Buffer.from(part, 'latin1'), octalEscape)}"` : `'${one}' <repeats ${part.length} times>`;
    })
    .join(', ');
}

const CELL_LETTERS: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

/** A column of od -c. */
function characterCell(byte: number): string {
  const text = CELL_LETTERS[byte] ?? (isPrintable(byte) ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));
  return text.padStart(4);
}

/** Lines of 16 cells behind their offset, and the length at the end. */
function dumpOf(bytes: Buffer, cells: readonly string[], base = 8): string {
  const offset = (at: number): string => at.toString(base).padStart(7, '0');
  return `${rows(cells, 16)
    .map((row, index) => `${offset(index * 16)}${row.join('')}`)
    .join('\n')}\n${offset(bytes.length)}\n`;
}

/** The characters of a dump. */
function gutter(row: readonly number[]): string {
  return row.map((byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('');
}

const BYTE_STRINGS: readonly PastedForm[] = [
  { name: 'Python repr', spell: (bytes) => `b'${python(bytes)}'` },
  { name: 'Python print of a variable', spell: (bytes) => `>>> raw\nb'${python(bytes)}'` },
  { name: 'Python bytearray', spell: (bytes) => `bytearray(b'${python(bytes)}')` },
  { name: 'Python logging with %r', spell: (bytes) => `${AT},123 - iso - DEBUG - Sent: b'${python(bytes)}'` },
  { name: 'Python assertion of pytest', spell: (bytes) => `E       assert b'${python(bytes)}' == b''` },
  { name: 'Python upper-case prefix', spell: (bytes) => `msg = B"${python(bytes, '"')}"` },
  { name: 'Python parts within parentheses', spell: (bytes) => `raw = (\n${rows([...bytes], 24).map((row) => `    b"${python(Buffer.from(row), '"')}"`).join('\n')}\n)` },
  { name: 'Python parts with a backslash', spell: (bytes) => `raw = ${rows([...bytes], 24).map((row) => `b'${python(Buffer.from(row))}'`).join(' \\\n      ')}` },
  { name: 'Python parts joined by +', spell: (bytes) => `raw = ${rows([...bytes], 24).map((row) => `b'${python(Buffer.from(row))}'`).join(' +\\\n      ')}` },
  { name: 'C literal of \\x', spell: (bytes) => `const char msg[] = "${pairs(bytes).map((pair) => `\\x${pair}`).join('')}";` },
  { name: 'C literal over lines', spell: (bytes) => `static const unsigned char msg[] =\n${rows(pairs(bytes), 16).map((row) => `  "${row.map((pair) => `\\x${pair}`).join('')}"`).join('\n')};` },
  { name: 'C literal with comments', spell: (bytes) => `"${upper(bytes).slice(0, 2).map((pair) => `\\x${pair}`).join('')}" /* length */\n"${upper(bytes).slice(2).map((pair) => `\\x${pair}`).join('')}"` },
  { name: 'Go %q', spell: (bytes) => `sent ${bytes.length} bytes: "${quoted(bytes, hexEscape)}"` },
  { name: 'Rust byte string', spell: (bytes) => `let raw = b"${quoted(bytes, hexEscape)}";` },
  { name: 'Ruby inspect', spell: (bytes) => `=> "${ruby(bytes)}"` },
  { name: 'JavaScript string', spell: (bytes) => `socket.write("${quoted(bytes, hexEscape)}", "latin1");` },
  { name: 'JSON string of latin1', spell: (bytes) => `{"raw": "${quoted(bytes, unicodeEscape)}"}` },
  { name: 'PHP string over lines', spell: (bytes) => rows(pairs(bytes), 16).map((row) => `"${row.map((pair) => `\\x${pair}`).join('')}"`).join(' .\n') },
  { name: 'Python repr within JSON', spell: (bytes) => JSON.stringify({ level: 'debug', event: `sent b'${python(bytes)}'` }) },
  { name: 'Go []byte of a string', spell: (bytes) => `raw := []byte("${quoted(bytes, hexEscape)}")` },
  { name: 'Perl \\x{}', spell: (bytes) => `my $raw = "${quoted(bytes, (byte) => `\\x{${byte.toString(16)}}`)}";` },
  { name: 'Debug of a Rust string', spell: (bytes) => `"${quoted(bytes, (byte) => `\\u{${byte.toString(16)}}`)}"` },
  { name: 'REPL of Node', spell: (bytes) => `> frame.toString('latin1')\n'${escapedText(bytes, "'", hexEscape)}'` },
]; // biome-ignore format: a table

const NODE_BUFFERS: readonly PastedForm[] = [
  { name: 'console.log', spell: (bytes) => `<Buffer ${pairs(bytes).join(' ')}>` },
  { name: 'behind a word', spell: (bytes) => `data <Buffer ${pairs(bytes).join(' ')}>` },
  { name: 'in a log line', spell: (bytes) => `${AT} [info] received <Buffer ${pairs(bytes).join(' ')}> from 10.0.0.7:40112` },
  { name: 'as a member of an object', spell: (bytes) => `{\n  length: ${bytes.length},\n  payload: <Buffer ${pairs(bytes).join(' ')}>,\n  done: true\n}` },
  { name: 'in an array', spell: (bytes) => `[ <Buffer ${pairs(bytes).join(' ')}> ]` },
  { name: 'as an argument of an assertion', spell: (bytes) => `+ actual - expected\n\n+ <Buffer ${pairs(bytes).join(' ')}>` },
  { name: 'in upper case', spell: (bytes) => `<Buffer ${upper(bytes).join(' ')}>` },
  { name: 'wrapped by a terminal', spell: (bytes) => `<Buffer ${rows(pairs(bytes), 24).map((row) => row.join(' ')).join('\n')}>` },
  { name: 'ArrayBuffer', spell: (bytes) => `ArrayBuffer {\n  [Uint8Contents]: <${pairs(bytes).join(' ')}>,\n  byteLength: ${bytes.length}\n}` },
  { name: 'DataView', spell: (bytes) => `DataView {\n  byteLength: ${bytes.length},\n  byteOffset: 0,\n  buffer: ArrayBuffer {\n    [Uint8Contents]: <${pairs(bytes).join(' ')}>,\n    byteLength: ${bytes.length}\n  }\n}` },
  { name: 'SlowBuffer', spell: (bytes) => `<SlowBuffer ${pairs(bytes).join(' ')}>` },
  { name: 'with quotes around it', spell: (bytes) => `Error: unexpected frame '<Buffer ${pairs(bytes).join(' ')}>'` },
  { name: 'MINA', spell: (bytes) => `${AT} INFO LoggingFilter - RECEIVED: HeapBuffer[pos=0 lim=${bytes.length} cap=2048: ${upper(bytes).join(' ')}]` },
]; // biome-ignore format: a table

const BUFFER_JSON: readonly PastedForm[] = [
  { name: 'JSON.stringify', spell: (bytes) => JSON.stringify(bytes) },
  { name: 'indented by 2', spell: (bytes) => JSON.stringify(bytes, undefined, 2) },
  { name: 'indented by tabs', spell: (bytes) => JSON.stringify({ message: bytes }, undefined, '\t') },
  { name: 'as a member', spell: (bytes) => JSON.stringify({ id: 17, body: bytes }) },
  { name: 'in a list', spell: (bytes) => JSON.stringify([bytes]) },
  { name: 'with data first', spell: (bytes) => `{"data":[${[...bytes].join(',')}],"type":"Buffer"}` },
  { name: 'as pino writes it', spell: (bytes) => JSON.stringify({ level: 20, time: 1795939200000, pid: 4711, msg: 'sent', raw: bytes }) },
  { name: 'in a log line', spell: (bytes) => `${AT} debug: frame ${JSON.stringify(bytes)}` },
  { name: 'as util.inspect shows it', spell: (bytes) => `{ type: 'Buffer', data: [ ${[...bytes].join(', ')} ] }` },
  { name: 'deep', spell: (bytes) => JSON.stringify({ event: { socket: { chunk: bytes } } }, undefined, 4) },
  { name: 'with blanks', spell: (bytes) => `{ "type" : "Buffer" , "data" : [ ${[...bytes].join(' , ')} ] }` },
  { name: 'Uint8Array by JSON.stringify', spell: (bytes) => JSON.stringify(Object.fromEntries(new Uint8Array(bytes).entries())) },
  { name: 'Uint8Array as a member', spell: (bytes) => JSON.stringify({ frame: Object.fromEntries(new Uint8Array(bytes).entries()) }, undefined, 2) },
]; // biome-ignore format: a table

const NUMBERS: readonly PastedForm[] = [
  { name: 'Arrays.toString of Java', spell: (bytes) => `[${[...new Int8Array(bytes)].join(', ')}]` },
  { name: 'Java initializer, signed', spell: (bytes) => `byte[] msg = { ${[...new Int8Array(bytes)].join(', ')} };` },
  { name: 'Java initializer over lines', spell: (bytes) => `byte[] msg = new byte[] {\n${rows([...new Int8Array(bytes)], 16).map((row) => `    ${row.join(', ')}`).join(',\n')}\n};` },
  { name: 'Java in a log', spell: (bytes) => `${AT}.120 DEBUG [main] Channel - raw = [${[...new Int8Array(bytes)].join(', ')}]` },
  { name: 'Kotlin contentToString', spell: (bytes) => `I/System.out: [${[...new Int8Array(bytes)].join(', ')}]` },
  { name: 'list() of Python', spell: (bytes) => `[${[...bytes].join(', ')}]` },
  { name: 'array of Python', spell: (bytes) => `array('B', [${[...bytes].join(', ')}])` },
  { name: 'numpy', spell: (bytes) => `array([${[...bytes].join(', ')}], dtype=uint8)` },
  { name: 'fmt.Println of Go', spell: (bytes) => `[${[...bytes].join(' ')}]` },
  { name: '%#v of Go', spell: (bytes) => `[]byte{${pairs(bytes).map((pair) => `0x${Number.parseInt(pair, 16).toString(16)}`).join(', ')}}` },
  { name: '{:?} of Rust', spell: (bytes) => `raw: [${[...bytes].join(', ')}]` },
  { name: '{:#?} of Rust', spell: (bytes) => `[\n${[...bytes].map((byte) => `    ${byte},`).join('\n')}\n]` },
  { name: 'vec! of Rust', spell: (bytes) => `let raw = vec![${[...bytes].join(', ')}];` },
  { name: 'Erlang', spell: (bytes) => `<<${[...bytes].join(',')}>>` },
  { name: 'Elixir', spell: (bytes) => `<<${[...bytes].join(', ')}>>` },
  { name: 'byte[] of C#', spell: (bytes) => `new byte[] { ${upper(bytes).map((pair) => `0x${pair}`).join(', ')} }` },
  { name: 'od -t u1', spell: (bytes) => `${rows([...bytes], 16).map((row, index) => `${(index * 16).toString(8).padStart(7, '0')} ${row.map((byte) => String(byte).padStart(3)).join(' ')}`).join('\n')}\n${bytes.length.toString(8).padStart(7, '0')}` },
  { name: 'decimal with semicolons', spell: (bytes) => [...bytes].join(';') },
  { name: 'Uint8Array', spell: (bytes) => `Uint8Array(${bytes.length}) [\n${rows([...bytes], 12).map((row) => `  ${row.map((byte) => String(byte).padStart(3)).join(', ')}`).join(',\n')}\n]` },
  { name: 'Swift', spell: (bytes) => `let raw: [UInt8] = [${[...bytes].join(', ')}]` },
  { name: 'od -t d1', spell: (bytes) => dumpOf(bytes, [...new Int8Array(bytes)].map((byte) => String(byte).padStart(5))) },
  { name: 'od -b', spell: (bytes) => dumpOf(bytes, [...bytes].map((byte) => ` ${byte.toString(8).padStart(3, '0')}`)) },
  { name: 'od -c', spell: (bytes) => dumpOf(bytes, [...bytes].map((byte) => characterCell(byte))) },
  { name: 'hexdump -c', spell: (bytes) => dumpOf(bytes, [...bytes].map((byte) => characterCell(byte)), 16) },
  { name: 'one on each line, as PowerShell prints', spell: (bytes) => [...bytes].join('\r\n') },
]; // biome-ignore format: a table

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}

function wrapped(text: string, width: number, end: string): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(end);
}

const BASE64: readonly PastedForm[] = [
  { name: 'base64 of coreutils', spell: (bytes) => `${wrapped(base64(bytes), 76, '\n')}\n` },
  { name: 'base64 -w 0', spell: base64 },
  { name: 'openssl base64', spell: (bytes) => `${wrapped(base64(bytes), 64, '\n')}\n` },
  { name: 'encodebytes of Python', spell: (bytes) => `b'${wrapped(base64(bytes), 76, '\\n')}\\n'` },
  { name: 'b64encode of Python', spell: (bytes) => `b'${base64(bytes)}'` },
  { name: 'base64url without padding', spell: (bytes) => bytes.toString('base64url') },
  { name: 'base64url with padding', spell: (bytes) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_') },
  { name: 'in quotes', spell: (bytes) => `"${base64(bytes)}"` },
  { name: 'in single quotes with a semicolon', spell: (bytes) => `const frame = '${base64(bytes)}';` },
  { name: 'in JSON', spell: (bytes) => JSON.stringify({ payload: base64(bytes) }) },
  { name: 'in JSON that escapes its slashes', spell: (bytes) => JSON.stringify({ payload: base64(bytes) }).replaceAll('/', '\\/') },
  { name: 'in JSON that escapes its equal signs', spell: (bytes) => JSON.stringify({ payload: base64(bytes) }).replaceAll('=', '\\u003d').replaceAll('+', '\\u002b') },
  { name: 'in a log line', spell: (bytes) => `${AT} INFO [iso-out] b64=${base64(bytes)}` },
  { name: 'in a log line of key and value', spell: (bytes) => `ts=2026-11-29T09:29:43Z level=debug dir=out raw="${base64(bytes)}" len=${bytes.length}` },
  { name: 'MIME', spell: (bytes) => `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(base64(bytes), 76, '\r\n')}\r\n` },
  { name: 'PEM', spell: (bytes) => `-----BEGIN MESSAGE-----\n${wrapped(base64(bytes), 64, '\n')}\n-----END MESSAGE-----\n` },
  { name: 'uuencode -m', spell: (bytes) => `begin-base64 644 message.bin\n${wrapped(base64(bytes), 60, '\n')}\n====\n` },
  { name: 'a data URI', spell: (bytes) => `data:;base64,${base64(bytes)}` },
  { name: 'Buffer.from of Node', spell: (bytes) => `Buffer.from('${base64(bytes)}', 'base64')` },
  { name: 'in XML', spell: (bytes) => `<Raw encoding="base64">${base64(bytes)}</Raw>` },
  { name: 'quoted in a mail', spell: (bytes) => wrapped(base64(bytes), 60, '\n').replaceAll(/^/gm, '> ') },
  { name: 'as a parameter of a URL', spell: (bytes) => `https://tool.example/decode?m=${encodeURIComponent(base64(bytes))}` },
  { name: 'indented', spell: (bytes) => `    ${wrapped(base64(bytes), 64, '\n    ')}\n` },
]; // biome-ignore format: a table

const BYTEA: readonly PastedForm[] = [
  { name: 'psql, hex', spell: (bytes) => `\\x${bytes.toString('hex')}` },
  { name: 'psql as a table', spell: (bytes) => ` id |                raw                \n----+-----------------------------------\n  7 | \\x${bytes.toString('hex')}\n(1 row)\n` },
  { name: 'psql -x', spell: (bytes) => `-[ RECORD 1 ]---\nid  | 7\nraw | \\x${bytes.toString('hex')}\n` },
  { name: 'pg_dump COPY', spell: (bytes) => `COPY public.frames (id, raw) FROM stdin;\n7\t\\\\x${bytes.toString('hex')}\n\\.\n` },
  { name: 'INSERT', spell: (bytes) => `INSERT INTO frames VALUES (7, '\\x${bytes.toString('hex')}');` },
  { name: 'E-string', spell: (bytes) => `SELECT E'\\\\x${bytes.toString('hex')}'::bytea;` },
  { name: 'decode()', spell: (bytes) => `SELECT decode('${bytes.toString('hex')}', 'hex');` },
  { name: 'MySQL hexadecimal', spell: (bytes) => `INSERT INTO frames VALUES (7, 0x${bytes.toString('hex').toUpperCase()});` },
  { name: 'standard hexadecimal literal', spell: (bytes) => `VALUES (X'${bytes.toString('hex').toUpperCase()}')` },
  { name: 'mysql as a table', spell: (bytes) => `+----+------+\n| id | raw  |\n+----+------+\n|  7 | 0x${bytes.toString('hex').toUpperCase()} |\n+----+------+\n` },
  { name: 'HEXTORAW of Oracle', spell: (bytes) => `HEXTORAW('${bytes.toString('hex').toUpperCase()}')` },
  { name: 'CSV', spell: (bytes) => `id,raw\n7,"\\x${bytes.toString('hex')}"\n` },
  { name: 'SQL Server', spell: (bytes) => `SELECT CONVERT(varbinary(max), 0x${bytes.toString('hex')});` },
]; // biome-ignore format: a table

const OCTAL: readonly PastedForm[] = [
  { name: 'all bytes', spell: (bytes) => [...bytes].map(octalEscape).join('') },
  { name: 'all bytes in quotes', spell: (bytes) => `"${[...bytes].map(octalEscape).join('')}"` },
  { name: 'C array of char', spell: (bytes) => `char m[] = "${[...bytes].map(octalEscape).join('')}";` },
  { name: 'gdb print', spell: (bytes) => `$1 = "${quoted(bytes, octalEscape)}"` },
  { name: 'strace', spell: (bytes) => `write(5, "${quoted(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)}", ${bytes.length}) = ${bytes.length}` },
  { name: 'strace with a time', spell: (bytes) => `09:29:43.120345 sendto(7, "${quoted(bytes, octalEscape)}", ${bytes.length}, MSG_NOSIGNAL, NULL, 0) = ${bytes.length}` },
  { name: 'strace with process', spell: (bytes) => `[pid  4711] recvfrom(7, "${quoted(bytes, octalEscape)}", 8192, 0, NULL, NULL) = ${bytes.length}` },
  { name: 'bytea_output = escape', spell: (bytes) => [...bytes].map((byte) => (byte === 0x5c ? '\\\\' : isPrintable(byte) ? String.fromCharCode(byte) : octalEscape(byte))).join('') },
  { name: 'bytea in a log', spell: (bytes) => `${AT} LOG: ${[...bytes].map(octalEscape).join('')}` },
  { name: 'printf of a shell', spell: (bytes) => `printf '${[...bytes].map(octalEscape).join('')}' | nc localhost 8583` },
  { name: '$\'\' of bash', spell: (bytes) => `printf %s $'${escapedText(bytes, "'", octalEscape)}'` },
  { name: 'parts over lines', spell: (bytes) => rows([...bytes], 16).map((row) => `"${row.map(octalEscape).join('')}"`).join('\n') },
  { name: 'protobuf text format', spell: (bytes) => `raw: "${quoted(bytes, octalEscape)}"` },
  { name: 'strace, shortest escapes', spell: (bytes) => `write(5, "${shortOctal(bytes)}", ${bytes.length}) = ${bytes.length}` },
  { name: 'Data::Dumper of Perl', spell: (bytes) => `$VAR1 = "${shortOctal(bytes)}";` },
  { name: 'gdb with repeats', spell: (bytes) => `$1 = ${gdbText(bytes)}` },
  { name: 'a parameter in a log of PostgreSQL', spell: (bytes) => `DETAIL:  parameters: $1 = '${[...bytes].map(octalEscape).join('')}'` },
]; // biome-ignore format: a table

const LOGS: readonly PastedForm[] = [
  { name: 'Log4j', spell: (bytes) => `${AT},123 DEBUG [pool-1-thread-1] o.j.i.BaseChannel - send ${bytes.toString('hex')}` },
  { name: 'Logback with ISO time', spell: (bytes) => `2026-11-29T09:29:43.123+01:00  INFO 4711 --- [  iso-1] c.a.Gateway : >>> ${upper(bytes).join('')}` },
  { name: 'q2 of jPOS', spell: (bytes) => `${AT} - : [${pairs(bytes).join(' ')}]` },
  { name: 'time only', spell: (bytes) => `09:29:43.123 TX ${upper(bytes).join(' ')}` },
  { name: 'time in brackets', spell: (bytes) => `[${AT}] --> ${pairs(bytes).join(' ')}` },
  { name: 'time in brackets and level', spell: (bytes) => `[2026-11-29T09:29:43Z] [debug] frame=${bytes.toString('hex')}` },
  { name: 'syslog', spell: (bytes) => `Nov 29 09:29:43 pos01 isoswitch[4711]: OUT ${pairs(bytes).join(' ')}` },
  { name: 'syslog with priority', spell: (bytes) => `<134>Nov 29 09:29:43 pos01 isoswitch: ${upper(bytes).join('')}` },
  { name: 'RFC 5424', spell: (bytes) => `<165>1 2026-11-29T09:29:43.003Z pos01 isoswitch 4711 ID47 - ${bytes.toString('hex')}` },
  { name: 'journalctl', spell: (bytes) => `Nov 29 09:29:43 pos01 java[4711]: INFO sent ${bytes.toString('hex')}` },
  { name: 'Go log', spell: (bytes) => `2026/11/29 09:29:43 main.go:42: sent ${pairs(bytes).join(' ')}` },
  { name: 'Unix time', spell: (bytes) => `1795939200.123456 > ${bytes.toString('hex')}` },
  { name: 'dmesg-like', spell: (bytes) => `[ 1234.567890] rx: ${pairs(bytes).join(' ')}` },
  { name: 'slash date', spell: (bytes) => `29/11/2026 09:29:43 Received: ${upper(bytes).join(' ')}` },
  { name: 'with a count', spell: (bytes) => `${AT} sent ${bytes.length} bytes to 10.0.0.7:8583: ${bytes.toString('hex')}` },
  { name: 'key and value', spell: (bytes) => `time=2026-11-29T09:29:43Z level=DEBUG msg=frame dir=out hex=${bytes.toString('hex')}` },
  { name: 'JSON', spell: (bytes) => JSON.stringify({ time: '2026-11-29T09:29:43Z', level: 'debug', raw: bytes.toString('hex') }) },
  { name: 'thread and class with digits', spell: (bytes) => `${AT}.120 [nioEventLoopGroup-3-1] DEBUG Iso8583Encoder - ${upper(bytes).join(' ')}` },
  { name: 'docker compose', spell: (bytes) => `switch-1  | ${AT} DEBUG out ${bytes.toString('hex')}` },
  { name: 'kubectl --timestamps', spell: (bytes) => `2026-11-29T09:29:43.123456789Z out ${bytes.toString('hex')}` },
  { name: 'hex dump with a time on each line', spell: (bytes) => rows(pairs(bytes), 16).map((row, index) => `${AT}.120 TRACE ${(index * 16).toString(16).padStart(4, '0')}: ${row.join(' ')}`).join('\n') },
  { name: 'hex dump between log lines', spell: (bytes) => `${AT} DEBUG sending ${bytes.length} bytes\n${rows(pairs(bytes), 16).map((row, index) => `  ${(index * 16).toString(16).padStart(4, '0')}  ${row.join(' ')}`).join('\n')}\n${AT} DEBUG sent\n` },
  { name: 'Format-Hex of PowerShell 5', spell: (bytes) => `           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n\n${rows([...bytes], 16).map((row, index) => `${(index * 16).toString(16).toUpperCase().padStart(8, '0')}   ${upper(Buffer.from(row)).join(' ').padEnd(47)}  ${gutter(row)}`).join('\n')}` },
  { name: 'Format-Hex of PowerShell 7', spell: (bytes) => `   Label: byte[] (System.Byte[]) <2F4A>\n\n          Offset Bytes                                           Ascii\n                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n          ------ ----------------------------------------------- -----\n${rows([...bytes], 16).map((row, index) => `${(index * 16).toString(16).toUpperCase().padStart(16, '0')} ${upper(Buffer.from(row)).join(' ').padEnd(47)} ${gutter(row)}`).join('\n')}` },
  { name: 'hexdump of jPOS in its log', spell: (bytes) => `<log realm="channel/127.0.0.1:8000" at="2026-11-29T09:29:43.123">\n  <receive>\n    <![CDATA[\n${rows([...bytes], 16).map((row, index) => `${(index * 16).toString(16).padStart(4, '0')}  ${`${upper(Buffer.from(row.slice(0, 8))).join(' ')}  ${upper(Buffer.from(row.slice(8))).join(' ')}`.padEnd(49)}  ${gutter(row)}`).join('\n')}\n    ]]>\n  </receive>\n</log>\n` },
  { name: 'BitConverter of .NET', spell: (bytes) => `${AT} [12] DEBUG Sent: ${upper(bytes).join('-')}` },
  { name: 'hexdump.py', spell: (bytes) => rows([...bytes], 16).map((row, index) => `${(index * 16).toString(16).toUpperCase().padStart(8, '0')}: ${`${upper(Buffer.from(row.slice(0, 8))).join(' ')}  ${upper(Buffer.from(row.slice(8))).join(' ')}`.padEnd(48)}  ${gutter(row)}`).join('\n') },
  { name: 'quoted in a mail', spell: (bytes) => rows(pairs(bytes), 16).map((row) => `> ${row.join(' ')}`).join('\n') },
  { name: 'in a block of Markdown', spell: (bytes) => `The request was:\n\n\`\`\`\n${rows(pairs(bytes), 16).map((row) => row.join(' ')).join('\n')}\n\`\`\`\n` },
]; // biome-ignore format: a table

function binaryBlock(bytes: Buffer, indent: string, width = 76): string {
  return wrapped(base64(bytes), width, '\n').replaceAll(/^/gm, indent);
}

const YAML: readonly PastedForm[] = [
  { name: 'Wireshark 4', spell: (bytes) => `peers:\n  - peer: 0\n    host: 127.0.0.1\n    port: 40000\n  - peer: 1\n    host: 127.0.0.1\n    port: 8583\npackets:\n  - packet: 4\n    peer: 0\n    index: 0\n    timestamp: 1795939200.000000000\n    data: !!binary |\n${binaryBlock(bytes, '      ')}\n` },
  { name: 'Wireshark 4, line ends of Windows', spell: (bytes) => `packets:\r\n  - packet: 4\r\n    peer: 0\r\n    index: 0\r\n    timestamp: 1795939200.5\r\n    data: !!binary |\r\n${binaryBlock(bytes, '      ').replaceAll('\n', '\r\n')}\r\n` },
  { name: 'Wireshark 3', spell: (bytes) => `# Packet 4\npeer0_0: !!binary |\n${binaryBlock(bytes, '  ', 64)}\n` },
  { name: 'tshark -z follow', spell: (bytes) => `===================================================================\nFollow: tcp,yaml\nFilter: tcp.stream eq 0\npeers:\n  - peer: 0\n    host: 127.0.0.1\n    port: 40000\npackets:\n  - packet: 4\n    peer: 0\n    index: 0\n    timestamp: 1795939200.000000000\n    data: !!binary |\n${binaryBlock(bytes, '      ')}\n===================================================================\n` },
  { name: 'data in one line', spell: (bytes) => `packets:\n  - packet: 4\n    peer: 0\n    data: !!binary ${base64(bytes)}\n` },
  { name: 'data in quotes', spell: (bytes) => `packets:\n  - packet: 4\n    peer: 0\n    data: !!binary "${base64(bytes)}"\n` },
  { name: 'stripped block', spell: (bytes) => `packets:\n- packet: 4\n  peer: 0\n  data: !!binary |-\n${binaryBlock(bytes, '    ')}\n` },
  { name: 'folded block', spell: (bytes) => `packets:\n- packet: 4\n  peer: 0\n  data: !!binary >\n${binaryBlock(bytes, '    ')}\n` },
  { name: 'PyYAML of a member', spell: (bytes) => `request: !!binary |\n${binaryBlock(bytes, '  ')}\n` },
  { name: 'PyYAML of a list', spell: (bytes) => `- !!binary |\n${binaryBlock(bytes, '  ')}\n` },
  { name: 'Psych of Ruby', spell: (bytes) => `---\nrequest: !binary |-\n${binaryBlock(bytes, '  ', 60)}\n` },
  { name: 'js-yaml', spell: (bytes) => `request:\n  raw: !<tag:yaml.org,2002:binary> |-\n${binaryBlock(bytes, '    ')}\n` },
  { name: 'go-yaml', spell: (bytes) => `request:\n    payload: !!binary ${base64(bytes)}\n    at: 2026-11-29T09:29:43Z\n` },
  { name: 'a mock of Keploy', spell: (bytes) => `version: api.keploy.io/v1beta1\nkind: Generic\nname: mock-0\nspec:\n  metadata: {}\n  genericRequests:\n    - origin: client\n      message:\n        - type: binary\n          data: ${base64(bytes)}\n  reqTimestampMock: 2026-11-29T09:29:43Z\n` },
  { name: 'a cassette of VCR', spell: (bytes) => `interactions:\n- request:\n    body: !!binary |\n${binaryBlock(bytes, '      ')}\n    uri: tcp://127.0.0.1:8583\nversion: 1\n` },
  { name: 'a ConfigMap', spell: (bytes) => `apiVersion: v1\nkind: ConfigMap\nbinaryData:\n  request.bin: ${base64(bytes)}\nmetadata:\n  name: frames\n` },
  { name: 'hexadecimal in YAML', spell: (bytes) => `request:\n  at: 2026-11-29T09:29:43Z\n  hex: ${bytes.toString('hex')}\n` },
  { name: 'hexadecimal in a block', spell: (bytes) => `request:\n  hex: |\n${wrapped(bytes.toString('hex'), 32, '\n').replaceAll(/^/gm, '    ')}\n` },
]; // biome-ignore format: a table

export const PASTED_FORMS: Readonly<Record<string, readonly PastedForm[]>> = {
  'byte strings': BYTE_STRINGS,
  'Buffers of Node': NODE_BUFFERS,
  'Buffers as JSON': BUFFER_JSON,
  'decimal and signed bytes': NUMBERS,
  base64: BASE64,
  'bytea and SQL': BYTEA,
  'octal escapes': OCTAL,
  'log lines with a time': LOGS,
  'capture YAML': YAML,
};
