/** What a codec keeps between messages, what it says without a request of its own, and what it refuses to write. */
import { describe, expect, test } from 'vitest';
import type { Decoded } from '../../../../src/protocol/codec.ts';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack, unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Request, Response, TransactionRequest, TransactionResponse } from '../../../../src/protocol/message.ts';
import { OUTCOMES, outcomeRow } from '../../../../src/protocol/outcome.ts';
import { protobufCodec } from '../../../../src/protocol/protobuf/codec.ts';
import { EMPTY_REQUEST } from '../../../../src/protocol/protobuf/transaction.ts';
import { FULL_REQUEST, NETWORK_REQUEST, NETWORK_RESPONSE } from '../../sample-messages.ts';
import { NOW_MS } from './any-request.ts';

const REQUEST: TransactionRequest = {
  ...EMPTY_REQUEST,
  ...{ type: 'purchase', stan: 123, transmissionTimeMs: NOW_MS, amountMinor: 10_000, currency: 578 },
  ...{ pan: '9578990000000005', terminalId: 'TERM0001', terminalType: 'pos', mcc: 5411, terminalCountry: 578 },
};

const RESPONSE: TransactionResponse = {
  ...{ class: 'financial', stan: 123, rrn: '', transmissionTimeMs: NOW_MS, terminalId: 'TERM0001', merchantId: '', acquirerId: '' },
  ...{ type: 'purchase', amountMinor: 10_000, currency: 578, context: undefined, outcome: 'approved', approvalCode: 'ABC123' },
  ...{ approvedAmountMinor: 10_000, balances: undefined, decidedAtMs: 0, repeated: false, flag: '', headroom: [], reason: '' },
  explanation: undefined,
};

function messageOf<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'message') return decoded.message as T;
  throw new Error(`It is ${decoded.kind}.`);
}

function answerOf(request: Request, changes: Partial<TransactionResponse> = {}): Response {
  if (request.class === 'networkManagement') return { ...NETWORK_RESPONSE, stan: request.stan, context: request.context };
  return { ...RESPONSE, class: request.class, stan: request.stan, context: request.context, ...changes };
}

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);
  const layout = compileDialect(dialect);
  const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
  const textIn = (frame: Buffer, element: number): string =>
    unpack(layout, frame).elements.find(({ number }) => number === element)?.text ?? '';

  test('has the name of its dialect and tells seconds', () => {
    expect([codec.name, codec.timeUnitMs]).toEqual([name, 1_000]);
    expect([codec.decodeRequest(Buffer.alloc(0)), codec.decodeResponse(Buffer.alloc(0))]).toEqual([
      { kind: 'keepAlive' },
      { kind: 'keepAlive' },
    ]);
  });

  test('answers come in any order, and each repeats its own request', () => {
    const stans = [1, 2, 3, 4, 5];
    const requests = stans.map((stan) => {
      const frame = codec.encodeRequest({ ...REQUEST, stan, rrn: `63281200000${stan}`, terminalId: `T${stan}`, amountMinor: stan * 100 });
      return messageOf(codec.decodeRequest(frame));
    });
    for (const at of [4, 0, 3, 1, 2, 2, 0]) {
      const request = requests[at];
      if (request === undefined) throw new Error('No such request.');
      codec.encodeRequest(REQUEST);
      const frame = codec.encodeResponse(answerOf(request));
      const read = messageOf(codec.decodeResponse(frame));
      expect(read).toMatchObject({ stan: at + 1, rrn: `63281200000${at + 1}`, terminalId: `T${at + 1}`, amountMinor: (at + 1) * 100 });
      expect(textIn(frame, 2)).toBe(REQUEST.pan);
    }
  });

  test('a response repeats what its dialect says, byte for byte, and nothing else of the request', () => {
    const frame = codec.encodeRequest({ ...FULL_REQUEST, transmissionTimeMs: NOW_MS, localTime: '20261123130000', original: undefined });
    const before = unpack(layout, frame);
    const request = messageOf(codec.decodeRequest(Buffer.from(frame)));
    const answered = unpack(layout, codec.encodeResponse(answerOf(request)));
    const own = [38, 39, 44, 48, 54, 63];
    for (const { number, text } of answered.elements) {
      if (own.includes(number)) continue;
      expect(dialect.echo).toContain(number);
      expect(text).toBe(before.elements.find((element) => element.number === number)?.text);
    }
    const repeated = before.elements.map(({ number }) => number).filter((number) => dialect.echo.includes(number));
    expect(answered.elements.map(({ number }) => number)).toEqual(expect.arrayContaining(repeated));
  });

  test.each(OUTCOMES.map(({ name: outcome }) => outcome))('%s is read as it was meant', (outcome) => {
    const request = messageOf(codec.decodeRequest(codec.encodeRequest(REQUEST)));
    const isApproved = outcome === 'approved' || outcome === 'approvedPartially';
    const money = { approvalCode: isApproved ? 'ABC123' : '', approvedAmountMinor: isApproved ? 9_000 : 0 };
    const frame = codec.encodeResponse(answerOf(request, { outcome, ...money }));
    expect(messageOf(codec.decodeResponse(frame))).toMatchObject({ outcome, amountMinor: 10_000, ...money });
    const { de39, action } = OUTCOMES.find((row) => row.name === outcome) ?? {};
    expect(textIn(frame, 39)).toBe(dialect.version === '0' ? de39 : action);
  });

  test('a code alone is read as the first outcome that has it, a name that does not go with it is not', () => {
    const code = (text: string): string => (dialect.version === '0' ? text.slice(1) : text);
    const mti = dialect.version === '0' ? '0210' : '1210';
    const heard = (de39: string, de44?: string): Response => {
      const elements = new Map([
        [0, mti],
        [7, '1123120000'],
        [11, '000123'],
      ]);
      if (de39 !== '') elements.set(39, de39);
      if (de44 !== undefined) elements.set(44, de44);
      return messageOf(codec.decodeResponse(pack(layout, new Map([...elements].sort(([a], [b]) => a - b)))));
    };
    const read = (de39: string, de44?: string): string => heard(de39, de44).outcome;
    const wrongPin = dialect.version === '0' ? '55' : '117';
    expect(read(code('000'))).toBe('approved');
    expect(read(wrongPin)).toBe('incorrectPin');
    expect(read(wrongPin, 'pinRequired')).toBe('pinRequired');
    expect(read(wrongPin, 'approved')).toBe('incorrectPin');
    expect(read(wrongPin, 'formatError 004')).toBe('incorrectPin');
    const unknown = dialect.version === '0' ? '99' : '999';
    expect(heard(unknown, 'approved')).toMatchObject({ outcome: 'systemMalfunction', unknownCode: unknown });
    expect(heard('')).toMatchObject({ outcome: 'systemMalfunction', unknownCode: 'none' });
    expect(heard(wrongPin).unknownCode).toBeUndefined();
    if (dialect.version === '0') expect(heard('Z\x07')).toMatchObject({ outcome: 'systemMalfunction', unknownCode: 'Z.' });
  });

  test('what answers no message of this wire is made of what the response says', () => {
    const foreign = messageOf(protobufCodec.decodeRequest(protobufCodec.encodeRequest(REQUEST)));
    const response = { ...answerOf(foreign), rrn: '632812000001', merchantId: 'SHOP', acquirerId: '57800' } as TransactionResponse;
    const heard = (sent: Response): unknown => messageOf(codec.decodeResponse(codec.encodeResponse(sent)));
    const withCode = (sent: Response): Response => ({ ...sent, responseCode: outcomeRow(sent.outcome)[dialect.responseCodes] });
    expect(heard(response)).toEqual(withCode(response));
    const network = { ...NETWORK_RESPONSE, transmissionTimeMs: NOW_MS };
    expect(heard(network)).toEqual(withCode(network));
    const declined: TransactionResponse = {
      ...response,
      ...{ outcome: 'formatError', approvalCode: '', approvedAmountMinor: 0, reason: 'DE4: no.' },
    } as const;
    expect(heard(declined)).toEqual(withCode(declined));
  });

  test("another dialect's context is not looked into", () => {
    const other = createIsoCodec({ ...dialect, name: 'other' }, { nowMs: () => NOW_MS });
    const request = messageOf(other.decodeRequest(other.encodeRequest({ ...REQUEST, rrn: '632812000001' })));
    expect(messageOf(codec.decodeResponse(codec.encodeResponse(answerOf(request))))).toMatchObject({
      rrn: '',
      stan: 123,
      outcome: 'approved',
    });
  });

  test('balances of more than twelve digits are left out; signs are kept', () => {
    const request = messageOf(codec.decodeRequest(codec.encodeRequest({ ...REQUEST, type: 'balanceInquiry', amountMinor: 0 })));
    const read = (ledgerMinor: number): unknown => {
      const response = answerOf(request, { balances: { ledgerMinor, availableMinor: -1 }, amountMinor: 0, approvedAmountMinor: 0 });
      return (messageOf(codec.decodeResponse(codec.encodeResponse(response))) as TransactionResponse).balances;
    };
    expect(read(999_999_999_999)).toEqual({ ledgerMinor: 999_999_999_999, availableMinor: -1 });
    expect(read(-999_999_999_999)).toEqual({ ledgerMinor: -999_999_999_999, availableMinor: -1 });
    expect([read(1_000_000_000_000), read(-1_000_000_000_000)]).toEqual([undefined, undefined]);
  });

  test('a reason is cut to its element, and what has no character of ISO-8859-1 becomes a question mark', () => {
    const request = messageOf(codec.decodeRequest(codec.encodeRequest(REQUEST)));
    const reason = `Beløpet – «${'x'.repeat(2_000)}`;
    const read = messageOf(codec.decodeResponse(codec.encodeResponse(answerOf(request, { outcome: 'invalidAmount', reason }))));
    expect((read as TransactionResponse).reason).toBe(reason.slice(0, 999).replace('–', '?'));
  });

  test('a message that is malformed does not make its terminal forget which words need tags', () => {
    const fresh = createIsoCodec(dialect, { nowMs: () => NOW_MS });
    const words = { ...REQUEST, purpose: 'offlineApproval', class: 'advice', entryMode: 'fallback', terminalType: 'ecommerce' } as const;
    fresh.encodeRequest({ ...words, terminalId: '' });
    expect(messageOf(codec.decodeRequest(fresh.encodeRequest(words)))).toMatchObject({
      purpose: 'offlineApproval',
      entryMode: 'fallback',
      terminalType: 'ecommerce',
    });
  });

  test.each([
    ['PAN of 20 digits', { pan: '9'.repeat(20) }],
    ['STAN of 7 digits', { stan: 1_000_000 }],
    ['negative STAN', { stan: -1 }],
    ['amount of 13 digits', { amountMinor: 1e12 }],
    ['negative amount', { amountMinor: -1 }],
    ['amount that is no number', { amountMinor: Number.NaN }],
    ['negative cashback', { cashbackMinor: -1 }],
    ['negative amount that stands', { replacementAmountMinor: -1 }],
    ['currency of 4 digits', { currency: 1_000 }],
    ['terminal of 9 characters', { terminalId: 'TERM00001' }],
    ['RRN of 13 characters', { rrn: '6328120000011' }],
    ['merchant of 16 characters', { merchantId: '0'.repeat(16) }],
    ['acquirer of 12 digits', { acquirerId: '0'.repeat(12) }],
    ['track of 38 characters', { track2: '9'.repeat(38) }],
    ['chip data of 256 bytes', { chipData: Buffer.alloc(256, 1) }],
    ['key name of 1,000 characters', { pinKeyId: 'k'.repeat(1_000) }],
    ['original STAN of 7 digits', { class: 'reversal', original: { ...FULL_REQUEST.original, stan: 1_000_000 } }],
    ['original acquirer that is no number', { class: 'reversal', original: { ...FULL_REQUEST.original, acquirerId: 'X' } }],
  ] as readonly (readonly [string, Partial<TransactionRequest>])[])(
    'a %s cannot be written, and the message says nothing of it',
    (_what, changes) => {
      const encode = (): Buffer => codec.encodeRequest({ ...REQUEST, ...changes });
      expect(encode).toThrow(RangeError);
      expect(encode).not.toThrow(/9578990000000005|9999999|6328120/);
      expect(messageOf(codec.decodeRequest(codec.encodeRequest(REQUEST))).stan).toBe(123);
    },
  );

  test('a PIN block is in the frame no more once it was copied out of it', () => {
    const pinBlock = Buffer.from('a1b2c3d4e5f60718', 'hex');
    const frame = codec.encodeRequest({ ...REQUEST, pinBlock });
    const request = messageOf(codec.decodeRequest(frame)) as TransactionRequest;
    expect(request.pinBlock).toEqual(pinBlock);
    request.pinBlock.fill(0);
    expect(frame.toString('hex')).not.toContain('a1b2c3d4e5f60718');
    expect(textIn(frame, 52)).toBe('0'.repeat(16));
    expect(messageOf(codec.decodeResponse(codec.encodeResponse(answerOf(request)))).outcome).toBe('approved');
  });

  test('network messages of each function, and repeats', () => {
    for (const networkFunction of ['signOn', 'signOff', 'echo', 'cutOver'] as const) {
      const request = { ...NETWORK_REQUEST, function: networkFunction, transmissionTimeMs: NOW_MS };
      const read = messageOf(codec.decodeRequest(codec.encodeRequest(request)));
      expect({ ...read, context: undefined }).toEqual(request);
      const answered = codec.encodeResponse({ ...NETWORK_RESPONSE, context: read.context });
      expect(messageOf(codec.decodeResponse(answered))).toMatchObject({ function: networkFunction, stan: 3, outcome: 'approved' });
    }
  });
});

test('the addresses of a TPDU change places', () => {
  const codec = createIsoCodec(loadDialect('1987-bcd'), { nowMs: () => NOW_MS });
  const frame = codec.encodeRequest(REQUEST);
  Buffer.from('6012345678', 'hex').copy(frame);
  const answered = codec.encodeResponse(answerOf(messageOf(codec.decodeRequest(frame))));
  expect(answered.toString('hex', 0, 5)).toBe('6056781234');
});
