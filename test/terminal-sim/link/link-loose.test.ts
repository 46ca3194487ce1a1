import { afterEach, expect, test } from 'vitest';
import type { Codec } from '../../../src/protocol/codec.ts';
import { encodeFrame, HEADER_4B, type HeaderKind } from '../../../src/protocol/framing/frame.ts';
import type { TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { Cardholder } from '../../../src/terminal-sim/cardholder.ts';
import { systemClock } from '../../../src/terminal-sim/clock.ts';
import { Link } from '../../../src/terminal-sim/link/link.ts';
import { LinkPool } from '../../../src/terminal-sim/link/pool.ts';
import { answer, shopTerminal, simulatedCard, terminalContext } from '../support/sim-fixtures.ts';
import { askAmount, startTransactionHost } from '../support/transaction-host.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const LOOSE: Codec = { ...protobufCodec, name: 'loose', repeatsKey: false };
const OWN_TIME = { transmissionTimeMs: 1_700_000_000_000 };
const NO_TIME = { transmissionTimeMs: 0 };
const NO_TERMINAL = { terminalId: '' };

type Reply = Partial<TransactionResponse> | 'garbage' | 'half';
/** What goes out when a request has come: to that request, or to an earlier one. */
type Replies = (request: TransactionRequest, earlier: readonly TransactionRequest[]) => readonly (readonly [TransactionRequest, Reply])[];

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function startHost(replies: Replies): Promise<number> {
  const earlier: TransactionRequest[] = [];
  const host = await startTransactionHost(HEADER_4B, (request, socket) => {
    for (const [to, changes] of replies(request, earlier)) {
      if (changes === 'half') {
        socket.write(Buffer.from([0, 0, 0x30, 0x31, 0x32]));
        continue;
      }
      const payload = changes === 'garbage' ? Buffer.from('?') : protobufCodec.encodeResponse({ ...answer(to, 'approved'), ...changes });
      socket.write(encodeFrame(HEADER_4B, payload));
    }
    earlier.push(request);
  });
  opened.push(host);
  return host.port;
}

const optionsFor = (port: number, clock: VirtualClock | typeof systemClock = systemClock, codec = LOOSE) => {
  return { target: { host: '127.0.0.1', port }, codec, header: HEADER_4B, clock, timeoutMs: 5_000 };
};

async function linkTo(port: number, clock?: VirtualClock, codec = LOOSE): Promise<Link> {
  const link = new Link(optionsFor(port, clock, codec));
  opened.push(link);
  expect(await link.open()).toBeUndefined();
  return link;
}

const terminal = shopTerminal(terminalContext(systemClock));
const holder = new Cardholder(simulatedCard(1));
const purchase = (amountMinor: number): TransactionRequest => terminal.messages.request(holder, 'purchase', amountMinor);

test.each([
  ['a time of its own', OWN_TIME],
  ['no time', NO_TIME],
  ['no terminal', NO_TERMINAL],
  ['neither', { ...NO_TIME, ...NO_TERMINAL }],
])('an answer with %s is the answer, and counted', async (_what, changes) => {
  const link = await linkTo(await startHost((request) => [[request, changes]]));
  expect(await Promise.all([1, 2, 3].map((amount) => askAmount(link, purchase(amount))))).toEqual([1, 2, 3]);
  expect(link.errors).toMatchObject({ looseAnswers: 3, strayAnswers: 0, firstSentence: '' });
});

test.each([
  ['another class', { class: 'reversal' }],
  ['another STAN', { ...NO_TIME, stan: 999_999 }],
  ['another terminal', { terminalId: 'T9999999' }],
] as const)('an answer with %s is not', async (_what, changes) => {
  const link = await linkTo(
    await startHost((request) => [
      [request, { ...changes, amountMinor: 5 }],
      [request, {}],
    ]),
  );
  expect(await askAmount(link, purchase(8))).toBe(8);
  expect(link.errors).toMatchObject({ looseAnswers: 0, strayAnswers: 1 });
});

test('on a wire that repeats both, an answer with another time is not', async () => {
  const port = await startHost((request) => [
    [request, { ...OWN_TIME, amountMinor: 5 }],
    [request, {}],
  ]);
  expect(await askAmount(await linkTo(port, undefined, protobufCodec), purchase(8))).toBe(8);
});

test('without its terminal it could be the answer to one of two: it is nobody’s', async () => {
  const link = await linkTo(
    await startHost((request, earlier) => {
      const [first] = earlier;
      if (first === undefined) return [];
      return [[request, { ...NO_TERMINAL, rrn: '' }], ...[first, request].map((each) => [each, {}] as const)];
    }),
  );
  const request = purchase(1);
  expect(await Promise.all([askAmount(link, request), askAmount(link, { ...request, terminalId: 'T0000002', amountMinor: 2 })])).toEqual([
    1, 2,
  ]);
  expect(link.errors).toMatchObject({ looseAnswers: 0, strayAnswers: 1 });
  expect(link.errors.firstSentence).toBe(
    `An answer without a terminal with STAN ${request.stan} matches no request in flight: the host does not return DE11 and DE41 unchanged, or it was very late.`,
  );
});

test('without its terminal its RRN says to which of two it is', async () => {
  const link = await linkTo(
    await startHost((request, earlier) => {
      const [first] = earlier;
      return first === undefined ? [] : [request, first].map((each) => [each, NO_TERMINAL] as const);
    }),
  );
  const request = purchase(1);
  const other = { ...request, terminalId: 'T0000002', rrn: 'OTHER0000002', amountMinor: 2 };
  expect(await Promise.all([askAmount(link, request), askAmount(link, other)])).toEqual([1, 2]);
  expect(link.errors).toMatchObject({ looseAnswers: 2, strayAnswers: 0 });
});

test.each(['timed out', 'abandoned', 'sent twice'] as const)(
  'the late answer to what was %s is not that to its successor',
  async (what) => {
    const clock = new VirtualClock();
    let cameFirst = (): void => {};
    const came = new Promise<void>((resolve) => {
      cameFirst = resolve;
    });
    const link = await linkTo(
      await startHost((request, earlier) => {
        const [first = request] = earlier;
        cameFirst();
        if (request.transmissionTimeMs === first.transmissionTimeMs) return what === 'sent twice' ? [[request, {}]] : [];
        return [
          [first, { amountMinor: 99 }],
          [request, OWN_TIME],
        ];
      }),
      clock,
    );
    const request = purchase(1);
    const first = askAmount(link, request);
    await came;
    if (what === 'timed out') clock.advance(5_100);
    else if (what === 'abandoned') link.abandon(request);
    else link.sendCopy(request);
    if (what !== 'abandoned') expect(await first).toBe(what === 'timed out' ? 'timeout' : 1);
    const later = { ...request, transmissionTimeMs: request.transmissionTimeMs + 2_000, amountMinor: 2 };
    expect(await askAmount(link, later)).toBe(2);
    expect(link.errors.looseAnswers).toBe(1);
  },
);

test('one answer that can’t be read among others costs that answer alone', async () => {
  const link = await linkTo(
    await startHost((request) =>
      request.amountMinor === 2
        ? [
            [request, 'garbage'],
            [request, {}],
          ]
        : [[request, {}]],
    ),
  );
  expect(await askAmount(link, purchase(1))).toBe(1);
  expect(await askAmount(link, purchase(2))).toBe(2);
  expect(link.errors).toMatchObject({ unreadableAnswers: 1, connectionsLost: 0 });
  expect(link.errors.firstSentence).toMatch(/^An answer cannot be read \(.*\); the others of this host can\.$/);
});

test('half a message, and never the rest, is another header', async () => {
  const clock = new VirtualClock();
  let saw = (): void => {};
  const seen = new Promise<void>((resolve) => {
    saw = resolve;
  });
  const header: HeaderKind = {
    ...HEADER_4B,
    read: (data, offset) => {
      saw();
      return HEADER_4B.read(data, offset);
    },
  };
  const link = new Link({ ...optionsFor(await startHost((request) => [[request, 'half']]), clock), header });
  opened.push(link);
  expect(await link.open()).toBeUndefined();
  const asked = askAmount(link, purchase(1));
  await seen;
  clock.advance(5_100);
  expect(await asked).toBe('timeout');
  expect(link.errors.firstSentence).toBe(
    'The host sent bytes that are not a whole message after a 4-byte header; check that --codec, with its header, is what the port speaks.',
  );
});

test('connections on which nothing ever came are counted', async () => {
  const clock = new VirtualClock();
  const port = await startHost((request) => (request.amountMinor === 1 ? [[request, {}]] : []));
  const pool = new LinkPool(optionsFor(port, clock), 3);
  opened.push(pool);
  expect(await pool.open()).toBeUndefined();
  const silent = askAmount(pool, purchase(2));
  expect(await askAmount(pool, { ...purchase(1), terminalId: 'T0000002' })).toBe(1);
  expect(pool.errors().silentConnections).toBe(0);
  clock.advance(5_100);
  expect(await silent).toBe('timeout');
  expect(pool.errors().silentConnections).toBe(1);
});
