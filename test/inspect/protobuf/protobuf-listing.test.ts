import { describe, expect, test } from 'vitest';
import { protobufListing } from '../../../src/inspect/protobuf/protobuf-listing.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { FULL_REQUEST } from '../../protocol/sample-messages.ts';

const PAN = '9578993548939916';

function framed(payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(4 + payload.length);
  frame.writeUInt32BE(payload.length, 0);
  frame.set(payload, 4);
  return frame;
}

const request = { ...FULL_REQUEST, pan: PAN, track2: `${PAN}=2811`, merchantName: `Åse ${PAN}` };

describe('a request', () => {
  const rows = protobufListing(framed(protobufCodec.encodeRequest(request)));
  const row = (name: string) => rows.find((each) => each.name === name) ?? expect.unreachable(name);

  test('begins with its length and the envelope', () => {
    expect(rows[0]).toMatchObject({
      kind: 'front',
      offset: 0,
      byteCount: 4,
      meaning: expect.stringMatching(/^4-byte header: \d+ bytes follow$/),
    });
    expect(rows[1]).toMatchObject({ kind: 'envelope', element: 2, name: 'financial_request', offset: 4 });
  });

  test('has no card data, in no column', () => {
    expect(row('pan')).toMatchObject({
      value: '957899******9916',
      valueHex: '39 35 37 38 39 39 ** ** ** ** ** ** 39 39 31 36',
      meaning: '16 digits, check digit right',
    });
    expect(row('track2').value).toMatch(/^\*+$/);
    expect(row('merchant_name').value).toBe('Åse 957899******9916');
    expect(JSON.stringify(rows)).not.toContain('354893');
    expect(JSON.stringify(rows)).not.toContain('33 35 34 38 39 33');
  });

  test('every byte is in one row', () => {
    const bytes = rows.map(({ lengthHex, valueHex }) => `${lengthHex} ${valueHex}`.trim()).join(' ');
    expect(bytes.split(' ')).toHaveLength(framed(protobufCodec.encodeRequest(request)).length);
  });
});

test('a field of a later release is hidden whole', () => {
  const body = [8, 1, 0xba, 0x3e, 2, 0x31, 0x32];
  const rows = protobufListing(framed(Uint8Array.of(18, body.length, ...body)));
  expect(rows.at(-1)).toMatchObject({
    element: 999,
    name: '',
    valueHex: '** **',
    value: '',
    meaning: 'field 999 is not known to this release',
  });
});

test.each([
  ['nothing', []],
  ['another envelope', [0x7a, 0]],
  ['a field past the end', [18, 2, 0x2a, 9]],
  ['a message past the end', [18, 200, 1, 8]],
])('%s is no such frame', (_name, payload) => {
  expect(() => protobufListing(framed(Uint8Array.from(payload)))).toThrow(RangeError);
});
