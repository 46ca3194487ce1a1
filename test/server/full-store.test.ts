/** A whole server whose table of stored answers is full, over both wires. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '../../src/config/duration.ts';
import type { Settings } from '../../src/config/settings-table.ts';
import { terminalCodec } from '../../src/pin/mac/iso-codec.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import { parseDialectSpec } from '../../src/protocol/iso8583/dialect/dialect-spec.ts';
import type { Response, TransactionRequest } from '../../src/protocol/message.ts';
import { purchase, reversalOf } from '../authorizer/fixture.ts';
import { Peer } from '../authorizer/peer.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '2811',
  pin: '1234',
  balanceMinor: 10_000_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const START_MS = Date.UTC(2026, 5, 1, 10);
const ANSWERS_MAX = 200;

interface Wire {
  readonly name: string;
  dial(server: TestApp): Promise<Peer>;
}

const SPEC = parseDialectSpec('1987-ascii', 'here');
const WIRES: readonly Wire[] = [
  { name: 'protobuf', dial: ({ app }) => Peer.connect(app.ports.protobuf) },
  {
    name: 'ISO 8583',
    dial: ({ app }) => Peer.connect(app.ports.iso8583[0]?.port ?? 0, SPEC.header, terminalCodec(SPEC, app.ring, 'keys.json')),
  },
];

let server: TestApp;
let peer: Peer;

// The clock of the store; timers stay as they are.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START_MS });
});
afterEach(async () => {
  peer?.end();
  await server?.stop();
  vi.useRealTimers();
});

async function start(wire: Wire, settings: Partial<Settings>): Promise<void> {
  server = await startTestApp({ iso8583: '0:1987-ascii', ...settings });
  await server.app.cards.import([CARD]);
  peer = await wire.dial(server);
}

function sale(): TransactionRequest {
  const pinBlock = createPinEncrypter(server.app.ring, randomBytes).encrypt(CARD.pan, CARD.pin, 'iso0', '');
  return purchase({ amountMinor: 100, pinBlock, transmissionTimeMs: Date.now() });
}

/** Sends purchases until the first that is not approved; those that were, and the answer to that one. */
async function fill(): Promise<{ readonly approved: readonly TransactionRequest[]; readonly last: Response }> {
  const approved: TransactionRequest[] = [];
  for (;;) {
    const request = sale();
    const last = await peer.ask(request);
    if (last.outcome !== 'approved') return { approved, last };
    approved.push(request);
  }
}

/** A repeat; a PIN block is enciphered anew, because the server zeroes what it has read. */
function again(request: TransactionRequest): TransactionRequest {
  return { ...request, repeat: true, pinBlock: sale().pinBlock };
}

function warnings(): readonly string[] {
  return server.log.lines.filter((line) => line.startsWith('warn') && line.includes('The store '));
}

async function metric(name: string, kind: string): Promise<number> {
  const text = await (await fetch(`${server.http}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 'NaN');
}

describe.each(WIRES)('over $name, a full table of stored answers', (wire) => {
  beforeEach(() => start(wire, { storedAnswersMax: ANSWERS_MAX }));

  test('declines requests 91, still takes reversals, and has room again when answers are forgotten', async () => {
    const { approved, last } = await fill();
    expect(approved).toHaveLength(0.95 * ANSWERS_MAX);
    expect(last.outcome).toBe('issuerInoperative');
    expect((await peer.ask(sale())).outcome).toBe('issuerInoperative');
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain(
      'The store keeps 190 stored answers of at most 200 (storedAnswersMax): new requests are declined issuerInoperative (91) until older ones are forgotten; to keep more, start the server with a higher --stored-answers-max',
    );
    expect(await metric('aksept_store_entries', 'answers')).toBe(190);
    expect(await metric('aksept_store_entries_max', 'answers')).toBe(ANSWERS_MAX);
    expect((await fetch(`${server.http}/readyz`)).status).toBe(503);
    const [first, second] = approved as [TransactionRequest, TransactionRequest];
    // What was answered is not forgotten, and a declined request has left nothing.
    expect(await peer.ask(again(first))).toMatchObject({ outcome: 'approved' });
    const { ledgerMinor } = (await server.app.cards.show(CARD.pan)) ?? {};
    expect(ledgerMinor).toBe(CARD.balanceMinor - approved.length * 100);
    expect(await peer.ask(reversalOf(second))).toMatchObject({ outcome: 'approved' });
    expect((await server.app.cards.show(CARD.pan))?.ledgerMinor).toBe(CARD.balanceMinor - approved.length * 100 + 100);
    expect(await metric('aksept_store_entries', 'answers')).toBe(191);
    vi.setSystemTime(START_MS + 10 * DAY_MS - 1);
    expect((await peer.ask(sale())).outcome).toBe('issuerInoperative');
    vi.setSystemTime(START_MS + 10 * DAY_MS);
    expect((await fetch(`${server.http}/readyz`)).status).toBe(200);
    expect((await peer.ask(sale())).outcome).toBe('approved');
    expect(warnings()).toHaveLength(2);
    expect(warnings()[1]).toContain('The store has room again');
    expect((await (await fetch(`${server.http}/v1/verify`)).json()) as unknown).toMatchObject({ fault: '' });
  });
});

test('a card beyond storedCardsMax is refused with the setting, and its server goes on', async () => {
  await start(WIRES[0] as Wire, { storedCardsMax: 2 });
  const { status, body } = await server.post('/v1/cards', { count: 3 });
  expect(status).toBe(409);
  expect(body['detail']).toContain('The store keeps at most 2 cards (storedCardsMax), so no further card is put on file');
  expect(await metric('aksept_store_entries', 'cards')).toBe(2);
  expect((await peer.ask(sale())).outcome).toBe('approved');
});
