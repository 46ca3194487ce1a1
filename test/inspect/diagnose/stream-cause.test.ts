/** What a listener's log says of a message that it cannot take: what the inspector says, or nothing. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { StreamExplainer } from '../../../src/inspect/diagnose/stream-start.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { DIALECT_NAMES, type DialectName, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { CASES } from '../support/cases.ts';
import { examineOptions, packed } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

const TWO = headerKind('2b', false);
const PLAIN = DIALECT_NAMES.map(loadDialect);
const EXPLAINERS = new Map(
  PLAIN.map((dialect) => [dialect.name, new StreamExplainer({ header: TWO, dialect, dialectText: dialect.name }, PLAIN)]),
);

function said(bytes: Buffer, listener: DialectName = '1987-ascii'): string {
  return EXPLAINERS.get(listener)?.explain(bytes).sentence ?? 'no listener';
}

describe('the log of a 2-byte listener of 1987-ascii names the cause', () => {
  test.each<[keyof typeof CASES, RegExp]>([
    ['amountUnpadded', /^Likely cause: DE4 \(.* has 5 digits; n 12 must have 12 digits/],
    ['terminalUnpadded', /^Likely cause: DE41 \(.* has 7 characters; ans 8 must have 8/],
    ['entryModeOfFour', /^Likely cause: DE22 \(.* has 4 digits; n 3 must have 3/],
    ['feeOfEight', /^Likely cause: DE28 \(.* has 8 characters; x\+n 8 must have 9/],
    ['thirdBitmap', /^Likely cause: no length header where \+2b is set\. A third bitmap stands behind the second/],
    ['lengthBehindTpdu', /^Likely cause: in front of the MTI, at offset 7, there is a TPDU, then a 2-byte header behind that: 47 bytes follow\. It is in the dialect 1987-bcd\.$/],
    ['networkHeader', /^Likely cause: in front of the MTI, at offset 26, .* a network header of 22 bytes.*characters in EBCDIC, lengths of one binary/],
    ['textHeader', /12 bytes stand in front of the MTI: \+pre12; try 1987-ascii-hex\+pre12\.$/],
    ['lowByteFirst', /^Likely cause: the length has its low byte first: \+2le; try 1987-ascii\+2le\.$/],
    ['lineEnd', /^$/],
  ])('%s', (name, expected) => {
    expect(said(CASES[name])).toMatch(expected);
  }); // biome-ignore format: a table
});

test('a third bitmap behind a length header', () => {
  expect(said(encodeFrame(TWO, CASES.thirdBitmap))).toMatch(/^Likely cause: a third bitmap stands behind the second/);
});

test('a header that counts a little too many, and a whole message', () => {
  const bytes = encodeFrame(TWO, packed('1987-ascii'));
  bytes.writeUInt16BE(bytes.length, 0);
  expect(said(bytes)).toMatch(/^Likely cause: .*(?:2-byte header that counts itself|2 bytes too many)/);
});

test('a message in order, and one that is cut, are given no other cause', () => {
  for (const name of DIALECT_NAMES) {
    const bytes = encodeFrame(TWO, packed(name));
    expect(said(bytes, name), name).toBe('');
    expect(said(bytes.subarray(0, bytes.length - 21), name), name).toMatch(/^(?:Likely cause: the message is cut within DE\d.*)?$/);
  }
});

/** One fixed element of a message loses or gains characters. */
function resized(text: string, by: number): Buffer {
  const message = packed('1987-ascii');
  const at = message.indexOf(Buffer.from(text, 'latin1'));
  expect(at).toBeGreaterThan(0);
  const rest = message.subarray(at + Math.max(0, -by));
  return encodeFrame(TWO, Buffer.concat([message.subarray(0, at), Buffer.alloc(Math.max(0, by), 0x30), rest]));
}

test('elements of another width: the log says what the inspector says', () => {
  const options = examineOptions();
  const texts = ['090000', '000000125000', '1123080000', '000123', '632709000123', 'SHELL001', '000000000012345', 'REMA 1000'];
  const trials = texts.flatMap((text) =>
    [-3, -1, 1].map((by): Trial => {
      const bytes = resized(text, by);
      const inspector = examine(bytes, options).findings[0]?.sentence.replace(/; use --[^.;]*/g, '') ?? '';
      const log = said(bytes);
      const isSame = log.toLowerCase() === (inspector === '' ? '' : `likely cause: ${inspector.toLowerCase()}`);
      return { name: `${text} ${by}`, miss: isSame ? '' : `${log} | ${inspector}` };
    }),
  );
  expectShare('the log says what the inspector says', trials, 0.95);
});
