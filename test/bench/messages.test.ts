/** What the counted generator sends: every message is a purchase of its own, on the card that it should be on. */
import { describe, expect, test } from 'vitest';
import { panOf } from '../../bench/fixtures.ts';
import { cardOfTurn, Messages, type NextMessage, STAN_MAX, STAN_MIN } from '../../bench/messages.ts';
import { PROTOBUF, wireOf } from '../../bench/wire.ts';
import { FrameReader } from '../../src/protocol/framing/frame.ts';

/** The transmission time in ISO 8583 has no year: an instant near now is read as it was sent. */
const TIME_MS = Math.floor(Date.now() / 1_000) * 1_000;
const CARDS = 3;

function decoded(wireName: string, sent: readonly NextMessage[]): readonly unknown[] {
  const wire = wireOf(wireName);
  const messages = new Messages(CARDS, TIME_MS, wire);
  const bytes = Buffer.alloc(sent.length * messages.frameBytes);
  for (const [n, each] of sent.entries()) messages.write(bytes, n * messages.frameBytes, each);
  const read: unknown[] = [];
  new FrameReader(wire.header).push(bytes, (frame) => {
    const { kind, message } = wire.codec.decodeRequest(frame) as { kind: string; message: Record<string, unknown> };
    const { pan, terminalId, stan, rrn, amountMinor, transmissionTimeMs } = message;
    read.push({ kind, pan, terminalId, stan, rrn, amountMinor, transmissionTimeMs });
  });
  return read;
}

test.each([PROTOBUF, '1987-ascii', '1987-bcd'])(
  'over %s, a message has the PAN of its card, and terminal, STAN and RRN of its own',
  (wire) => {
    const common = { kind: 'message', amountMinor: 1, transmissionTimeMs: TIME_MS };
    const sent = [
      { card: 0, terminal: 0, stan: STAN_MIN },
      { card: 2, terminal: 15, stan: STAN_MAX },
      { card: 0, terminal: 15, stan: 123_456 },
    ];
    expect(decoded(wire, sent)).toEqual([
      { ...common, pan: panOf(0), terminalId: 'BE000000', stan: 111_111, rrn: '612000111111' },
      { ...common, pan: panOf(2), terminalId: 'BE000015', stan: 999_999, rrn: '612015999999' },
      { ...common, pan: panOf(0), terminalId: 'BE000015', stan: 123_456, rrn: '612015123456' },
    ]);
  },
);

describe('turns of cards', () => {
  test.each([1, 10, 1_000, 40_000])('of %i: each comes once before one comes again', (cards) => {
    const turn = (from: number): Set<number> => new Set(Array.from({ length: cards }, (_, n) => cardOfTurn(from + n, cards)));
    for (const from of [0, 7, 3 * cards]) {
      expect(turn(from).size).toBe(cards);
      expect(Math.max(...turn(from))).toBe(cards - 1);
    }
  });

  test('neighbours in time are no neighbours in the list', () => {
    const distances = Array.from({ length: 100 }, (_, n) => Math.abs(cardOfTurn(n + 1, 1_000) - cardOfTurn(n, 1_000)));
    expect(Math.min(...distances)).toBeGreaterThan(50);
  });
});
