/** The terminal in Python, written from docs/wire.md: against a real server, and against a host that hangs up. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFrame, FrameReader, HEADER_4B } from '../../src/protocol/framing/frame.ts';
import type { Request, Response } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { canTest, missingPrograms } from '../support/needs.ts';
import { ROOT } from '../support/sources.ts';
import { type ExampleServer, startExampleServer } from './server.ts';

/** Debian's own: a Python of another origin lacks Debian's packages. */
const PYTHON = '/usr/bin/python3';
const TERMINAL = join(ROOT, 'examples/python-terminal/terminal.py');

interface Ran {
  readonly code: number | null;
  readonly lines: readonly string[];
}

async function runTerminal(...args: readonly (string | number)[]): Promise<Ran> {
  const child = spawn(PYTHON, [TERMINAL, ...args.map(String)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code, lines: output.trimEnd().split('\n') };
}

function whatIsMissing(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', 'import cryptography, google.protobuf'], { stdio: 'ignore' });
  if (status === 0 && missingPrograms('protoc').length === 0) return undefined;
  return 'It needs Debian packages; install them: apt-get install python3 python3-protobuf python3-cryptography protobuf-compiler';
}

const runs = canTest('THE PYTHON TERMINAL', whatIsMissing());

let server: ExampleServer;
beforeAll(async () => {
  if (runs) server = await startExampleServer();
});
afterAll(() => server?.stop());

function options(card: number): readonly (string | number)[] {
  return ['--port', server.port, '--cards', server.cards, '--keys', server.keys, '--card', card];
}

describe.runIf(runs)('against a server', () => {
  test.each([0, 4])('PIN block format %i: echo, purchase, repeat, reversal, balance inquiry', async (format) => {
    const { code, lines } = await runTerminal(...options(1), '--pin-format', format);
    expect(lines).toEqual([
      'echo             approved (00)',
      expect.stringMatching(/^purchase {9}approved \(00\) 250\.00 NOK, approval code [0-9A-Z]{6}$/),
      'repeat           approved (00) stored answer',
      'reversal         approved (00) 250.00 NOK given back',
      'balance inquiry  approved (00) available 60000.00 NOK',
    ]);
    expect(code).toBe(0);
  });

  test('a purchase past the limit is declined and exits 1', async () => {
    const { code, lines } = await runTerminal(...options(2), '--amount-minor', 5_000_001);
    expect(lines[1]).toMatch(/^purchase {9}exceedsAmountLimit \(61\)/);
    expect(lines[2]).toMatch(/^repeat {11}exceedsAmountLimit \(61\) stored answer$/);
    expect(lines[4]).toBe('balance inquiry  approved (00) available 60000.00 NOK');
    expect(code).toBe(1);
  });

  test('without a server it says how to start one', async () => {
    const { code, lines } = await runTerminal('--port', 1, '--cards', server.cards, '--keys', server.keys);
    expect(lines).toEqual([`Nothing answers at 127.0.0.1:1; start the server with: aksept serve --cards ${server.cards}`]);
    expect(code).toBe(2);
  });
});

function approval(request: Request): Response {
  if (request.class === 'networkManagement') return { ...request, outcome: 'approved' };
  const { class: messageClass, stan, rrn, transmissionTimeMs, terminalId, merchantId, acquirerId, type, amountMinor, currency } = request;
  const echo = { class: messageClass, stan, rrn, transmissionTimeMs, terminalId, merchantId, acquirerId, type, amountMinor, currency };
  const decision = { outcome: 'approved', approvalCode: '', approvedAmountMinor: 0, balances: undefined, decidedAtMs: 1 } as const;
  return { ...echo, ...decision, repeated: false, flag: '', headroom: [], reason: '', explanation: undefined, context: undefined };
}

test.runIf(runs)('a purchase that the host hangs up on is reversed, by its own key, over a new connection', async () => {
  const heard: Request[] = [];
  const host = createServer((socket) => {
    const reader = new FrameReader(HEADER_4B);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) =>
      reader.push(chunk, (frame) => {
        const decoded = protobufCodec.decodeRequest(frame);
        if (decoded.kind !== 'message') throw new Error(`The terminal sent a frame that is ${decoded.kind}.`);
        const { message } = decoded;
        heard.push(message);
        if (message.class === 'financial') socket.destroy();
        else socket.write(encodeFrame(HEADER_4B, protobufCodec.encodeResponse(approval(message))));
        return undefined;
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const address = host.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code } = await runTerminal('--port', port, '--cards', server.cards, '--keys', server.keys);
  host.close();

  const [purchase, reversal] = heard.flatMap((message) => (message.class === 'networkManagement' ? [] : [message]));
  expect(purchase).toMatchObject({ class: 'financial', type: 'purchase', amountMinor: 25_000 });
  expect(reversal).toMatchObject({ class: 'reversal', reversalReason: 'timeout', pan: purchase?.pan, amountMinor: 25_000 });
  expect(reversal?.original).toMatchObject({
    class: 'financial',
    stan: purchase?.stan,
    transmissionTimeMs: purchase?.transmissionTimeMs,
  });
  expect(code).toBe(1);
});
