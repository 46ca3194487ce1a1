/** The command as users run it: inputs, output, exit codes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { type BuiltSegment, ipv4, LINK_TYPES, onLink, pcap } from '../../inspect/support/capture-builder.ts';
import { packed, requestElements, responseElements, secretsIn } from '../../inspect/support/messages.ts';
import { runCliHere } from '../../support/cli-here.ts';

const CLI = join(import.meta.dirname, '../../../dist/cli.js');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder = '';

/** Of files, in this process; what stands on standard input goes to a process of its own. */
async function inspect(args: readonly string[], stdin?: Buffer): Promise<Ran> {
  if (stdin !== undefined) return inspectInput(args, stdin);
  const { code, stdout, stderr } = await runCliHere(['inspect', ...args], folder);
  expect(secretsIn(`${stdout}${stderr}`)).toEqual([]);
  return { code, out: stdout, err: stderr };
}

async function inspectInput(args: readonly string[], stdin: Buffer): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, 'inspect', ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end(stdin);
  await once(child, 'close');
  expect(secretsIn(`${out}${err}`)).toEqual([]);
  return { code: child.exitCode, out, err };
}

function capture(): Buffer {
  const kind = headerKind('2b', false);
  const request = encodeFrame(kind, packed('1987-ascii'));
  const response = encodeFrame(kind, packed('1987-ascii', responseElements('1987-ascii')));
  const late = responseElements('1987-ascii').set(11, '000124');
  late.delete(41);
  const asked = encodeFrame(kind, packed('1987-ascii', requestElements('1987-ascii').set(11, '000124')));
  const segments: readonly BuiltSegment[] = [
    { from: 40_000, to: 8583, sequence: 1, payload: request },
    { from: 8583, to: 40_000, sequence: 1, payload: response },
    { from: 40_000, to: 8583, sequence: 1 + request.length, payload: asked },
    { from: 8583, to: 40_000, sequence: 1 + response.length, payload: encodeFrame(kind, packed('1987-ascii', late)) },
  ];
  return pcap(
    segments.map((segment) => ({ bytes: onLink('ethernet', ipv4(segment)) })),
    LINK_TYPES.ethernet,
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-inspect-'));
  writeFileSync(join(folder, 'request.hex'), packed('1987-ascii').toString('hex'));
  writeFileSync(join(folder, 'response.bin'), packed('1987-ascii', responseElements('1987-ascii')));
  writeFileSync(join(folder, 'cut.hex'), packed('1987-ascii').subarray(0, 150).toString('hex'));
  writeFileSync(join(folder, 'bcd.bin'), packed('1987-bcd'));
  writeFileSync(join(folder, 'terminals.pcap'), capture());
  writeFileSync(join(folder, 'trace.ndjson'), `${JSON.stringify({ request: { stan: 1, pan: requestElements('1987-ascii').get(2) } })}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('aksept inspect', () => {
  test('a message in order', async () => {
    const { code, out, err } = await inspect(['request.hex']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^0200 in 1987-ascii, \d+ bytes: in order\n/);
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /^aksept: standard input is empty\.\n$/],
    ['prose', 'Dear colleague', /^aksept: standard input holds no message: it is text .*\. Read are .*\.\n$/],
    ['a trace without messages', '{"aksept":"trace","version":1}\n', /^aksept: standard input holds no message: it is JSON .*\n$/],
    [
      'hex with a letter O',
      `${'30'.repeat(10)}3O${'30'.repeat(10)}`,
      /^aksept: standard input, line 1, column 22: "O" is no hexadecimal digit/,
    ],
  ])('%s on standard input fails in one sentence', async (_name, text, sentence) => {
    const { code, out, err } = await inspect(['-'], Buffer.from(text));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
  });

  test('fields of XML, shown as text, JSON and one line', async () => {
    const xml = Buffer.from(`<isomsg><field id="0" value="0200"/><field id="2" value="${requestElements('1987-ascii').get(2)}"/></isomsg>`);
    expect(await inspect([], xml)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/957899\*{6}7892 +16 digits/) });
    const { inputs } = JSON.parse((await inspect(['--json'], xml)).out) as { inputs: { messages: { hasBytes: boolean }[] }[] };
    expect(inputs[0]?.messages.map(({ hasBytes }) => hasBytes)).toEqual([false]);
    expect((await inspect(['--brief'], xml)).out).toContain('fields only');
  });

  test('from standard input, as JSON', async () => {
    const { code, out } = await inspect(['--json'], packed('1993-bcd'));
    const { inputs } = JSON.parse(out) as { inputs: { kind: string; messages: { dialect: string; inOrder: boolean }[] }[] };
    expect([code, inputs[0]?.kind, inputs[0]?.messages[0]?.dialect, inputs[0]?.messages[0]?.inOrder]).toEqual([
      0,
      'binary',
      '1993-bcd',
      true,
    ]);
  });

  test('a message that is cut', async () => {
    const { code, out } = await inspect(['cut.hex']);
    expect(code).toBe(1);
    expect(out).toContain('DE41 (Card acceptor terminal identification), at offset 150 (0x0096): the message ends within it.');
    expect(out).toContain('Likeliest cause: The message is cut within DE41');
  });

  test('a message in another dialect than was asked for', async () => {
    const { code, out } = await inspect(['--dialect', '1987-ascii', 'bcd.bin']);
    expect(code).toBe(1);
    expect(out).toContain('Likeliest cause: It is in the dialect 1987-bcd (');
    expect(out).toMatch(/^0200 in 1987-bcd with TPDU/m);
  });

  test('a capture, brief', async () => {
    const { code, out } = await inspect(['--brief', '--port', '8583', 'terminals.pcap']);
    expect(code).toBe(0);
    expect(out).toMatch(/#2 {2}← host {2}2 .* 0210 {2}financial response {2}000123 {2}SHELL001 {2}00 {4}in order/);
    expect(out).toContain('4 messages, all in order.');
  });

  test('a trace', async () => {
    const { code, out } = await inspect(['trace.ndjson']);
    expect(code).toBe(0);
    expect(out).toContain('  2  pan   957899******7892');
  });

  test('a pair that matches, and one that does not', async () => {
    const good = await inspect(['--match', 'request.hex', 'response.bin']);
    expect(good.code).toBe(0);
    expect(good.out).toContain('They match: 0210 answers 0200, and DE11 and DE41 are the same.');
    const swapped = await inspect(['--match', 'response.bin', 'request.hex']);
    expect(swapped.code).toBe(1);
    expect(swapped.out).toContain('the two are given the wrong way round');
  });

  test('all pairs of a capture, as JSON', async () => {
    const { code, out } = await inspect(['--match', '--json', 'terminals.pcap']);
    const { matches } = JSON.parse(out) as { matches: { matches: boolean; sentence: string }[] };
    expect(code).toBe(1);
    expect(matches.map((match) => match.matches)).toEqual([true, false]);
    expect(matches[1]?.sentence).toContain('DE41 is missing in the response');
  });

  test.each([
    [['nothing.hex'], 2, /nothing\.hex cannot be read \(ENOENT\)/],
    [['--header', 'x', 'request.hex'], 2, /--header x is not known/],
    [['--match', 'request.hex'], 2, /--match needs a request and its response/],
    [['--nonsense'], 2, /unknown option/],
    [['--input', 'pcap', 'request.hex'], 1, /request\.hex is no capture/],
  ])('%j ends with %i', async (args, code, sentence) => {
    const ran = await inspect(args);
    expect([ran.code, ran.err]).toEqual([code, expect.stringMatching(sentence)]);
  });
});
