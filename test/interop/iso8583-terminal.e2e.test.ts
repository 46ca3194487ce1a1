/** The terminal of examples/iso8583-terminal: against a real server, and against a host that hangs up on its purchase. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fencedBlocks } from '../examples/doc-blocks.ts';
import { ROOT } from '../support/sources.ts';
import { isoLibrary } from './iso-8583-library.ts';
import { type Fields, TWO_BYTES } from './line.ts';
import { type Host, startHost } from './server.ts';

const EXAMPLE = 'examples/iso8583-terminal';

interface Ran {
  readonly code: number | null;
  readonly lines: readonly string[];
}

async function runTerminal(cwd: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, EXAMPLE, 'terminal.mjs'), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code, lines: output.trimEnd().split('\n') };
}

/** What the README shows, each approval code any. */
function shown(): readonly unknown[] {
  const block = fencedBlocks(`${EXAMPLE}/README.md`, 'console').find((each) => each.includes('terminal.mjs')) ?? '';
  return block
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => expect.stringMatching(new RegExp(`^${line.replace(/code \w{6}/, 'code [0-9A-Z]{6}')}$`)));
}

describe('against a server', () => {
  let host: Host;
  beforeAll(async () => {
    host = await startHost({ iso8583: '0:1987-ascii', cardCount: 1, balanceNok: 20_000 });
  });
  afterAll(() => host?.stop());

  test('it prints what its README shows, twice', async () => {
    for (const _run of [1, 2]) {
      const { code, lines } = await runTerminal(host.folder, '--port', String(host.ports[0]));
      expect(lines).toEqual(shown());
      expect(code).toBe(0);
    }
  });

  test('a purchase that is declined ends it with 1, and says why', async () => {
    const { code, lines } = await runTerminal(host.folder, '--port', String(host.ports[0]), '--amount', '20000.01');
    expect(lines[1]).toBe('purchase  0210 51 insufficientFunds');
    expect(lines.at(-1)).toBe('available 20000 NOK');
    expect(code).toBe(1);
  });
});

describe('against a host that hangs up on purchases', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aksept-terminal-'));
    writeFileSync(join(folder, 'cards.json'), JSON.stringify({ cards: [{ pan: '9578990000001235', pin: '1234' }] }));
    const key = { use: 'terminalPin', algorithm: 'TDES', key: '0123456789ABCDEFFEDCBA9876543210' };
    writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [key] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('it reverses the purchase by DE90, and says the reversal again until it is answered', async () => {
    const heard: Fields[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (chunk: Buffer) => {
        const question = isoLibrary.unpack(chunk.subarray(TWO_BYTES.bytes));
        heard.push(question);
        if (['0200', '0420'].includes(question['0'] ?? '') && question['3'] === '000000') {
          socket.destroy();
          return;
        }
        const { 22: _entry, 25: _condition, 52: _pin, 90: _original, ...echoed } = question;
        const mti = { '0800': '0810', '0421': '0430' }[question['0'] ?? ''] ?? '0210';
        const answer = isoLibrary.pack({ ...echoed, 0: mti, 39: '00' });
        socket.write(Buffer.concat([TWO_BYTES.write(answer.length), answer]));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, lines } = await runTerminal(folder, '--port', String(port), '--keys', 'keys.json');
    server.close();

    const [, purchase = {}, reversal = {}, again = {}] = heard;
    expect(purchase).toMatchObject({ 0: '0200', 2: '9578990000001235', 4: '000000025000' });
    expect(reversal).toMatchObject({ 0: '0420', 90: `0200${purchase['11']}${purchase['7']}`.padEnd(42, '0') });
    expect(again).toEqual({ ...reversal, 0: '0421' });
    expect(lines[1]).toBe('purchase  The host hung up without an answer. It may have been approved, so it is reversed.');
    expect(lines[3]).toBe('reversal  0430 00');
    expect(code).toBe(1);
  });
});
