/** A wrong host is told before the run, in one sentence; each kind through a real socket. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { generateTestKeyRing, loadKeyRing } from '../../../src/pin/keys/key-ring.ts';
import { encodeFrame, FrameReader } from '../../../src/protocol/framing/frame.ts';
import type { Request } from '../../../src/protocol/message.ts';
import { terminalWire } from '../../../src/terminal-sim/link/terminal-wire.ts';
import { Random } from '../../../src/terminal-sim/random.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { LoadError } from '../../../src/terminal-sim/run/books/books.ts';
import { type RunLoadOptions, runLoad } from '../../../src/terminal-sim/run/run.ts';
import { answerAny, simulatedCard } from '../support/sim-fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-check-'));
const keys = join(folder, 'keys.json');
const random = new Random('host check');
const { text: keysText } = generateTestKeyRing((bytes) => random.bytes(bytes));
writeFileSync(keys, keysText);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** Resolves with its port. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  opened.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Sends `reply` to the first bytes of each connection; without bytes, it closes the connection. */
function answeringHost(reply: Buffer): Promise<number> {
  return listen(
    createServer((socket) => {
      socket.once('data', () => (reply.length === 0 ? socket.destroy() : socket.write(reply)));
    }),
  );
}

interface Talk {
  readonly port: number;
  readonly classes: readonly Request['class'][];
}

/** A host of that codec that answers what `answers` says yes to, and closes on the rest if `closes`. */
async function readingHost(codec: string, answers: (request: Request) => boolean, closes = false): Promise<Talk> {
  const wire = terminalWire(codec, loadKeyRing(keysText, keys), keys, 'codec');
  const classes: Request['class'][] = [];
  const port = await listen(
    createServer((socket) => {
      const reader = new FrameReader(wire.header);
      socket.on('data', (chunk: Buffer) => {
        reader.push(chunk, (frame) => {
          const decoded = wire.codec.decodeRequest(frame);
          if (decoded.kind !== 'message') return undefined;
          classes.push(decoded.message.class);
          if (answers(decoded.message))
            socket.write(encodeFrame(wire.header, wire.codec.encodeResponse(answerAny(decoded.message, 'approved'))));
          else if (closes) socket.destroy();
          return undefined;
        });
      });
    }),
  );
  return { port, classes };
}

function load(port: number, options: Partial<RunLoadOptions> = {}): Promise<Report> {
  return runLoad({
    target: `127.0.0.1:${port}`,
    cards: Array.from({ length: 12 }, (_none, index) => simulatedCard(index)),
    keys,
    workload: { errands: { purchase: 1 }, tour: false },
    concurrency: 1,
    duration: '100ms',
    warmup: '0s',
    connections: 1,
    echoTimeout: '5s',
    timeout: '5s',
    ...options,
  });
}

/** The whole error of a run that must not start. */
async function mistake(port: number, options: Partial<RunLoadOptions> = {}): Promise<string> {
  const error = await load(port, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LoadError);
  return (error as LoadError).message.replace(String(port), 'PORT');
}

const CHECK = 'check that --codec protobuf, with its header, is what the port speaks, and that it does not expect TLS';
const ANYWAY = 'a host that answers neither of them, but other messages, needs --no-echo';

describe('a wrong host', () => {
  test('that is not there', async () => {
    const port = await answeringHost(Buffer.alloc(0));
    for (const close of opened.splice(0)) close();
    expect(await mistake(port)).toBe(
      'The connection to 127.0.0.1:PORT failed: nothing listens there; start the server with "aksept serve", or check the port.',
    );
  });

  test('that accepts and says nothing', async () => {
    const port = await listen(createServer());
    expect(await mistake(port, { echoTimeout: '100ms' })).toBe(
      `The host 127.0.0.1:PORT did not answer an echo or a balance inquiry within 100 ms each; ${CHECK}; ${ANYWAY}.`,
    );
  });

  test('that closes the connection at once, or at the first message', async () => {
    const closed = `The host 127.0.0.1:PORT closed the connection at the first message, an echo or a balance inquiry; ${CHECK}; ${ANYWAY}.`;
    expect(await mistake(await listen(createServer((socket) => socket.destroy())))).toBe(closed);
    expect(await mistake(await answeringHost(Buffer.alloc(0)))).toBe(closed);
  });

  test('that is an HTTP server', async () => {
    const port = await listen(createHttpServer());
    expect(await mistake(port)).toMatch(
      /^The host 127\.0\.0\.1:PORT answered what is not a message of --codec protobuf \(.+\): an HTTP server is there, so give the port for terminals\.$/,
    );
    expect(await mistake(port, { codec: 'iso8583' })).toContain('an HTTP server is there');
  });

  test.each([
    ['an SSH server', 'SSH-2.0-x\r\n', 'an SSH server is there'],
    ['Redis', "-ERR unknown command 'x'\r\n", 'a Redis server is there'],
    ['a mail server', '220 mail ready\r\n', 'a mail or FTP server is there'],
    ['TLS', Buffer.from('15030300020246', 'hex'), 'it speaks TLS, so give a port without TLS'],
    ['ISO 8583 with a TPDU', Buffer.from('000960000000010810' + '0000', 'hex'), 'its bytes look like --codec iso8583:1987-bcd+2b+tpdu'],
    ['nothing known', '\x00\x00\x00\x03???', 'the likeliest cause is another header or dialect'],
  ])('that is or speaks %s', async (_what, bytes, cause) => {
    expect(await mistake(await answeringHost(Buffer.from(bytes)))).toContain(`): ${cause}`);
  });

  test.each([
    ['iso8583:1987-ascii', 'iso8583:1987-ascii+4a', 'iso8583:1987-ascii+4a'],
    ['iso8583:1987-ascii', 'iso8583:1993-bcd', 'iso8583:1993-bcd+2b'],
    ['iso8583:1987-bcd', 'iso8583:1987-ebcdic+2bcd', 'iso8583:1987-ebcdic+2bcd'],
    ['iso8583:1987-ascii', 'protobuf', 'protobuf'],
  ])('that speaks another dialect than %s: %s', async (asked, spoken, guess) => {
    const wire = terminalWire(spoken, loadKeyRing(keysText, keys), keys, 'codec');
    const talk = await readingHost(asked, () => true);
    await load(talk.port, { codec: asked });
    // Whatever it is asked, it answers in its own words.
    const echo = answerAny(
      {
        class: 'networkManagement',
        repeat: false,
        function: 'echo',
        stan: 1,
        transmissionTimeMs: Date.now(),
        terminalId: 'T0000001',
        acquirerId: '570001',
        macCheck: '',
        context: undefined,
      },
      'approved',
    );
    const port = await answeringHost(encodeFrame(wire.header, wire.codec.encodeResponse(echo)));
    expect(await mistake(port, { codec: asked })).toContain(`): its bytes look like --codec ${guess}.`);
  });
});

describe('a host that is not like most', () => {
  test.each([
    ['does not answer an echo', false],
    ['closes the connection at an echo', true],
  ])('%s, and is asked for a balance', async (_what, closes) => {
    const host = await readingHost('protobuf', (request) => request.class !== 'networkManagement', closes);
    const report = await load(host.port, { echoTimeout: closes ? '5s' : '1s' });
    expect(host.classes.slice(0, 2)).toEqual(['networkManagement', 'financial']);
    expect(report.messages.answered).toBeGreaterThan(0);
    expect(report.errors.timeout).toBe(0);
  });

  test('answers only purchases, and is used with --no-echo', async () => {
    const purchases = (request: Request): boolean => request.class === 'financial' && request.type === 'purchase';
    const host = await readingHost('protobuf', purchases);
    expect(await mistake(host.port, { echoTimeout: '100ms' })).toContain('needs --no-echo.');
    expect(host.classes).toEqual(['networkManagement', 'financial']);
    const report = await load(host.port, { echo: false });
    expect(report.messages.answered).toBeGreaterThan(0);
    expect(host.classes[2]).toBe('financial');
  });
});

test('a host that answers an echo is asked nothing more before the run', async () => {
  const host = await readingHost('protobuf', () => true);
  const report = await load(host.port);
  expect(host.classes[0]).toBe('networkManagement');
  expect(host.classes).toHaveLength(1 + report.messages.sentTotal);
});

test('the time for an answer is a setting', async () => {
  await expect(load(1, { echoTimeout: '1us' })).rejects.toThrow('echoTimeout must be from 10ms to 168h.');
});
