/** `serve --show`: one line for each message, without card data, and never more than the limit. */
import { afterEach, describe, expect, test } from 'vitest';
import type { RequestHandler } from '../../src/authorizer/exchange.ts';
import type { Codec } from '../../src/protocol/codec.ts';
import { loadDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { Response } from '../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { MessageShow, SHOWN_PER_SECOND, type ShowForm } from '../../src/server/message-show.ts';
import { connect } from '../../src/terminal-sim/connect.ts';
import { LiveTerminal } from '../../src/terminal-sim/live-terminal.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const PAN = '9578990000000005';
const REQUEST = { ...EMPTY_REQUEST, class: 'financial', stan: 123, terminalId: 'TERM0001', amountMinor: 25_000, pan: PAN } as const;
const APPROVED = { outcome: 'approved' } as Response;

/** A show with a clock and a timer that the test moves. */
function shown(form: ShowForm = 'brief') {
  const lines: string[] = [];
  let monotonicMs = 0;
  let unwritten = 0;
  let end: (() => void) | undefined;
  const show = new MessageShow({
    form,
    output: { write: (text) => lines.push(text), unwrittenBytes: () => unwritten, color: false },
    nowMs: () => Date.UTC(2026, 0, 5, 9, 12, 33, 123),
    monotonicMs: () => {
      monotonicMs += 1.25;
      return monotonicMs;
    },
    after: (_ms, run) => {
      end = run;
      return () => {};
    },
  });
  return { show, lines, stall: (bytes: number) => (unwritten = bytes), endSecond: () => end?.() };
}

/** Approves everything, and counts. */
function approver(): RequestHandler & { readonly replies: Response[] } {
  const replies: Response[] = [];
  return {
    replies,
    handle: (_request, sink) => sink.reply(APPROVED as never),
    handleMalformed: (_malformed, sink) => sink.reply({ outcome: 'formatError' } as never),
  };
}

const IGNORED = { reply: () => {} };

describe('a line', () => {
  test('of protobuf has the class, of ISO 8583 the MTI', () => {
    const { show, lines } = shown();
    const dialect = loadDialect('1993-bcd');
    show.watch({ name: 'protobuf' }, approver()).handle(REQUEST, IGNORED);
    show.watch({ name: '1993-bcd', dialect }, approver()).handle({ ...REQUEST, repeat: true, currency: 978 }, IGNORED);
    show
      .watch({ name: '1993-bcd', dialect }, approver())
      .handleMalformed({ kind: 'malformed', message: { class: 'advice', stan: 7 }, reason: 'x', known: { stan: 7 } }, IGNORED);
    expect(lines.map((line) => line.split(/ {2,}/).map((cell) => cell.trim()))).toEqual([
      ['09:12:33.123', 'protobuf', 'financial', '000123', 'TERM0001', '250.00 NOK', 'approved', '1.3 ms'],
      ['09:12:33.123', '1993-bcd', '1201', '000123', 'TERM0001', '250.00 EUR', 'approved', '1.3 ms'],
      ['09:12:33.123', '1993-bcd', '1220', '000007', '0.00 NOK', 'formatError', '1.3 ms'],
    ]);
    expect(lines.join('')).not.toContain('957899');
  });

  test('has no control characters of a terminal id', () => {
    const { show, lines } = shown();
    show.watch({ name: 'protobuf' }, approver()).handle({ ...REQUEST, terminalId: 'A\u001b[2J' }, IGNORED);
    expect(lines.join('')).not.toContain('\u001b');
  });
});

describe('more than the limit', () => {
  test('is left out and counted, and answered all the same', () => {
    const { show, lines, endSecond } = shown();
    let replies = 0;
    const watched = show.watch({ name: 'protobuf' }, approver());
    const send = (count: number): void => {
      for (let n = 0; n < count; n += 1) watched.handle(REQUEST, { reply: () => (replies += 1) });
    };
    send(SHOWN_PER_SECOND + 3);
    expect([replies, lines.length]).toEqual([SHOWN_PER_SECOND + 3, SHOWN_PER_SECOND]);
    endSecond();
    expect(lines.at(-1)).toBe(`... 3 more messages left out: at most ${SHOWN_PER_SECOND} a second are shown.\n`);
    send(1);
    expect(lines).toHaveLength(SHOWN_PER_SECOND + 2);
  });

  test('so is everything while nobody reads the output', () => {
    const { show, lines, stall, endSecond } = shown();
    const watched = show.watch({ name: 'protobuf' }, approver());
    stall(1_000_000);
    watched.handle(REQUEST, IGNORED);
    expect(lines).toEqual([]);
    stall(0);
    endSecond();
    watched.handle(REQUEST, IGNORED);
    expect(lines).toHaveLength(2);
  });

  test('what is left is said at the end', () => {
    const { show, lines, stall } = shown();
    stall(1_000_000);
    show.watch({ name: 'protobuf' }, approver()).handle(REQUEST, IGNORED);
    show.close();
    expect(lines).toEqual([`... 1 more message left out: at most ${SHOWN_PER_SECOND} a second are shown.\n`]);
  });
});

describe('with the bytes', () => {
  test('a codec is the same one without full, and over protobuf', () => {
    const codec = { name: 'x' } as Codec;
    expect(shown('brief').show.watchCodec({ name: 'x', dialect: loadDialect('1987-ascii') }, codec)).toBe(codec);
    expect(shown('full').show.watchCodec({ name: 'protobuf' }, codec)).toBe(codec);
  });
});

describe('a whole server', () => {
  let server: TestApp | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function exchange(form: ShowForm, codec: string, clock = 'wall'): Promise<{ readonly text: string; readonly pan: string }> {
    const { show, lines } = shown(form);
    server = await startTestApp({ iso8583: '0:1987-ascii', clock }, { show });
    const { app } = server;
    const { cards } = await app.cards.issue({ count: 1, balanceMinor: 100_000, profile: 'kronekort', status: 'active' }, 'show');
    const [card] = cards;
    if (card === undefined) throw new Error('No card was issued.');
    const port = codec === 'protobuf' ? app.ports.protobuf : (app.ports.iso8583[0]?.port ?? 0);
    const connection = await connect({ target: `127.0.0.1:${port}`, codec, keys: app.settings.keys });
    try {
      const { outcome } = await new LiveTerminal(connection).purchase(card, 25_000);
      expect(outcome).toBe('approved');
    } finally {
      connection.close();
    }
    return { text: lines.join(''), pan: card.pan };
  }

  test('shows what passes over protobuf', async () => {
    const { text } = await exchange('brief', 'protobuf');
    expect(text).toMatch(/^09:12:33\.123 {2}protobuf {4}financial +\d{6} {2}\S+ +250\.00 NOK {2}approved +\d+\.\d ms\n$/);
  });

  test('shows the bytes of ISO 8583, masked', async () => {
    const { text, pan } = await exchange('full', 'iso8583:1987-ascii');
    expect(text).toMatch(/→ 1987-ascii {2}0200 in 1987-ascii, \d+ bytes: in order/);
    expect(text).toMatch(/← 1987-ascii {2}0210 in 1987-ascii, \d+ bytes: in order/);
    expect(text).toMatch(/1987-ascii {2}0200 {2}\d{6} .*250\.00 NOK {2}approved/);
    expect(text).toContain(`${pan.slice(0, 6)}******${pan.slice(-4)}`);
    expect(text).not.toContain(pan);
  });

  test('reads times without a year near the clock of the server', async () => {
    // Not after the cards expire, which are issued for some years from there.
    const { text } = await exchange('full', 'iso8583:1987-ascii', 'simulated:2041-06-01');
    expect(text).toMatch(/Transmission date and time .* 20(40|41)-\d\d-\d\d /);
    expect(text).not.toContain(`${new Date().getUTCFullYear()}-`);
  });
});
