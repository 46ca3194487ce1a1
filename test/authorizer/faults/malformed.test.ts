/** Fault rules and messages that could not be read whole, on real sockets. */
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { RuleBook } from '../../../src/authorizer/faults/rules/rule-book.ts';
import type { RefusedInput } from '../../../src/authorizer/observer.ts';
import type { Known } from '../../../src/protocol/codec.ts';
import { encodeFrame } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import type { TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { spoilt } from '../../protocol/iso8583/codec/bad-input.ts';
import { BALANCE_MINOR, NOW_MS, PAN, purchase } from '../fixture.ts';
import { framed } from '../peer.ts';
import { closeWorlds, open, outcomeOf, until, WIRES, type Wire } from './fault-world.ts';
import { planOf } from './rules.ts';

afterEach(closeWorlds);

/** All but its last byte: nearly everything is known. */
function nearlyWhole({ header, codec }: Wire, changes: Partial<TransactionRequest> = {}): Buffer {
  const frame = codec.encodeRequest(purchase(changes));
  return encodeFrame(header, frame.subarray(0, frame.length - 1));
}

/** As much of it as it takes to be answered: class and STAN, and what the wire says before those. */
function hardlyBegun({ header, codec }: Wire): Buffer {
  const frame = Buffer.from(codec.encodeRequest(purchase()));
  let cut = 1;
  while (codec.decodeRequest(Buffer.from(frame.subarray(0, cut))).kind !== 'malformed') cut += 1;
  return encodeFrame(header, frame.subarray(0, cut));
}

describe.each(WIRES)('over $name', (wire) => {
  test('without a rule for it a malformed message is answered formatError', async () => {
    const world = await open(wire, [{ match: { malformed: false }, do: { drop: true } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    expect(outcomeOf((await peer.received(1))[0])).toBe('formatError');
    expect(world.injected).toEqual([]);
  });

  test.each([
    [{}, true, true],
    [{ malformed: true }, true, true],
    [{ malformed: false }, false, false],
    [{ outcome: 'formatError' }, true, true],
    [{ outcome: ['approved', 'lostCard'] }, false, false],
    [{ codec: wire.name }, true, true],
    [{ codec: 'other' }, false, false],
    [{ class: 'financial' }, true, true],
    [{ class: ['reversal', 'authorization'] }, false, false],
    [{ terminal: 'TERM0001' }, true, false],
    [{ terminal: '*' }, true, false],
    [{ terminal: 'ATM*' }, false, false],
    [{ nth: 1 }, true, true],
    [{ nth: 2 }, false, false],
    [{ during: { forMs: 10 } }, true, true],
    [{ during: { afterMs: 10, forMs: 10 } }, false, false],
  ] as const)('%j: nearly whole %s, hardly begun %s', async (match, nearly, hardly) => {
    for (const [bytes, isHit] of [
      [nearlyWhole(wire), nearly],
      [hardlyBegun(wire), hardly],
    ] as const) {
      const world = await open(wire, [{ match, do: { duplicate: true } }]);
      const peer = await world.dial();
      peer.write(bytes);
      await peer.received(isHit ? 2 : 1);
      expect(world.injected).toEqual(isHit ? ['rule-1 duplicate'] : []);
    }
  });

  test.each([
    ['amount', { amount: 100 }],
    ['pan', { pan: PAN.slice(0, 6) }],
    ['type', { type: 'purchase' }],
  ] as const)('by %s where it could be read', async (_what, match) => {
    const world = await open(wire, [{ match, do: { duplicate: true } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    await peer.received(2);
    expect(world.injected).toEqual(['rule-1 duplicate']);
  });

  test('a forced outcome comes instead of formatError; that it was malformed is counted', async () => {
    const refused: RefusedInput[] = [];
    const world = await open(wire, [{ match: { malformed: true }, do: { outcome: 'insufficientFunds' } }], {
      refused: (input) => refused.push(input),
    });
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    expect(await peer.received(1)).toMatchObject([{ class: 'financial', outcome: 'insufficientFunds', reason: '' }]);
    expect([refused, world.injected]).toEqual([['malformed'], ['rule-1 outcome']]);
    expect(outcomeOf(await peer.ask(purchase()))).toBe('approved');
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 10_000);
  });

  test('a forced approval is for the amount that could be read, in part for half, and on no books', async () => {
    const world = await open(wire, [{ match: { nth: 1 }, do: { outcome: 'approved' } }, { do: { outcome: 'approvedPartially' } }]);
    const peer = await world.dial();
    for (const bytes of [nearlyWhole(wire, { amountMinor: 10_001 }), nearlyWhole(wire, { amountMinor: 10_001 })]) peer.write(bytes);
    const [whole, part] = (await peer.received(2)) as readonly TransactionResponse[];
    expect([whole?.outcome, whole?.approvedAmountMinor]).toEqual(['approved', 10_001]);
    expect([part?.outcome, part?.approvedAmountMinor]).toEqual(['approvedPartially', 5_000]);
    expect([whole?.approvalCode, part?.approvalCode]).toEqual([expect.stringMatching(/^[0-9A-Z]{6}$/), expect.stringMatching(/^.{6}$/)]);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR);
  });

  test('a delayed formatError comes after its time, and is in flight until then', async () => {
    const world = await open(wire, [{ match: { malformed: true }, do: { delay: 500 } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    expect(outcomeOf(await peer.ask(purchase()))).toBe('approved');
    expect([world.faults.held, world.server.inFlight]).toEqual([1, 1]);
    world.time.clock.advance(500);
    expect(outcomeOf((await peer.received(2))[1])).toBe('formatError');
    expect([world.faults.held, world.server.inFlight]).toEqual([0, 0]);
  });

  test('a dropped formatError never comes', async () => {
    const world = await open(wire, [{ match: { malformed: true }, do: { drop: true } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    expect(outcomeOf(await peer.ask(purchase()))).toBe('approved');
    expect([peer.responses.length, world.server.inFlight]).toEqual([1, 0]);
  });

  test('the connection ends instead of a formatError', async () => {
    const world = await open(wire, [{ match: { malformed: true }, do: { close: true } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    await peer.closed;
    expect(peer.responses).toEqual([]);
  });

  test('garbage has the length of the formatError', async () => {
    const lengthOf = async (rules: Parameters<typeof planOf>[0]): Promise<number> => {
      const peer = await (await open(wire, rules)).dial();
      const chunks: Buffer[] = [];
      peer.socket.removeAllListeners('data');
      peer.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      const got = (): Buffer => Buffer.concat(chunks);
      peer.write(nearlyWhole(wire, { stan: 7 }));
      await until(() => got().length > wire.header.bytes && got().length >= wire.header.bytes + wire.header.read(got(), 0));
      return got().length;
    };
    expect(await lengthOf([{ do: { garbage: true } }])).toBe(await lengthOf([]));
  });

  test('a formatError trickles', async () => {
    const world = await open(wire, [{ match: { malformed: true }, do: { trickle: { bytes: 8, everyMs: 10 } } }]);
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    await until(() => world.faults.held === 1);
    expect(peer.responses).toEqual([]);
    world.time.clock.advance(60_000);
    expect(outcomeOf((await peer.received(1))[0])).toBe('formatError');
  });

  test('it counts among the others; what cannot be read at all ends the connection, meets no rule and is not counted', async () => {
    const world = await open(wire, [{ match: { nth: 3 }, do: { outcome: 'lostCard' } }]);
    const noise = await world.dial();
    noise.write(encodeFrame(wire.header, Buffer.alloc(12, 0xee)));
    await noise.closed;
    const peer = await world.dial();
    peer.write(nearlyWhole(wire));
    expect(outcomeOf((await peer.received(1))[0])).toBe('formatError');
    expect([outcomeOf(await peer.ask(purchase())), outcomeOf(await peer.ask(purchase()))]).toEqual(['approved', 'lostCard']);
  });

  test('magic amounts hold for what could be read whole only', async () => {
    const world = await open(wire, [], { magicAmounts: true });
    const peer = await world.dial();
    peer.write(nearlyWhole(wire, { amountMinor: 10_051 }));
    expect(outcomeOf((await peer.received(1))[0])).toBe('formatError');
    expect(world.injected).toEqual([]);
  });
});

describe('over ISO 8583', () => {
  const dialect = loadDialect('1987-ascii');
  const wire = WIRES[1] as Wire;

  test.each([
    ['0200', { mti: 'x200' }, true],
    ['0200', { mti: '0201' }, false],
    ['0201', { mti: '1201' }, true],
    ['0420', { mti: '0400' }, true],
    ['1200', { mti: '0200' }, true],
    ['1200', { class: 'financial' }, true],
    ['0600', { mti: '0200' }, false],
    ['0600', { class: 'financial' }, false],
    ['0600', { malformed: true }, true],
    ['0800', { class: 'networkManagement' }, true],
    ['0800', { class: 'financial' }, false],
  ])('MTI %s and %j: %s', async (mti, match, isHit) => {
    const world = await open(wire, [{ match, do: { outcome: 'lostCard' } }]);
    const peer = await world.dial();
    // A terminal of this dialect has no use for the answer to another version.
    peer.socket.removeAllListeners('data');
    const answered = once(peer.socket, 'data');
    peer.write(encodeFrame(wire.header, spoilt(dialect, { 0: mti, 4: '00000001000X' })));
    await answered;
    expect(world.injected).toEqual(isHit ? ['rule-1 outcome'] : []);
  });

  test('a forced approval of a network message has neither code nor amount', async () => {
    const world = await open(wire, [{ match: { class: 'networkManagement' }, do: { outcome: 'approvedPartially' } }]);
    const peer = await world.dial();
    const frame = spoilt(dialect, { 0: '0800', 4: undefined, 54: undefined, 70: undefined });
    peer.socket.removeAllListeners('data');
    const answered = once(peer.socket, 'data');
    peer.write(encodeFrame(wire.header, frame));
    const [answer] = (await answered) as [Buffer];
    const { elements, mti } = unpack(compileDialect(dialect), answer.subarray(wire.header.bytes));
    const numbers = elements.map(({ number }) => number);
    expect([mti, elements.find(({ number }) => number === 39)?.text]).toEqual(['0810', '10']);
    expect(numbers.filter((number) => [4, 38, 54].includes(number))).toEqual([]);
  });

  test('a held answer is written from its own frame, whatever was read meanwhile', async () => {
    const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
    const world = await open({ ...wire, codec }, [{ match: { malformed: true }, do: { delay: 10 } }]);
    const peer = await world.dial();
    peer.write(encodeFrame(wire.header, spoilt(dialect, { 4: '00000001000X', 11: '000777' })));
    await peer.ask(purchase({ stan: 555 }));
    world.time.clock.advance(10);
    expect((await peer.received(2)).map(({ stan }) => stan)).toEqual([555, 777]);
  });
});

test('over protobuf an MTI is known of what says that it is a repeat, as the flag of one that does not may be behind the break', async () => {
  const wire = WIRES[0] as Wire;
  const world = await open(wire, [{ match: { mti: ['0200', '0201'] }, do: { outcome: 'lostCard' } }]);
  const peer = await world.dial();
  peer.write(nearlyWhole(wire));
  peer.write(nearlyWhole(wire, { repeat: true }));
  expect((await peer.received(2)).map(outcomeOf)).toEqual(['formatError', 'lostCard']);
});

test('the draws of a malformed message are of what is known of it, and of how often it came', () => {
  const plan = planOf([{ match: { share: 0.5 }, do: { drop: true } }]);
  const messages = Array.from({ length: 40 }, (_none, index): Known => ({ stan: 1 + (index % 20), class: 'financial' }));
  const hits = (list: readonly Known[]): readonly string[] => {
    const book = new RuleBook(plan, false, () => 0);
    return list.map((known) => (book.searchMalformed(known, 'protobuf') === undefined ? '' : String(known.stan))).sort();
  };
  expect(hits(messages)).toEqual(hits(messages.toReversed()));
  expect(new Set(hits(messages)).size).toBeGreaterThan(1);
});

test('a whole message beside a malformed one has its own fault', async () => {
  const world = await open(WIRES[0] as Wire, [
    { match: { malformed: true }, do: { outcome: 'lostCard' } },
    { match: { malformed: false }, do: { outcome: 'stolenCard' } },
  ]);
  const peer = await world.dial();
  peer.write(Buffer.concat([nearlyWhole(WIRES[0] as Wire), framed(purchase(), undefined, protobufCodec)]));
  expect((await peer.received(2)).map(outcomeOf)).toEqual(['lostCard', 'stolenCard']);
});
