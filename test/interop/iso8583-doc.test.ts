/** docs/iso8583.md says what the codec does: its bytes, its tables, its sentences. */
import { describe, expect, test } from 'vitest';
import { undecidedResponse } from '../../src/authorizer/respond.ts';
import { eventOf } from '../../src/limits/rules/event.ts';
import { createIsoCodec } from '../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../src/protocol/iso8583/elements/message-elements.ts';
import { mtiKind, responseMti } from '../../src/protocol/iso8583/elements/mti.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { fencedBlocks, listedBytes } from '../examples/doc-blocks.ts';
import { read } from '../support/sources.ts';
import { isoLibrary } from './iso-8583-library.ts';
import { pinBlock } from './pin-block.ts';

const PATH = 'docs/iso8583.md';
const HEADER_BYTES = 2;
const NOW_MS = Date.UTC(2026, 10, 23, 10, 30);
const ASCII = loadDialect('1987-ascii');
const VERSIONS = { '1987': ASCII, '1993': loadDialect('1993-bcd') } as const;
type Version = keyof typeof VERSIONS;

/** Cells of the table rows of a section, without backticks. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const text = read(PATH).split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('|-') && !line.startsWith('|---'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function codecOf(version: Version): ReturnType<typeof createIsoCodec> {
  return createIsoCodec(VERSIONS[version], { nowMs: () => NOW_MS });
}

/** A frame of element numbers and texts. */
function frameOf(version: Version, elements: Readonly<Record<number, string>>): Buffer {
  return pack(compileDialect(VERSIONS[version]), new Map(Object.entries(elements).map(([number, text]) => [Number(number), text])));
}

function transactionIn(version: Version, frame: Buffer): TransactionRequest {
  const decoded = codecOf(version).decodeRequest(frame);
  if (decoded.kind !== 'message') throw new Error(`It is ${decoded.kind}: ${'reason' in decoded ? decoded.reason : ''}`);
  if (decoded.message.class === 'networkManagement') throw new Error('It is a network message.');
  return decoded.message;
}

describe('the exchange', () => {
  const listings = fencedBlocks(PATH, 'text')
    .map(listedBytes)
    .filter((bytes) => bytes.length > 100);
  const [request = Buffer.alloc(0), response = Buffer.alloc(0)] = listings.map((bytes) => bytes.subarray(HEADER_BYTES));
  const key = /under the TDES key ([0-9A-F]{32})/.exec(read(PATH))?.[1] ?? '';

  test('its lengths are those of its bytes', () => {
    expect(listings.map((bytes) => bytes.readUInt16BE(0))).toEqual([request.length, response.length]);
  });

  test('iso_8583 from npm reads the request as it is explained', () => {
    expect(isoLibrary.unpack(request)).toEqual({
      ...{ 0: '0200', 2: '9578990000001235', 3: '000000', 4: '000000025000', 7: '1123103000', 11: '000123', 12: '113000', 13: '1123' },
      ...{ 18: '5411', 22: '051', 25: '00', 37: '632710000123', 41: 'SHOP0001', 42: 'KIOSK1234567890' },
      ...{ 43: `${'KIOSKEN PAA HJOERNET'.padEnd(22)} ${'OSLO'.padEnd(13)} NOR`, 49: '578' },
      52: pinBlock('1234', '9578990000001235', Buffer.from(key, 'hex')).toLowerCase(),
    });
  });

  test('the codec reads the purchase of docs/wire.md', () => {
    expect(transactionIn('1987', Buffer.from(request))).toMatchObject({
      ...{ class: 'financial', type: 'purchase', stan: 123, terminalId: 'SHOP0001', transmissionTimeMs: NOW_MS, amountMinor: 25_000 },
      ...{ currency: 578, mcc: 5411, entryMode: 'chip', terminalType: 'pos', merchantCountry: 578, localTime: '20261123113000' },
    });
  });

  test('the response is what the codec answers, and iso_8583 reads it', () => {
    const codec = codecOf('1987');
    const decoded = codec.decodeRequest(Buffer.from(request));
    if (decoded.kind !== 'message') throw new Error(`The request is ${decoded.kind}.`);
    const approved = undecidedResponse(decoded.message as TransactionRequest, 'approved', '');
    const answer = codec.encodeResponse({ ...approved, approvalCode: '0C6CVQ', approvedAmountMinor: 25_000 });
    expect(answer.toString('hex')).toBe(response.toString('hex'));
    const { 18: _category, 22: _entry, 25: _condition, 43: _acceptor, 52: _pin, ...echoed } = isoLibrary.unpack(request);
    expect(isoLibrary.unpack(response)).toEqual({ ...echoed, 0: '0210', 38: '0C6CVQ', 39: '00' });
  });

  test('the PIN block is made in the four steps that are shown', () => {
    const [steps = ''] = fencedBlocks(PATH, 'text').filter((block) => block.includes('by XOR'));
    const [pin, pan, clear, block] = [...steps.matchAll(/^((?:[0-9A-F]{2} )+)/gm)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    );
    const both = [...(pin ?? [])].map((byte, index) => byte ^ (pan?.[index] ?? 0));
    expect(Buffer.from(both)).toEqual(clear);
    expect(block?.toString('hex').toUpperCase()).toBe(pinBlock('1234', '9578990000001235', Buffer.from(key, 'hex')));
  });
});

describe('message types', () => {
  const rows = rowsOf('Message types').slice(1);

  test.each(rows)('%s and %s are %s, answered %s', (in1987 = '', in1993 = '', messageClass = '', answered = '') => {
    const mtis = `${in1987}, ${in1993}`.split(', ').map(Number);
    const kinds = mtis.map((mti) => [mtiKind(mti)?.kind, mtiKind(mti)?.class, mtiKind(mti)?.repeat]);
    expect(kinds).toEqual(
      mtis.map((mti) => ['request', messageClass === 'network management' ? 'networkManagement' : messageClass, mti % 2 === 1]),
    );
    expect([...new Set(mtis.map(responseMti))].sort()).toEqual(answered.split(', ').map(Number).sort());
  });
});

/** What each version needs to name a message. */
const NAMED: Readonly<Record<Version, (mti: string) => Readonly<Record<number, string>>>> = {
  '1987': (mti) => ({ 90: `${mti}0000071123102900`.padEnd(42, '0') }),
  '1993': (mti) => ({ 56: `${mti}00000726112311290000` }),
};
const LEAST = { 2: '9578990000001235', 3: '000000', 4: '000000010000', 7: '1123103000', 11: '000008', 41: 'SHOP0001' };

/** The messages of a cell: `0220, DE90 names the 0100; or DE37 and DE38 of it, and no DE39`. */
function messagesOf(version: Version, cell: string): readonly Buffer[] {
  const ways = cell.split('; or ');
  const mtis = /^[\d, ]+/.exec(cell)?.[0].match(/\d{4}/g) ?? [];
  return ways.flatMap((way) =>
    mtis.flatMap((mti) => {
      const original = /names the (\d{4}|original)/.exec(way)?.[1];
      const types = /DE3 ([\d, ()]+)/.exec(way)?.[1]?.match(/\d\d/g) ?? ['00'];
      const function24 = /DE24 (\d{3})/.exec(cell)?.[1];
      return types.map((type) => {
        const inquires = ['30', '31', '36', '70', '92'].includes(type);
        const { 4: _amount, ...withoutAmount } = LEAST;
        return frameOf(version, {
          ...(inquires ? withoutAmount : LEAST),
          ...{ 0: mti, 3: `${type}0000` },
          ...(original === undefined ? {} : NAMED[version](original === 'original' ? (version === '1987' ? '0200' : '1200') : original)),
          ...(function24 === undefined ? {} : { 24: function24 }),
          ...(way.includes('DE37') ? { 37: '632710000007' } : {}),
          ...(way.includes('DE38') ? { 38: 'ABC123' } : {}),
          ...(way.includes('DE48 A4') ? { 48: 'A40160123456789ABCDEF' } : {}),
        });
      });
    }),
  );
}

describe('events', () => {
  const rows = rowsOf('Events')
    .filter((row) => row.length === 3 && /^0\d{3}/.test(row[1] ?? ''))
    .map(([event = '', in1987 = '', in1993 = '']) => [event.split(' ')[0] ?? '', in1987, in1993] as const);

  test('every event has a row', () => {
    expect(rows.map(([event]) => event)).toEqual([
      'spend',
      'hold',
      'increment',
      'completion',
      'dispense',
      'advice',
      'refund',
      'inquiry',
      'pinChange',
      'reversal',
    ]);
  });

  test.each(rows)('%s: %s | %s', (event, in1987, in1993) => {
    for (const [version, cell] of [
      ['1987', in1987],
      ['1993', in1993],
    ] as const) {
      const messages = messagesOf(version, cell);
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) expect(eventOf(transactionIn(version, message)), `${version}: ${cell}`).toBe(event);
    }
  });
});

describe('elements', () => {
  const [head = [], ...rows] = rowsOf('Elements');
  const column = (name: string): number => head.indexOf(name);

  /** Numbers of the rows that have ● in a column; the PIN block has it for another reason. */
  function marked(name: string, version: Version): readonly number[] {
    const numbers = rows.filter((row) => row[column(name)] === '●').map((row) => row[column(version)] ?? '');
    return numbers.filter((number) => number !== '' && number !== '52' && number !== '90' && number !== '56').map(Number);
  }

  test.each([
    ['spend', 'financial'],
    ['spend', 'authorization'],
    ['adv.', 'advice'],
    ['rev.', 'reversal'],
    ['net.', 'networkManagement'],
  ] as const)('what %s must have is mandatory for %s in the shipped dialects', (name, messageClass) => {
    for (const version of ['1987', '1993'] as const) {
      const mandatory = VERSIONS[version].mandatory[messageClass].map((each) => Number(each.split('|')[0]));
      expect(marked(name, version), version).toEqual(mandatory);
    }
  });

  test('what answers repeat is what the dialects repeat', () => {
    for (const version of ['1987', '1993'] as const) {
      const listed = new RegExp(`^- ${version}: DE([\\d, ]+)$`, 'm').exec(read(PATH))?.[1];
      expect(listed?.split(', ').map(Number)).toEqual(VERSIONS[version].echo);
    }
  });
});

describe('format errors', () => {
  const whole = { ...LEAST, 0: '0200', 49: '578' };
  const { 4: _amount, ...withoutAmount } = whole;
  const frame = frameOf('1987', whole);
  const changed = (at: number, text: string): Buffer => {
    const copy = Buffer.from(frame);
    copy.write(text, at, 'latin1');
    return copy;
  };
  const broken = [
    frameOf('1987', withoutAmount),
    changed(41, 'X'),
    frameOf('1987', { ...whole, 7: '1332103000' }),
    changed(12, '99'),
    Buffer.concat([frame, Buffer.from('X')]),
    frameOf('1987', { ...whole, 0: '1200' }),
  ];

  test('each sentence is one that the codec says', () => {
    const [shown = ''] = fencedBlocks(PATH, 'text').filter((block) => block.includes('must be there'));
    const codec = codecOf('1987');
    const reasons = broken.map((bytes) => {
      const decoded = codec.decodeRequest(bytes);
      return 'reason' in decoded ? decoded.reason : decoded.kind;
    });
    expect(reasons).toEqual(shown.trimEnd().split('\n'));
  });
});
