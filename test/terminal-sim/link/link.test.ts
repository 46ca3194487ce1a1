import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { encodeFrame, FrameReader, HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { Response, TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { Cardholder } from '../../../src/terminal-sim/cardholder.ts';
import { type Clock, systemClock } from '../../../src/terminal-sim/clock.ts';
import { Link } from '../../../src/terminal-sim/link/link.ts';
import { LinkPool } from '../../../src/terminal-sim/link/pool.ts';
import type { NoAnswerReason } from '../../../src/terminal-sim/link/transport.ts';
import { answer, answerAny, shopTerminal, simulatedCard, terminalContext } from '../support/sim-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

type OnRequest = (request: TransactionRequest, socket: Socket) => void;
const opened: { close(): void }[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function reply(socket: Socket, response: TransactionResponse): void {
  socket.write(encodeFrame(HEADER_4B, protobufCodec.encodeResponse(response)));
}

async function startHost(onRequest: OnRequest, port = 0): Promise<{ port: number; server: Server; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const reader = new FrameReader(HEADER_4B);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) =>
      reader.push(chunk, (frame) => {
        const decoded = protobufCodec.decodeRequest(frame);
        if (decoded.kind !== 'message') return undefined;
        const { message } = decoded;
        if (message.class === 'networkManagement') {
          socket.write(encodeFrame(HEADER_4B, protobufCodec.encodeResponse(answerAny(message, 'approved'))));
        } else onRequest(message, socket);
        return undefined;
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  opened.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, server, sockets };
}

function linkTo(port: number, timeoutMs = 5_000, clock: Clock = systemClock): Link {
  const link = new Link({ target: { host: '127.0.0.1', port }, codec: protobufCodec, header: HEADER_4B, clock, timeoutMs });
  opened.push(link);
  return link;
}

const terminal = shopTerminal(terminalContext(systemClock));
const holder = new Cardholder(simulatedCard(1));
const purchase = (amountMinor = 100) => terminal.messages.request(holder, 'purchase', amountMinor);

/** The answer's amount, or why there is none. */
function ask(transport: Pick<Link, 'send'>, request: TransactionRequest): Promise<number | NoAnswerReason> {
  return new Promise((resolve) =>
    transport.send(request, {
      answered: (response) => resolve(response.class === 'networkManagement' ? 0 : response.amountMinor),
      unanswered: (reason) => resolve(reason),
    }),
  );
}

test('answers in any order find their questions', async () => {
  const waiting: [TransactionRequest, Socket][] = [];
  const host = await startHost((request, socket) => {
    waiting.push([request, socket]);
    if (waiting.length === 20) for (const [one, from] of waiting.reverse()) reply(from, answer(one, 'approved'));
  });
  const link = linkTo(host.port);
  expect(await link.open()).toBeUndefined();
  const amounts = Array.from({ length: 20 }, (_none, index) => 100 + index);
  expect(await Promise.all(amounts.map((amount) => ask(link, purchase(amount))))).toEqual(amounts);
  expect(link.inFlight).toBe(0);
});

test('network messages are matched like others', async () => {
  const host = await startHost(() => {});
  const link = linkTo(host.port);
  await link.open();
  const signOn = terminal.manageNetwork('signOn').next(undefined).value;
  if (typeof signOn !== 'object') throw new Error('unreachable');
  const response = await new Promise<Response | NoAnswerReason>((resolve) => link.send(signOn, { answered: resolve, unanswered: resolve }));
  expect(response).toMatchObject({ class: 'networkManagement', function: 'signOn', stan: signOn.stan, outcome: 'approved' });
  expect(link.errors.strayAnswers).toBe(0);
});

test('a turn of the event loop makes one write', async () => {
  const chunks: Buffer[] = [];
  const host = await startHost((request, socket) => reply(socket, answer(request, 'approved')));
  host.server.on('connection', (socket) => socket.on('data', (chunk: Buffer) => chunks.push(chunk)));
  const link = linkTo(host.port);
  await link.open();
  await Promise.all([1, 2, 3, 4].map((amount) => ask(link, purchase(amount))));
  expect(chunks).toHaveLength(1);
});

test('an answer byte by byte is an answer', async () => {
  const host = await startHost((request, socket) => {
    const bytes = encodeFrame(HEADER_4B, protobufCodec.encodeResponse(answer(request, 'approved')));
    for (const byte of bytes) socket.write(Buffer.of(byte));
  });
  const link = linkTo(host.port);
  await link.open();
  expect(await ask(link, purchase(7))).toBe(7);
});

test('no answer in time is told, and a late one goes to nobody', async () => {
  const silent: (() => void)[] = [];
  let firstCame = (): void => {};
  const came = new Promise<void>((resolve) => {
    firstCame = resolve;
  });
  const host = await startHost((request, socket) => {
    silent.push(() => reply(socket, answer(request, 'approved')));
    firstCame();
    // The second question makes the first one's answer come, late.
    if (silent.length === 2) for (const late of silent) late();
  });
  const clock = new VirtualClock();
  const link = linkTo(host.port, 6_600, clock);
  await link.open();
  const first = ask(link, purchase(1));
  await came;
  clock.advance(6_700);
  expect(await first).toBe('timeout');
  expect(await ask(link, purchase(2))).toBe(2);
  expect(link.errors).toMatchObject({ lateAnswers: 1, strayAnswers: 0, connectionsLost: 0, firstSentence: '' });
});

test('a request that waits for a connection until its time-out was never sent', async () => {
  const host = await startHost((_request, socket) => socket.destroy());
  const clock = new VirtualClock();
  const link = linkTo(host.port, 6_600, clock);
  await link.open();
  expect(await ask(link, purchase(1))).toBe('connectionLost');
  // Virtual time: the link does not try again before the next advance.
  const waiting = ask(link, purchase(2));
  clock.advance(6_700);
  expect(await waiting).toBe('notConnected');
});

test.each([
  ['another STAN', { stan: 999_999 }],
  ['another time', { transmissionTimeMs: 1 }],
  ['another terminal', { terminalId: 'T9999999' }],
  ['another class', { class: 'reversal' }],
] as const)('an answer with %s is not the answer', async (_what, changes) => {
  const host = await startHost((request, socket) => {
    reply(socket, { ...answer(request, 'approved'), amountMinor: 5, ...changes });
    reply(socket, answer(request, 'approved'));
  });
  const link = linkTo(host.port);
  await link.open();
  expect(await ask(link, purchase(8))).toBe(8);
  expect(link.errors.strayAnswers).toBe(1);
});

test('a connection cut is told at once and opened again; what is sent meanwhile waits', async () => {
  const host = await startHost((request, socket) => {
    if (request.amountMinor === 1) socket.destroy();
    else reply(socket, answer(request, 'approved'));
  });
  const link = linkTo(host.port);
  await link.open();
  expect(await ask(link, purchase(1))).toBe('connectionLost');
  expect(await ask(link, purchase(2))).toBe(2);
  expect(link.errors).toMatchObject({ connectionsLost: 1 });
  expect(link.errors.firstSentence).toMatch(/^The .*\.$/);
});

test('what is no answer closes the connection and says what to check', async () => {
  const host = await startHost((request, socket) => {
    if (request.amountMinor === 1) socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    else reply(socket, answer(request, 'approved'));
  });
  const link = linkTo(host.port);
  await link.open();
  expect(await ask(link, purchase(1))).toBe('connectionLost');
  expect(link.errors).toMatchObject({ unreadableAnswers: 1 });
  expect(link.errors.firstSentence).toContain('check that --codec is what the port speaks');
});

test('nobody there is one sentence', async () => {
  const host = await startHost(() => {});
  const { port } = host;
  await new Promise((resolve) => host.server.close(resolve));
  expect(await linkTo(port).open()).toBe(
    `The connection to 127.0.0.1:${port} failed: nothing listens there; start the server with "aksept serve", or check the port.`,
  );
});

test('a key that is still in flight is not sent again', async () => {
  const host = await startHost((request, socket) => reply(socket, answer(request, 'approved')));
  const link = linkTo(host.port);
  await link.open();
  const request = purchase(3);
  const first = ask(link, request);
  expect(await ask(link, request)).toBe('tooMuchUnsent');
  expect(await first).toBe(3);
});

test('closing tells what is in flight', async () => {
  const host = await startHost(() => {});
  const link = linkTo(host.port);
  await link.open();
  const asked = ask(link, purchase());
  link.close();
  // It was closed before it wrote anything.
  expect(await asked).toBe('notConnected');
  expect(await ask(link, purchase())).toBe('notConnected');
});

test('a pool gives each terminal its connection', async () => {
  const connections = new Map<string, Set<Socket>>();
  const host = await startHost((request, socket) => {
    connections.set(request.terminalId, (connections.get(request.terminalId) ?? new Set()).add(socket));
    reply(socket, answer(request, 'approved'));
  });
  const target = { host: '127.0.0.1', port: host.port };
  const pool = new LinkPool({ target, codec: protobufCodec, header: HEADER_4B, clock: systemClock, timeoutMs: 5_000 }, 2);
  opened.push(pool);
  expect(await pool.open()).toBeUndefined();
  for (let round = 0; round < 3; round += 1) {
    for (const terminalId of ['T1', 'T2', 'T3']) expect(await ask(pool, { ...purchase(4), terminalId })).toBe(4);
  }
  expect([...connections.values()].map((sockets) => sockets.size)).toEqual([1, 1, 1]);
  expect(host.sockets).toHaveLength(2);
});
