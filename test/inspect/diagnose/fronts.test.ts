/** What stands in front of the MTI is named, and the message is read. */
import { expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { LayoutCache } from '../../../src/inspect/diagnose/hypotheses/dialect-variants.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { CASES } from '../support/cases.ts';
import { examineOptions, requestElements, responseElements } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

const TWO = headerKind('2b', false);
const OPTIONS = { ...examineOptions(), layouts: new LayoutCache() };

function outcome(bytes: Buffer): { readonly sentence: string; readonly mti: string; readonly elements: number } {
  const { findings, better, attempt, broken } = examine(bytes, OPTIONS);
  const read = better?.attempt ?? (broken === undefined ? attempt : undefined);
  return {
    sentence: broken === undefined ? 'in order' : (findings[0]?.sentence ?? 'none'),
    mti: read?.unpacked.mti ?? '',
    elements: read?.unpacked.elements.length ?? 0,
  };
}

test.each<[keyof typeof CASES, RegExp, string]>([
  [
    'textHeader',
    /^In front of the MTI, at offset 14, there is a 2-byte header: 95 bytes follow, then a text header of 12 bytes \(ISO and/,
    '0200',
  ],
  [
    'networkHeader',
    /^In front of the MTI, at offset 26, .*then a network header of 22 bytes.*characters in EBCDIC, lengths of one binary/,
    '0110',
  ],
  ['lowByteFirst', /^in order$/, '0200'],
  ['lengthBehindTpdu', /^In front of the MTI, at offset 7, there is a TPDU, then a 2-byte header behind that: 47 bytes follow\./, '0200'],
])('%s', (name, expected, mti) => {
  const { sentence, mti: found } = outcome(CASES[name]);
  expect(sentence).toMatch(expected);
  expect(found).toBe(mti);
});

function lrc(bytes: Buffer): number {
  return bytes.reduce((check, byte) => check ^ byte, 0x03);
}

const FRONTS: readonly (readonly [string, (message: Buffer) => Buffer, RegExp])[] = [
  ['ISO and nine digits', (message) => Buffer.concat([Buffer.from('ISO026000070'), message]), /a text header of 12 bytes \(ISO/],
  ['a length, then ISO', (message) => encodeFrame(TWO, Buffer.concat([Buffer.from('ISO016000040'), message])), /2-byte header.*then a text header of 12 bytes/],
  ['another text', (message) => encodeFrame(TWO, Buffer.concat([Buffer.from('BANK-SWITCH'), message])), /2-byte header.*then a text header of 11 bytes/],
  ['22 bytes', (message) => Buffer.concat([Buffer.from([22, 1, 2]), Buffer.alloc(19), message]), /network header of 22 bytes/],
  ['a length, then 26 bytes', (message) => encodeFrame(TWO, Buffer.concat([Buffer.from([26, 1, 2]), Buffer.alloc(23), message])), /2-byte header.*network header of 26/],
  ['a TPDU, then a length', (message) => Buffer.concat([Buffer.from('6000010002', 'hex'), encodeFrame(TWO, message)]), /a TPDU, then a 2-byte header behind that/],
  ['a length, then a length', (message) => encodeFrame(TWO, encodeFrame(headerKind('4a', false), message)), /2-byte header: .* then a 4-digit ASCII header behind that/],
  ['STX, ETX and LRC', (message) => Buffer.concat([Buffer.from([2]), message, Buffer.from([3, lrc(message)])]), /STX; behind the message there is ETX and a check character \(LRC\)/],
  ['STX and ETX', (message) => Buffer.concat([Buffer.from([2]), message, Buffer.from([3])]), /STX; behind the message there is ETX/],
  ['three bytes', (message) => Buffer.concat([Buffer.from('c1f7ee', 'hex'), message]), /3 bytes of unknown meaning|3 bytes that are no length header/],
  ['19 bytes', (message) => Buffer.concat([Buffer.from(`${'c1f7eeaa'.repeat(4)}d1d2d3`, 'hex'), message]), /19 bytes of unknown meaning/],
  ['a length, low byte first', (message) => encodeFrame(headerKind('2le', false), message), /^in order$/],
  ['a length of four bytes, low byte first', (message) => encodeFrame(headerKind('4le', true), message), /^in order$/],
]; // biome-ignore format: a table

test('each front in each dialect', () => {
  const trials = DIALECT_NAMES.flatMap((name) => {
    const dialect = { ...loadDialect(name), tpdu: false };
    const isTpdu = loadDialect(name).tpdu;
    return [requestElements(name), responseElements(name)].flatMap((elements) => {
      const message = pack(compileDialect(dialect), elements);
      return FRONTS.map(([what, front, expected]): Trial => {
        const { sentence, mti, elements: count } = outcome(front(message));
        // A dialect with a TPDU that is missing is read all the same.
        const isNamed = expected.test(sentence) || (isTpdu && sentence.includes('no TPDU'));
        const isRight = isNamed && mti === elements.get(0) && count === elements.size - 1;
        return { name: `${name} ${elements.get(0)} behind ${what}`, miss: isRight ? '' : `${mti} ${sentence.slice(0, 160)}` };
      });
    });
  });
  expectShare('fronts that are named', trials, 0.9);
});
