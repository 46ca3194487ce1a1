/** Bytes that are no message, or not one that can be taken: always an answer in the dialect's own words, or the end of the connection. */
import { describe, expect, test } from 'vitest';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect, Encoding } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import { PAN } from '../../../authorizer/fixture.ts';
import { formatOf } from './any-message.ts';
import { type Answer, answerTo, codecOf, framed, PIN_BLOCK, spoilt, TRACK_2, textIn } from './bad-input.ts';

/** Nothing of the card in what is logged or sent, whole or in part. */
function expectNothingSecret(answer: Answer): void {
  const told = [...answer.reasons, textIn(answer, 44), textIn(answer, 63)].join(' ');
  for (const secret of [PAN, PAN.slice(6), TRACK_2.slice(17), PIN_BLOCK, PIN_BLOCK.slice(0, 8), PIN_BLOCK.slice(8)]) {
    expect(told.toUpperCase()).not.toContain(secret);
  }
  expect(told).not.toMatch(/\d{7}/);
  expect([35, 52].map((element) => textIn(answer, element))).toEqual(['', '']);
}

/** Of the codec, and of the checks behind it. */
const SENTENCE = /^(The message|The bitmap|DE65|DE\d+ \(.+\)): .+\.$|^(The|Track 2) .*\(DE\d+\).+\.$/;
const IS_KNOWN = /^.(10|11|20|21|22|23|40|41|42|43|80|81)[0-5]$/;

/** Answered 30 (904), with the element's number and a sentence. */
function expectFormatError(dialect: Dialect, answer: Answer, element: number, mti = dialect.version === '0' ? '0210' : '1210'): void {
  expect(answer.kind).toBe('answered');
  expect(answer.unpacked?.mti).toBe(mti);
  expect(textIn(answer, 11)).toBe('000123');
  expect(textIn(answer, 39)).toBe(dialect.version === '0' ? '30' : '904');
  expect(textIn(answer, 44)).toBe(`formatError ${String(element).padStart(3, '0')}`);
  expect(textIn(answer, 63)).toMatch(SENTENCE);
  // Our own terminals never get an answer to what they never send.
  if (IS_KNOWN.test(mti) && mti.startsWith(dialect.version)) expect(answer.heard).toMatchObject({ outcome: 'formatError', stan: 123 });
  expectNothingSecret(answer);
}

function expectUnreadable(answer: Answer): void {
  expect(answer.kind).toBe('unreadable');
  expect(answer.reasons[0]).toMatch(SENTENCE);
  expectNothingSecret(answer);
}

/** The frames behind it are read. */
function expectIgnored(answer: Answer): void {
  expect(answer.kind).toBe('ignored');
  expect(answer.reasons[0]).toMatch(SENTENCE);
  expectNothingSecret(answer);
}

/** Any of them, by what happens to stand where the STAN is looked for. */
function expectRefused(answer: Answer): void {
  if (answer.kind !== 'unreadable' && answer.kind !== 'ignored')
    expect([answer.kind, textIn(answer, 44).slice(0, 11)]).toEqual(['answered', 'formatError']);
  expectNothingSecret(answer);
}

/** Sets one bit of the bitmaps as they stand. */
function withBit(dialect: Dialect, frame: Buffer, element: number): Buffer {
  const layout = compileDialect(dialect);
  const { bitmapOffset } = unpack(layout, frame);
  const changed = Buffer.from(frame);
  const bit = element - 1;
  if (dialect.bitmap === 'raw') {
    const at = bitmapOffset + (bit >> 3);
    changed[at] = (changed[at] ?? 0) | (0x80 >> (bit & 7));
  } else {
    const at = bitmapOffset + (bit >> 2);
    const digit = Number.parseInt(String.fromCharCode(changed[at] ?? 0), 16) | (8 >> (bit & 3));
    changed.write(digit.toString(16).toUpperCase(), at, 'latin1');
  }
  return changed;
}

/** What is no digit, in place of the first and of the last digit of a value. */
function spoiltDigits(encoding: Encoding, frame: Buffer, start: number, end: number): readonly Buffer[] {
  const isBcd = encoding.startsWith('bcd');
  const put = (at: number, byte: number): Buffer => {
    const changed = Buffer.from(frame);
    changed[at] = byte;
    return changed;
  };
  if (!isBcd) return [put(start, 0x41), put(end - 1, 0x2f), put(end - 1, 0x3a), put(start, 0xfa), put(start, 0x00)];
  const [first = 0, last = 0] = [frame[start], frame[end - 1]];
  return [put(start, (first & 15) | 0xa0), put(end - 1, (last & 0xf0) | 0x0b), put(start, 0xff)];
}

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);
  const layout = compileDialect(dialect);
  const whole = spoilt(dialect, {});
  const { elements, mtiOffset } = unpack(layout, whole);
  const at = (element: number) => {
    const found = elements.find(({ number }) => number === element);
    if (found === undefined) throw new Error(`No element ${element} in the whole message.`);
    return found;
  };
  const withMti = (mti: string): Buffer => spoilt(dialect, { 0: dialect.version + mti });

  test('the message that is spoilt below is in order', async () => {
    const answer = await answerTo(dialect, Buffer.from(whole));
    expect([answer.kind, answer.heard?.outcome]).toEqual(['answered', 'pinBlockError']);
    expectNothingSecret(answer);
  });

  test('cut after every byte', async () => {
    const stan = at(11);
    for (let cut = 0; cut < whole.length; cut += 1) {
      const answer = await answerTo(dialect, Buffer.from(whole.subarray(0, cut)));
      // A TPDU and nothing behind it is a keep-alive, too.
      if (cut === 0 || cut === compileDialect(dialect).headBytes) expect(answer.kind).toBe('keepAlive');
      else if (cut < stan.valueOffset + stan.valueBytes) expectUnreadable(answer);
      else expectFormatError(dialect, answer, elements.find(({ valueOffset, valueBytes }) => valueOffset + valueBytes > cut)?.number ?? 0);
    }
  });

  test('a bit set behind the last element, with nothing for it', async () => {
    for (let element = 56; element <= 64; element += 1) {
      expectFormatError(dialect, await answerTo(dialect, withBit(dialect, whole, element)), element);
    }
  });

  test('a bit set before the STAN, with nothing for it, ends the connection or is answered', async () => {
    for (const element of [5, 6, 8, 9, 10]) {
      const answer = await answerTo(dialect, withBit(dialect, whole, element));
      expectRefused(answer);
    }
  });

  test('a length beyond the frame, beyond the element, and one that is no number', async () => {
    const cut = at(54);
    const head = whole.subarray(0, cut.valueOffset);
    expectFormatError(dialect, await answerTo(dialect, Buffer.concat([head, whole.subarray(cut.valueOffset, cut.valueOffset + 10)])), 54);
    for (const element of [32, 35]) {
      const { offset, lengthBytes } = at(element);
      for (const byte of [0x39, 0x99, 0xf9, 0xff]) {
        const changed = Buffer.from(whole);
        changed.fill(byte, offset, offset + lengthBytes);
        expectFormatError(dialect, await answerTo(dialect, changed), element);
      }
    }
  });

  test('what is no digit, in every element of digits', async () => {
    for (const { number, valueOffset, valueBytes } of elements) {
      if (formatOf(layout, number).class !== 'n') continue;
      const encoding = dialect.elements[number]?.encoding ?? dialect.digits;
      for (const changed of spoiltDigits(encoding, whole, valueOffset, valueOffset + valueBytes)) {
        const answer = await answerTo(dialect, changed);
        if (number === 11) expectUnreadable(answer);
        else expectFormatError(dialect, answer, number);
        expect(textIn(answer, number)).toBe('');
      }
    }
  });

  test.each([
    ['a track', 35, () => spoilt(dialect, { 35: `${PAN}D2811=` })],
    ['a date that there is not', 7, () => spoilt(dialect, { 7: '0230120000' })],
    ['a time that there is not', 7, () => spoilt(dialect, { 7: '1123240000' })],
    [
      'a local date that there is not',
      dialect.fields.localDate || 12,
      () => spoilt(dialect, name === '1993-bcd' ? { 12: '261301130000' } : { 13: '1301' }),
    ],
    ['a local time that there is not', 12, () => spoilt(dialect, name === '1993-bcd' ? { 12: '261123136000' } : { 12: '136000' })],
    ['chip data that run over their end', 55, () => spoilt(dialect, { 55: '9F2701809F1A0305' })],
    ['chip data cut in a tag', 55, () => spoilt(dialect, { 55: '9F2701809F' })],
    ['additional data that run over their end', 48, () => spoilt(dialect, { 48: 'A0009increment A1005iso4' })],
    ['additional data whose length is no number', 48, () => spoilt(dialect, { 48: 'A0009incrementA10x4iso4' })],
    ['additional data cut in a tag', 48, () => spoilt(dialect, { 48: 'A0009incrementA' })],
    ['additional amounts of 19 characters', 54, () => spoilt(dialect, { 54: '0040578D00000000500' })],
    ['additional amounts with a sign of their own', 54, () => spoilt(dialect, { 54: '0040578X000000005000' })],
    ['a third bitmap', 65, () => withBit(dialect, spoilt(dialect, { 100: '123' }), 65)],
    ['both MACs', 64, () => spoilt(dialect, { 64: '00'.repeat(8), 128: '00'.repeat(8) })],
    ['DE64 with a second bitmap', 64, () => spoilt(dialect, { 64: '00'.repeat(8), 100: '123' })],
    ['another PAN in the track', 2, () => spoilt(dialect, { 35: '9578990000000013D28112011000012300' })],
    ['a track without a separator', 35, () => spoilt(dialect, { 35: '957899000000000528112011000012300' })],
    ['bytes left over', 0, () => Buffer.concat([whole, Buffer.of(0)])],
    ['a second message behind it', 0, () => Buffer.concat([whole, whole])],
  ] as const)('%s', async (_what, element, bad) => {
    expectFormatError(dialect, await answerTo(dialect, bad()), element);
  });

  test('the original of a reversal', async () => {
    const { original, standing } = dialect.fields;
    const isDe90 = original === 90;
    const mti = dialect.version === '0' ? '0430' : '1430';
    const changes = { 0: `${dialect.version}420`, 2: PAN };
    for (const text of isDe90
      ? [`020000000713011200${'0'.repeat(24)}`, `020000000702301200${'0'.repeat(24)}`]
      : ['12000000072613231259', '12000000072611231259000657800']) {
      expectFormatError(dialect, await answerTo(dialect, spoilt(dialect, { ...changes, [original]: text })), original, mti);
    }
    if (isDe90)
      expectFormatError(dialect, await answerTo(dialect, spoilt(dialect, { ...changes, [standing]: 'C'.repeat(42) })), standing, mti);
  });

  test("a stranger's additional data are no error", async () => {
    for (const text of ['', 'P0010012345', '0123456789', 'increment', 'a0009increment', '\x00\xff', ' A0009increment']) {
      expect((await answerTo(dialect, spoilt(dialect, { 48: text }))).heard?.outcome).toBe('pinBlockError');
    }
  });

  test.each(
    ['600', '900', '206', '209', '280', '300', '500', '700', '000', '160', '440', '860'].filter(
      (mti) => dialect.version === '0' || mti[1] !== '4',
    ),
  )('MTI x%s is not supported', async (mti) => {
    const answer = await answerTo(dialect, withMti(mti));
    expectFormatError(dialect, answer, 0, dialect.version + String(Number(mti) - (Number(mti) % 2) + 10).padStart(3, '0'));
  });

  test.each(['140', '240', '440', '644'])('MTI x%s is a notification, which 1993 does not answer; 1987 reserves it', async (mti) => {
    const answer = await answerTo(dialect, withMti(mti));
    if (dialect.version === '1') expectIgnored(answer);
    else expectFormatError(dialect, answer, 0, `0${Number(mti) + 10}`);
  });

  test.each(['110', '210', '230', '231', '410', '430', '810', '250', '290', '999'])(
    'MTI x%s is a response, which is ignored',
    async (mti) => {
      expectIgnored(await answerTo(dialect, withMti(mti)));
    },
  );

  test.each([
    ['100', '110'],
    ['101', '110'],
    ['120', '130'],
    ['201', '210'],
    ['221', '230'],
    ['400', '410'],
    ['401', '410'],
    ['421', '430'],
  ])('a malformed x%s is answered x%s', async (mti, answered) => {
    const answer = await answerTo(dialect, spoilt(dialect, { 0: dialect.version + mti, 7: '0000000000' }));
    expectFormatError(dialect, answer, 7, dialect.version + answered);
  });

  test('another version', async () => {
    const other = dialect.version === '0' ? '1' : '0';
    for (const version of [other, '2', '9']) {
      expectFormatError(dialect, await answerTo(dialect, spoilt(dialect, { 0: `${version}200` })), 0, `${version}210`);
    }
  });

  test('each mandatory element that is not there', async () => {
    for (const [mti, answered, messageClass] of [
      ['100', '110', 'authorization'],
      ['200', '210', 'financial'],
      ['220', '230', 'advice'],
      ['420', '430', 'reversal'],
    ] as const) {
      for (const entry of dialect.mandatory[messageClass]) {
        const without = entry.split('|').map(Number);
        const changes = Object.fromEntries(without.map((element) => [element, undefined]));
        const answer = await answerTo(dialect, spoilt(dialect, { 0: dialect.version + mti, ...changes }));
        if (entry === '11') expectIgnored(answer);
        else expectFormatError(dialect, answer, without[0] ?? 0, dialect.version + answered);
      }
    }
  });

  test('each mandatory element of a network message that is not there', async () => {
    const [mti, answered] = dialect.version === '0' ? ['0800', '0810'] : ['1804', '1814'];
    const network = new Map([[0, mti], [7, '1123120000'], [11, '000123'], dialect.version === '0' ? [70, '301'] : [24, '831']] as [
      number,
      string,
    ][]);
    expect((await answerTo(dialect, framed(dialect, network))).heard?.outcome).toBe('approved');
    for (const entry of dialect.mandatory.networkManagement) {
      const answer = await answerTo(dialect, framed(dialect, new Map([...network, [Number(entry), undefined]])));
      if (entry === '11') expectIgnored(answer);
      else expectFormatError(dialect, answer, Number(entry), answered);
    }
  });

  test('an amount is not asked for where there is none, and is where there is', async () => {
    for (const type of ['300000', '310000'])
      expect((await answerTo(dialect, spoilt(dialect, { 3: type, 4: undefined, 54: undefined }))).heard?.outcome).not.toBe('formatError');
    for (const type of ['000000', '200000', '999999'])
      expectFormatError(dialect, await answerTo(dialect, spoilt(dialect, { 3: type, 4: undefined })), 4);
  });

  test('STAN 000000 is answered as it came, and names nothing of what is worse', async () => {
    const answer = await answerTo(dialect, spoilt(dialect, { 11: '000000' }));
    expect([textIn(answer, 11), textIn(answer, 44)]).toEqual(['000000', 'formatError 011']);
    expectIgnored(await answerTo(dialect, spoilt(dialect, { 11: '000000', 7: '9999999999' })));
  });

  test('an element that the dialect does not have', async () => {
    for (const element of [43, 55]) {
      const { [element]: _unknown, ...known } = dialect.elements;
      const fields = Object.fromEntries(Object.entries(dialect.fields).map(([field, number]) => [field, number === element ? 0 : number]));
      const without = { ...dialect, elements: known, fields: fields as unknown as Dialect['fields'] };
      const answer = await answerTo(without, Buffer.from(whole));
      expect(textIn(answer, 44)).toBe(`formatError ${String(element).padStart(3, '0')}`);
      expectNothingSecret(answer);
    }
  });

  test('a bitmap of ones, of zeros, and what is no bitmap', async () => {
    const { bitmapOffset, bitmapBytes } = unpack(layout, whole);
    for (const byte of [0xff, 0x00, 0x46, 0x30, 0x47, 0x55, 0xaa]) {
      const changed = Buffer.from(whole);
      changed.fill(byte, bitmapOffset, bitmapOffset + bitmapBytes);
      expectRefused(await answerTo(dialect, changed));
    }
  });

  test('what stands before the MTI is cut short, or is of another dialect', async () => {
    for (let cut = 1; cut < mtiOffset; cut += 1) expectUnreadable(await answerTo(dialect, Buffer.from(whole.subarray(0, cut))));
    expectUnreadable(await answerTo({ ...dialect, tpdu: !dialect.tpdu }, Buffer.from(whole)));
  });

  test('what another dialect wrote is never taken for a message', async () => {
    for (const other of DIALECT_NAMES) {
      if (other === name) continue;
      expectRefused(await answerTo(loadDialect(other), Buffer.from(whole)));
    }
  });

  test('an answer is no request, and a request no answer', () => {
    const codec = codecOf(dialect);
    expect(codec.decodeResponse(Buffer.from(whole))).toMatchObject({ kind: 'unreadable' });
    expect(codec.decodeResponse(Buffer.alloc(0))).toEqual({ kind: 'keepAlive' });
    expect(codec.decodeResponse(Buffer.from(whole.subarray(0, 30)))).toMatchObject({ kind: 'unreadable' });
  });
});
