/**
 * What a person sees, whole: a good message, one that is cut, one in another dialect. `vitest -u`
 * writes the files anew.
 */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { matchOf } from '../../../src/inspect/diagnose/match.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { matchText } from '../../../src/inspect/show/match-text.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { examineOptions, packed, requestElements, responseElements, secretsIn } from '../support/messages.ts';

const framed = encodeFrame(headerKind('2b', false), packed('1987-bcd'));
const ASCII = { dialect: loadDialect('1987-ascii') };

const CASES = [
  { name: 'good', result: examine(framed, examineOptions()) },
  { name: 'good-1993', result: examine(packed('1993-bcd'), examineOptions()) },
  { name: 'response', result: examine(packed('1987-ascii', responseElements('1987-ascii')), examineOptions()) },
  { name: 'truncated', result: examine(packed('1987-ascii').subarray(0, 150), examineOptions()) },
  { name: 'wrong-dialect', result: examine(packed('1993-bcd'), examineOptions(ASCII)) },
  { name: 'header-off-by-two', result: examine(framed, examineOptions({ dialect: loadDialect('1987-bcd'), header: 'none' })) },
];

describe.each(CASES)('$name', ({ name, result }) => {
  test.each([
    ['text', examinedText(result, { color: false, full: false }), 'txt'],
    ['full text', examinedText(result, { color: false, full: true }), 'full.txt'],
    ['JSON', JSON.stringify(examinedJson(result), undefined, 2), 'json.txt'],
  ])('%s', async (_kind, output, extension) => {
    expect(secretsIn(output)).toEqual([]);
    await expect(`${output}\n`).toMatchFileSnapshot(`golden/${name}.${extension}`);
  });

  test('colours change nothing but colours', () => {
    const colored = examinedText(result, { color: true, full: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of.
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(examinedText(result, { color: false, full: false }));
  });
});

test('a comparison', async () => {
  const response = responseElements('1987-ascii').set(11, '000124');
  response.delete(41);
  const [asked, answered] = [packed('1987-ascii', requestElements('1987-ascii').set(11, '000124')), packed('1987-ascii', response)].map(
    (bytes) => examine(bytes, examineOptions()).attempt,
  );
  if (asked === undefined || answered === undefined) throw new Error('none');
  const output = matchText(matchOf(asked, answered), false);
  expect(secretsIn(output)).toEqual([]);
  await expect(`${output}\n`).toMatchFileSnapshot('golden/match.txt');
});

test('characters that a terminal would act on are not passed on', () => {
  const elements = responseElements('1987-ascii');
  elements.set(41, 'A\u001b[2JB\u0007C');
  const output = examinedText(examine(packed('1987-ascii', elements), examineOptions()), { color: false, full: true });
  expect(output).toContain('A.[2JB.C');
  expect(/[^\n\P{Cc}]/u.test(output)).toBe(false);
});
