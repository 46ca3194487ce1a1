/** The MAC of ISO 8583 messages: right, wrong, missing; both algorithms, every dialect; and on the response. */
import { describe, expect, test } from 'vitest';
import { createMessageMac } from '../../../src/pin/mac/message-mac.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import type { MessageMac } from '../../../src/protocol/iso8583/codec/message-mac.ts';
import type { Dialect, MacSpec } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack, unpack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Request, Response } from '../../../src/protocol/message.ts';
import { authorizerOn, memoryStore, NOW_MS, purchase, reversalOf, ring } from '../fixture.ts';
import { network } from './scenarios.ts';

const SPECS: readonly MacSpec[] = [
  { algorithm: 'retail', padding: 1, bytes: 8 },
  { algorithm: 'retail', padding: 2, bytes: 4 },
  { algorithm: 'AES-CMAC', padding: 1, bytes: 8 },
  { algorithm: 'AES-CMAC', padding: 2, bytes: 4 },
];
const CASES = DIALECT_NAMES.flatMap((name) => SPECS.map((mac) => ({ name, ...mac, dialect: { ...loadDialect(name), mac } })));
const MAC_ELEMENTS = [64, 128];

function macOf(dialect: Dialect): MessageMac {
  const mac = createMessageMac(ring, dialect.mac);
  if (mac === undefined) throw new Error('The test ring has no key for this MAC.');
  return mac;
}

function codecOf(dialect: Dialect, macRequired: boolean, mac: MessageMac | undefined = macOf(dialect)): Codec {
  return createIsoCodec(dialect, { nowMs: () => NOW_MS, mac, macRequired });
}

/** Through a handler, and the bytes of the answer. */
async function answerTo(host: Codec, frame: Buffer): Promise<{ readonly server: Response; readonly bytes: Buffer }> {
  const handler = authorizerOn(await memoryStore());
  const decoded = host.decodeRequest(frame);
  const server = await new Promise<Response>((resolve) => {
    if (decoded.kind === 'message') handler.handle(decoded.message, { reply: resolve });
    else if (decoded.kind === 'malformed') handler.handleMalformed(decoded, { reply: resolve });
    else throw new Error(`The host read what is ${decoded.kind}.`);
  });
  return { server, bytes: host.encodeResponse(server) };
}

/** The MAC that a message brings and the one that its bytes should have; both undefined when it brings none. */
function macs(dialect: Dialect, frame: Buffer): { readonly element: number; readonly brought?: string; readonly computed?: string } {
  const { elements, mtiOffset, problem } = unpack(compileDialect(dialect), frame);
  expect(problem).toBeUndefined();
  const last = elements.at(-1);
  if (last === undefined || !MAC_ELEMENTS.includes(last.number)) return { element: 0 };
  expect(elements.filter(({ number }) => MAC_ELEMENTS.includes(number))).toHaveLength(1);
  const computed = macOf(dialect).compute(frame.subarray(mtiOffset, last.offset)).toString('hex').toUpperCase();
  return { element: last.number, brought: last.text, computed };
}

function expectRightMac(dialect: Dialect, frame: Buffer, element: number): void {
  const found = macs(dialect, frame);
  expect(found.element).toBe(element);
  expect(found.brought).toBe(found.computed);
  expect(found.brought).toMatch(dialect.mac.bytes === 4 ? /^(?!0{8})[0-9A-F]{8}0{8}$/ : /^(?!0{16})[0-9A-F]{16}$/);
}

/** With one element's text changed, the MAC as it was. */
function changed(dialect: Dialect, frame: Buffer, element: number, text: string): Buffer {
  const layout = compileDialect(dialect);
  const { mti, elements } = unpack(layout, frame);
  return pack(layout, new Map([[0, mti], ...elements.map(({ number, text: old }) => [number, number === element ? text : old] as const)]));
}

function flipped(text: string): string {
  return `${(Number.parseInt(text.slice(0, 1), 16) ^ 1).toString(16).toUpperCase()}${text.slice(1)}`;
}

const REQUESTS: readonly (readonly [string, () => Request])[] = [
  ['a purchase', purchase],
  ['a reversal', () => reversalOf(purchase())],
  ['a network message', network],
];

describe.each(CASES)('$name, $algorithm, padding $padding, $bytes bytes', ({ dialect }) => {
  const asks = codecOf(dialect, true);
  const required = codecOf(dialect, true);
  const optional = codecOf(dialect, false);
  const plain = createIsoCodec(dialect, { nowMs: () => NOW_MS });

  test.each(REQUESTS)('%s with a right MAC is taken, and its answer has one', async (_what, made) => {
    const frame = asks.encodeRequest(made());
    const { element } = macs(dialect, frame);
    expectRightMac(dialect, frame, element);
    for (const host of [required, optional]) {
      const decoded = host.decodeRequest(Buffer.from(frame));
      expect(decoded).toMatchObject({ kind: 'message', message: { macCheck: 'right' } });
      const { server, bytes } = await answerTo(host, Buffer.from(frame));
      expect(server.outcome).toBe('approved');
      const answered = unpack(compileDialect(dialect), bytes).elements.some(({ number }) => number > 64) ? 128 : 64;
      expectRightMac(dialect, bytes, answered);
      expect(asks.decodeResponse(bytes)).toMatchObject({ kind: 'message', message: { outcome: 'approved' } });
    }
  });

  test('the MAC is in the last bit of the last bitmap', () => {
    const inSecond = dialect.fields.original > 64 ? 128 : 64;
    expect(REQUESTS.map(([, made]) => macs(dialect, asks.encodeRequest(made())).element)).toEqual([
      64,
      inSecond,
      dialect.version === '0' ? 128 : 64,
    ]);
  });

  test.each(REQUESTS)('%s with a wrong MAC is refused', async (_what, made) => {
    const frame = asks.encodeRequest(made());
    const { element, brought = '' } = macs(dialect, frame);
    const stan = unpack(compileDialect(dialect), frame).elements.find(({ number }) => number === 11)?.text ?? '';
    const wrong = [
      changed(dialect, frame, element, flipped(brought)),
      changed(dialect, frame, 11, stan === '000001' ? '000002' : '000001'),
    ];
    if (dialect.mac.bytes === 4) wrong.push(changed(dialect, frame, element, `${brought.slice(0, 15)}1`));
    for (const bad of wrong) {
      for (const host of [required, optional]) {
        const { server, bytes } = await answerTo(host, Buffer.from(bad));
        expect(server.outcome).toBe('macError');
        expect(asks.decodeResponse(bytes)).toMatchObject({ kind: 'message', message: { outcome: 'macError' } });
      }
    }
  });

  test.each(REQUESTS)('%s without a MAC', async (_what, made) => {
    const request = made();
    const refused = await answerTo(required, plain.encodeRequest(request));
    expect(refused.server.outcome).toBe('macError');
    expect(macs(dialect, refused.bytes).element).not.toBe(0);
    expect(asks.decodeResponse(refused.bytes)).toMatchObject({ message: { outcome: 'macError' } });
    const taken = await answerTo(optional, plain.encodeRequest(made()));
    expect(taken.server.outcome).toBe('approved');
    expect(macs(dialect, taken.bytes).element).toBe(0);
  });

  test('a MAC is not looked at where there is no key, and not taken for right where one is required', async () => {
    const frame = asks.encodeRequest(purchase());
    expect((await answerTo(plain, Buffer.from(frame))).server.outcome).toBe('approved');
    const keyless = createIsoCodec(dialect, { nowMs: () => NOW_MS, macRequired: true });
    expect((await answerTo(keyless, Buffer.from(frame))).server.outcome).toBe('macError');
  });

  test('the answer to a malformed message has one as well', async () => {
    const frame = changed(dialect, asks.encodeRequest(purchase()), 7, '1399000000');
    for (const host of [required, optional]) {
      const { server, bytes } = await answerTo(host, Buffer.from(frame));
      expect(server.outcome).toBe('formatError');
      expectRightMac(dialect, bytes, 64);
    }
  });

  test('an answer that was changed on its way is not read', async () => {
    const { bytes } = await answerTo(required, asks.encodeRequest(purchase({ amountMinor: 12_345 })));
    const layout = compileDialect(dialect);
    const { elements, mtiOffset } = unpack(layout, bytes);
    for (const { number, valueOffset } of elements) {
      const bad = Buffer.from(bytes);
      bad[valueOffset] = (bad[valueOffset] ?? 0) ^ 1;
      expect([number, asks.decodeResponse(bad).kind]).toEqual([number, 'unreadable']);
    }
    const head = Buffer.from(bytes);
    head.fill(0x11, 0, mtiOffset);
    expect(asks.decodeResponse(head).kind).toBe('message');
  });
});
