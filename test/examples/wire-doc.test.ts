/** docs/wire.md is enough to write a client from: its bytes are what the codec reads and writes, its tables name every field. */
import { describe, expect, test } from 'vitest';
import { EVENTS, type Event, eventRow } from '../../src/limits/rules/event.ts';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { decipherPinBlock } from '../../src/pin/enciphered-pin-block.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../src/protocol/framing/frame.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { read } from '../support/sources.ts';
import { fencedBlocks, listedBytes } from './doc-blocks.ts';

const PATH = 'docs/wire.md';
const [requestBytes = Buffer.alloc(0), responseBytes = Buffer.alloc(0)] = fencedBlocks(PATH, 'text').map(listedBytes);
const TIME_MS = Date.UTC(2026, 10, 23, 10, 30);

/** The only frame in some bytes. */
function frameIn(bytes: Buffer): Buffer {
  const frames: Buffer[] = [];
  const reader = new FrameReader(HEADER_4B);
  reader.push(bytes, (frame) => {
    frames.push(frame);
    return true;
  });
  expect(frames).toHaveLength(1);
  expect(reader.pendingBytes).toBe(0);
  return frames[0] ?? Buffer.alloc(0);
}

function documentedRequest(): TransactionRequest {
  const decoded = protobufCodec.decodeRequest(frameIn(requestBytes));
  if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error(`The request is ${decoded.kind}.`);
  return decoded.message;
}

describe('the exchange', () => {
  test('the request says what stands beside its bytes', () => {
    expect(documentedRequest()).toMatchObject({
      ...{ class: 'financial', stan: 123, terminalId: 'SHOP0001', transmissionTimeMs: TIME_MS, type: 'purchase', amountMinor: 25_000 },
      ...{ currency: 578, pan: '9578990000001235', expiry: '2811', entryMode: 'chip', pinBlockFormat: 'iso0' },
      ...{ pinKeyId: 'tpk-test-tdes', terminalType: 'pos', mcc: 5411, terminalCountry: 578 },
    });
  });

  test('the request is what the codec writes, byte for byte', () => {
    expect(encodeFrame(HEADER_4B, protobufCodec.encodeRequest(documentedRequest())).toString('hex')).toBe(requestBytes.toString('hex'));
  });

  test('the PIN block holds 1234 under the key that is named', () => {
    const key = /under the TDES key `([0-9A-F]{32})`/.exec(read(PATH))?.[1] ?? '';
    const { pinBlock, pan } = documentedRequest();
    const decoded = decipherPinBlock('iso0', createBlockCipher('TDES', Buffer.from(key, 'hex')), pinBlock, pan);
    expect(decoded.ok && decoded.pin.toString()).toBe('1234');
  });

  test('the response matches the request, is what stands beside its bytes, and what the codec writes', () => {
    const decoded = protobufCodec.decodeResponse(frameIn(responseBytes));
    if (decoded.kind !== 'message') throw new Error(`The response is ${decoded.kind}.`);
    const { class: messageClass, stan, terminalId, transmissionTimeMs, type, amountMinor, currency } = documentedRequest();
    expect(decoded.message).toMatchObject({
      ...{ class: messageClass, stan, terminalId, transmissionTimeMs, type, amountMinor, currency },
      ...{ outcome: 'approved', approvalCode: '0C6CVQ', approvedAmountMinor: 25_000, decidedAtMs: TIME_MS + 4, repeated: false },
    });
    expect(encodeFrame(HEADER_4B, protobufCodec.encodeResponse(decoded.message)).toString('hex')).toBe(responseBytes.toString('hex'));
  });
});

/** Name and number of each field of a message in the .proto file. */
function fieldsOf(message: string): readonly (readonly [string, string])[] {
  const body = new RegExp(`^message ${message} \\{([^}]*)\\}`, 'm').exec(read('proto/aksept/v1/authorization.proto'))?.[1] ?? '';
  return [...body.matchAll(/^\s*(?:repeated )?\w+ (\w+) = (\d+);/gm)].map((match) => [match[1] ?? '', match[2] ?? ''] as const);
}

/** Numbers in the second column of a table row: `5`, `22, 23`, `1–9`. */
function numbersOf(row: string): readonly number[] {
  const cell = row.split('|')[2] ?? '';
  return [...cell.matchAll(/(\d+)(?:–(\d+))?/g)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, step) => Number(from) + step),
  );
}

/** Rows of the tables in a section. */
function rowsOf(section: string): readonly string[] {
  const text = read(PATH).split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  return text.split('\n').filter((line) => line.startsWith('|'));
}

const SECTIONS = [
  ['TransactionRequest', 'Transaction request'],
  ['TransactionResponse', 'Transaction response'],
  ['OriginalData', 'Original data'],
] as const;

describe.each(SECTIONS)('the table of %s', (message, section) => {
  test.each(fieldsOf(message))('has %s under its number', (name, number) => {
    const row = rowsOf(section).find((line) => line.split('|')[1]?.includes(`\`${name}\``)) ?? '';
    const names = [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]);
    expect(numbersOf(row)[names.indexOf(name)]).toBe(Number(number));
  });
});

test('the table of events is that of the authorizer, row by row', () => {
  const shown = rowsOf('The envelope').filter((line) => line.startsWith('| `'));
  const cells = (row: string): readonly string[] => row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
  const rows = (Object.keys(EVENTS) as Event[]).flatMap((event) =>
    eventRow(event).messages.map((each) => [
      each.class,
      each.purposes.map((purpose) => purpose || 'none').join(', '),
      each.types.join(', '),
      event,
    ]),
  );
  const inOrder = (all: readonly (readonly string[])[]): readonly string[] => all.map((row) => row.join(' | ')).sort();
  expect(inOrder(shown.map(cells).map(([, ...row]) => row.slice(0, 4)))).toEqual(inOrder(rows));
});
