/** The year of ISO 8583:1987 times on the message clock: that of the messages, not of this machine. */
import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../src/config/settings.ts';
import { terminalCodec } from '../../src/pin/mac/iso-codec.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import { parseDialectSpec } from '../../src/protocol/iso8583/dialect/dialect-spec.ts';
import type { Response } from '../../src/protocol/message.ts';
import { referenceInstant } from '../../src/server/reference-instant.ts';
import { purchase } from '../authorizer/fixture.ts';
import { Peer } from '../authorizer/peer.ts';
import { startTestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '4912',
  pin: '1234',
  balanceMinor: 1_000_000,
  status: 'active',
  profile: 'kronekort',
} as const;

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.stop();
});

/** Sends a purchase at each instant over the dialect, and returns what the terminal read. */
async function decidedAt(
  clockReference: string,
  instants: readonly number[],
  dialect = '1987-ascii',
): Promise<{ heard: Response[]; journal: number[] }> {
  const server = await startTestApp({ clock: 'message', clockReference, iso8583: `0:${dialect}` });
  opened.push(server);
  await server.app.cards.import([CARD]);
  const spec = parseDialectSpec(dialect, 'here');
  const peer = await Peer.connect(server.app.ports.iso8583[0]?.port ?? 0, spec.header, terminalCodec(spec, server.app.ring, 'keys.json'));
  opened.push({ stop: async () => peer.end() });
  const encrypter = createPinEncrypter(server.app.ring, seededBytes('reference'));
  const heard: Response[] = [];
  for (const transmissionTimeMs of instants) {
    const pinBlock = encrypter.encrypt(CARD.pan, CARD.pin, 'iso0', '');
    heard.push(await peer.ask(purchase({ transmissionTimeMs, amountMinor: 100, pinBlock })));
  }
  const journal = [...(await server.app.store.journal(100))].filter(({ event }) => event === 'spend').map(({ atMs }) => atMs);
  return { heard, journal };
}

const LAST_YEAR = new Date().getUTCFullYear() - 1;

test.each([
  ['of last year', LAST_YEAR],
  ['of seven years ago', LAST_YEAR - 6],
  ['of a year to come', LAST_YEAR + 12],
])('a trace %s is read in its own year, over half a year and more', async (_what, year) => {
  const instants = [Date.UTC(year, 5, 15, 12), Date.UTC(year, 5, 15, 12, 0, 1), Date.UTC(year, 10, 1), Date.UTC(year + 1, 2, 1)];
  const { heard, journal } = await decidedAt(`${year}-06-01`, instants);
  expect(heard.map(({ outcome }) => outcome)).toEqual(instants.map(() => 'approved'));
  expect(heard.map(({ transmissionTimeMs }) => transmissionTimeMs)).toEqual(instants);
  expect(journal).toEqual(instants);
});

test("over New Year's Eve the year goes on", async () => {
  const instants = [Date.UTC(LAST_YEAR, 11, 31, 23, 59, 59), Date.UTC(LAST_YEAR + 1, 0, 1, 0, 0, 1)];
  expect((await decidedAt(`${LAST_YEAR}-12-31T23:00:00Z`, instants)).journal).toEqual(instants);
});

test('without a reference, the first message is read near now', async () => {
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  expect((await decidedAt('', [now, now + 1_000])).journal).toEqual([now, now + 1_000]);
});

test.each([
  ['1 June', 'message', 'clockReference is "1 June"; write a date such as 2025-06-01, or 2025-06-01T12:00:00Z.'],
  ['2025-13-01', 'message', 'clockReference is "2025-13-01"'],
  ['2025-06-01', 'wall', 'clockReference is for the message clock only'],
] as const)('%s on the %s clock is refused', (clockReference, clock, sentence) => {
  expect(() => referenceInstant(settingsWith({ clock, clockReference }), Date.now)).toThrow(sentence);
});
