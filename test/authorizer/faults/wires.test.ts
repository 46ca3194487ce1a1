/** Fault rules on real sockets, over protobuf and ISO 8583 alike. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Codec } from '../../../src/protocol/codec.ts';
import { HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { TransactionResponse } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { BALANCE_MINOR, purchase, reversalOf } from '../fixture.ts';
import { framed, type Peer } from '../peer.ts';
import { closeWorlds, open, outcomeOf, until, WIRES, type Wire } from './fault-world.ts';
import { planOf } from './rules.ts';

afterEach(closeWorlds);

describe.each(WIRES)('over $name', (wire) => {
  const send = (peer: Peer, changes: Parameters<typeof purchase>[0] = {}): void =>
    peer.write(framed(purchase({ amountMinor: 10_000, ...changes }), wire.header, wire.codec));

  test('a forced outcome leaves the card as it is', async () => {
    const world = await open(wire, [{ match: { terminal: 'TERM0001' }, do: { outcome: 'insufficientFunds' } }]);
    const peer = await world.dial();
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'insufficientFunds', class: 'financial' });
    expect(outcomeOf(await peer.ask(purchase({ terminalId: 'TERM0002' })))).toBe('approved');
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 10_000);
    expect(world.injected).toEqual(['rule-1 outcome']);
  });

  test('a forced approval has a code, in part for half, and nothing is on the books', async () => {
    const world = await open(wire, [
      { match: { nth: 1 }, do: { outcome: 'approved' } },
      { match: { nth: 1 }, do: { outcome: 'approvedPartially' } },
      { do: { storeDown: true } },
    ]);
    const peer = await world.dial();
    const whole = (await peer.ask(purchase({ amountMinor: 999_999_900 }))) as TransactionResponse;
    const part = (await peer.ask(purchase({ amountMinor: 10_001 }))) as TransactionResponse;
    expect([whole.outcome, whole.approvalCode]).toEqual(['approved', expect.stringMatching(/^[0-9A-Z]{6}$/)]);
    expect([part.outcome, part.approvedAmountMinor]).toEqual(['approvedPartially', 5_000]);
    expect(outcomeOf(await peer.ask(purchase()))).toBe('issuerInoperative');
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR);
  });

  test('a store that is down for a repeat: what the lost answer approved is taken back', async () => {
    const world = await open(wire, [
      { match: { nth: 1 }, do: { drop: true } },
      { match: { nth: 1 }, do: { storeDown: true } },
    ]);
    const peer = await world.dial();
    const request = purchase();
    peer.write(framed(request, wire.header, wire.codec));
    await expect.poll(() => world.ledgerMinor(), { timeout: 60_000 }).toBe(BALANCE_MINOR - 10_000);
    expect(outcomeOf(await peer.ask({ ...request, repeat: true }))).toBe('issuerInoperative');
    await expect.poll(() => world.ledgerMinor(), { timeout: 60_000 }).toBe(BALANCE_MINOR);
    // The message that follows finds the store there.
    expect(outcomeOf(await peer.ask(purchase()))).toBe('approved');
  });

  test('a store whose answer is lost: its approval is taken back', async () => {
    const world = await open(wire, [{ match: { nth: 1 }, do: { storeAnswerLost: true } }]);
    const peer = await world.dial();
    expect(outcomeOf(await peer.ask(purchase()))).toBe('issuerInoperative');
    await expect.poll(() => world.ledgerMinor(), { timeout: 60_000 }).toBe(BALANCE_MINOR);
    expect(world.injected).toEqual(['rule-1 store']);
  });

  test('a delayed answer comes after its time, others meanwhile', async () => {
    const world = await open(wire, [{ match: { terminal: 'SLOW*' }, do: { delay: 500 } }]);
    const peer = await world.dial();
    send(peer, { terminalId: 'SLOW0001' });
    send(peer, { terminalId: 'FAST0001' });
    await peer.received(1);
    expect(peer.responses.map(({ terminalId }) => terminalId.trim())).toEqual(['FAST0001']);
    expect([world.faults.held, world.server.inFlight]).toEqual([1, 1]);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 20_000);
    world.time.clock.advance(499);
    expect(world.faults.held).toBe(1);
    world.time.clock.advance(1);
    const [, slow] = await peer.received(2);
    expect([slow?.terminalId.trim(), outcomeOf(slow)]).toEqual(['SLOW0001', 'approved']);
    expect([world.faults.held, world.server.inFlight]).toEqual([0, 0]);
  });

  test('a late answer is 7 s late', async () => {
    const world = await open(wire, [{ do: { late: true } }]);
    const peer = await world.dial();
    send(peer);
    await until(() => world.faults.held === 1);
    world.time.clock.advance(6_999);
    expect(world.faults.held).toBe(1);
    world.time.clock.advance(1);
    expect(outcomeOf((await peer.received(1))[0])).toBe('approved');
  });

  test('a dropped answer never comes; the decision stands, and its repeat is answered with it', async () => {
    const world = await open(wire, [{ match: { mti: 'x200' }, do: { drop: true } }]);
    const peer = await world.dial();
    const request = purchase();
    peer.write(framed(request, wire.header, wire.codec));
    expect(outcomeOf(await peer.ask({ ...request, repeat: true }))).toBe('approved');
    expect(peer.responses).toHaveLength(1);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 10_000);
    expect(outcomeOf(await peer.ask(reversalOf(request)))).toBe('approved');
    expect([await world.ledgerMinor(), world.server.inFlight]).toEqual([BALANCE_MINOR, 0]);
  });

  test('a duplicate comes twice, or as often as asked for, and later when asked for', async () => {
    const world = await open(wire, [{ match: { first: 1 }, do: { duplicate: true } }, { do: { duplicate: { copies: 3, everyMs: 100 } } }]);
    const peer = await world.dial();
    send(peer);
    const [first, second] = await peer.received(2);
    expect(second).toEqual(first);
    send(peer);
    await peer.received(3);
    world.time.clock.advance(100);
    await peer.received(4);
    expect(world.server.inFlight).toBe(0);
    world.time.clock.advance(100);
    const all = await peer.received(5);
    expect([all[3], all[4]]).toEqual([all[2], all[2]]);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 20_000);
  });

  test.each(['instead', 'half', 'after'] as const)('the connection is closed: %s', async (close) => {
    const world = await open(wire, [{ do: { close } }]);
    const peer = await world.dial();
    const bytes: Buffer[] = [];
    peer.socket.on('data', (chunk: Buffer) => bytes.push(chunk));
    send(peer);
    await peer.closed;
    const got = Buffer.concat(bytes).length;
    expect(peer.responses).toHaveLength(close === 'after' ? 1 : 0);
    if (close === 'instead') expect(got).toBe(0);
    else expect(got).toBeGreaterThan(wire.header.bytes);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 10_000);
    expect(outcomeOf((await (await open(wire, [])).dial()).responses[0])).toBe('none');
  });

  test('garbage is a frame of the right length and no answer; what follows is read again', async () => {
    const world = await open(wire, [{ match: { first: 1 }, do: { garbage: true } }]);
    const peer = await world.dial();
    const chunks: Buffer[] = [];
    peer.socket.removeAllListeners('data');
    peer.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const all = (): Buffer => Buffer.concat(chunks);
    const length = (from: number): number => (all().length < from + wire.header.bytes ? 0 : wire.header.read(all(), from));
    send(peer);
    await until(() => all().length > wire.header.bytes && all().length >= wire.header.bytes + length(0));
    send(peer);
    const start = wire.header.bytes + length(0);
    await until(() => all().length > start + wire.header.bytes && all().length >= start + wire.header.bytes + length(start));
    const decode = (from: number) =>
      wire.codec.decodeResponse(all().subarray(from + wire.header.bytes, from + wire.header.bytes + length(from)));
    const first = decode(0);
    expect(first.kind === 'message' ? first.message.outcome : '').not.toBe('approved');
    expect(decode(start)).toMatchObject({ kind: 'message', message: { outcome: 'approved' } });
  });

  test('a trickled answer comes byte by byte, whole, and the others behind it', async () => {
    const world = await open(wire, [{ match: { first: 1 }, do: { trickle: { bytes: 1, everyMs: 10 } } }]);
    const peer = await world.dial();
    let got = 0;
    peer.socket.on('data', (chunk: Buffer) => {
      got += chunk.length;
    });
    send(peer, { terminalId: 'SLOW0001' });
    await until(() => got === 1);
    send(peer, { terminalId: 'FAST0001' });
    for (let bytes = 2; bytes <= 20; bytes += 1) {
      world.time.clock.advance(10);
      await until(() => got === bytes);
    }
    expect(peer.responses).toEqual([]);
    world.time.clock.advance(60_000);
    const both = await peer.received(2);
    expect(both.map((response) => [response.terminalId.trim(), response.outcome])).toEqual([
      ['SLOW0001', 'approved'],
      ['FAST0001', 'approved'],
    ]);
    expect([world.server.inFlight, world.faults.held, world.time.waiting]).toEqual([0, 0, 0]);
  });

  test('a rule on the true outcome sees it', async () => {
    const world = await open(wire, [{ match: { outcome: 'exceedsAmountLimit' }, do: { drop: true } }]);
    const peer = await world.dial();
    send(peer, { amountMinor: 5_000_100 });
    expect(outcomeOf(await peer.ask(purchase()))).toBe('approved');
    expect([peer.responses.length, world.injected]).toEqual([1, ['rule-1 drop']]);
  });

  test('in a stall all answers wait for its end, from whichever connection', async () => {
    const world = await open(wire, [{ match: { during: { afterMs: 1_000, forMs: 1_000 } }, do: { stall: true } }]);
    const [one, other] = [await world.dial(), await world.dial()];
    await one.ask(purchase());
    world.time.clock.advance(1_000);
    send(one);
    world.time.clock.advance(400);
    send(other);
    await until(() => world.faults.held === 2);
    world.time.clock.advance(599);
    expect(world.faults.held).toBe(2);
    world.time.clock.advance(1);
    await Promise.all([one.received(2), other.received(1)]);
    expect(outcomeOf(await one.ask(purchase()))).toBe('approved');
    expect(world.faults.held).toBe(0);
  });

  test('magic amounts', async () => {
    const world = await open(wire, [], { magicAmounts: true });
    const peer = await world.dial();
    expect(outcomeOf(await peer.ask(purchase({ amountMinor: 10_051 })))).toBe('insufficientFunds');
    expect(outcomeOf(await peer.ask(purchase({ amountMinor: 10_000 })))).toBe('approved');
    const lost = purchase({ amountMinor: 10_074 });
    peer.write(framed(lost, wire.header, wire.codec));
    expect(outcomeOf(await peer.ask(reversalOf(lost, { amountMinor: 10_074 })))).toBe('approved');
    expect([peer.responses.length, await world.ledgerMinor()]).toEqual([3, BALANCE_MINOR - 10_000]);
    expect(world.injected).toEqual(['magic-amount outcome', 'magic-amount drop']);
  });
});

const [PROTOBUF] = WIRES as [Wire];
const HELD = { delay: 60_000 };

describe('what is held', () => {
  const send = (peer: Peer, times: number): void => {
    for (let time = 0; time < times; time += 1) peer.write(framed(purchase()));
  };

  test('is forgotten when the connection closes', async () => {
    const world = await open(PROTOBUF, [{ match: { every: 2 }, do: HELD }, { do: { duplicate: { copies: 3, everyMs: 500 } } }]);
    const peer = await world.dial();
    send(peer, 6);
    await peer.received(3);
    await until(() => world.faults.held === 6);
    peer.socket.resetAndDestroy();
    await until(() => world.server.connections === 0);
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test('so is an answer that trickles', async () => {
    const world = await open(PROTOBUF, [{ do: { trickle: true } }]);
    const peer = await world.dial();
    send(peer, 3);
    await until(() => world.faults.held > 0);
    peer.socket.resetAndDestroy();
    await until(() => world.server.connections === 0);
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test('leaves when the rules change', async () => {
    const world = await open(PROTOBUF, [{ do: HELD }]);
    const peer = await world.dial();
    send(peer, 3);
    await until(() => world.faults.held === 3);
    world.faults.set(planOf([]), false);
    await peer.received(3);
    expect([world.faults.held, world.time.waiting, world.faults.active]).toEqual([0, 0, false]);
  });

  test('leaves when the server stops', async () => {
    const world = await open(PROTOBUF, [{ match: { nth: 1 }, do: { trickle: { everyMs: 100 } } }, { do: HELD }]);
    const peer = await world.dial();
    send(peer, 1);
    await until(() => world.faults.held === 1);
    const closed = world.server.close(10_000);
    expect(await closed).toBe(true);
    expect(await peer.received(1)).toHaveLength(1);
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test('is bounded: answers past it leave at once, and are counted', async () => {
    const world = await open(PROTOBUF, [{ do: HELD }], { heldMax: 2 });
    const peer = await world.dial();
    send(peer, 5);
    await peer.received(3);
    expect([world.faults.held, world.skipped]).toEqual([2, ['rule-1', 'rule-1', 'rule-1']]);
  });
});

test('PIN blocks of requests that nobody decides are zeroed too', async () => {
  const seen: Buffer[] = [];
  const codec: Codec = {
    ...protobufCodec,
    name: 'spy',
    decodeRequest: (frame) => {
      const decoded = protobufCodec.decodeRequest(frame);
      if (decoded.kind === 'message' && decoded.message.class !== 'networkManagement') seen.push(decoded.message.pinBlock);
      return decoded;
    },
    encodeResponse: (response) => protobufCodec.encodeResponse(response),
  };
  const world = await open({ name: 'spy', codec, header: HEADER_4B }, [{ do: { outcome: 'approved' } }]);
  const peer = await world.dial();
  await peer.ask(purchase());
  expect(seen.map((block) => block.toString('hex'))).toEqual(['0000000000000000']);
});
