import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { differenceWords, type Match, matchOf } from '../../../src/inspect/diagnose/match.ts';
import { inputChunk } from '../../../src/inspect/input/input-chunk.ts';
import { pairsOf } from '../../../src/inspect/session/pairs.ts';
import { Session } from '../../../src/inspect/session/session.ts';
import { matchJson } from '../../../src/inspect/show/json.ts';
import { matchText } from '../../../src/inspect/show/match-text.ts';
import { DIALECT_NAMES } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import {
  DIALECTS,
  type Elements,
  examineOptions,
  NO_READ_OPTIONS,
  NOW_MS,
  packed,
  requestElements,
  responseElements,
  secretsIn,
} from '../support/messages.ts';

function match(change: (response: Elements, request: Elements) => void = () => {}, name = '1987-ascii'): Match {
  const [request, response] = [requestElements(name), responseElements(name)];
  change(response, request);
  const [asked, answered] = [packed(name, request), packed(name, response)].map((bytes) => examine(bytes, examineOptions()).attempt);
  if (asked === undefined || answered === undefined) throw new Error('none');
  return matchOf(asked, answered);
}

describe('a client', () => {
  test.each(DIALECT_NAMES)('matches the two in %s', (name) => {
    const result = match(undefined, name);
    expect(result.matches).toBe(true);
    expect(result.sentence).toMatch(/^They match: \d210 answers \d200, and DE11 and DE41 are the same\.$/);
    expect(result.rows.slice(0, 2).map(({ element }) => element)).toEqual([11, 41]);
  });

  test.each<[string, (response: Elements, request: Elements) => void, RegExp]>([
    [
      'another MTI',
      (response) => response.set(0, '0110'),
      /^A client would not match them: 0210 \(financial response\) answers 0200, not 0110\.$/,
    ],
    ['no STAN', (response) => response.delete(11), /DE11 is missing in the response/],
    ['no terminal', (response) => response.delete(41), /DE41 is missing in the response/],
    ['another terminal', (response) => response.set(41, 'SHELL002'), /DE41 differs from position 8 on/],
    ['no response code', (response) => response.delete(39), /DE39 is missing in the response, so that no outcome can be told/],
    ['the two swapped', (response, request) => void [response.set(0, '0200'), request.set(0, '0210')], /the wrong way round/],
    ['two requests', (response) => response.set(0, '0200'), /0210 \(financial response\) answers 0200, not 0200/],
  ])('does not, with %s', (_name, change, sentence) => {
    const result = match(change);
    expect(result.matches).toBe(false);
    expect(result.sentence).toMatch(sentence);
  });

  test('matches on the usual keys, a strict one does not', () => {
    const result = match((response) => response.delete(37));
    expect(result.matches).toBe(true);
    expect(result.sentence).toMatch(/^They match on the usual keys .* but a strict client would refuse them: DE37 is missing/);
  });

  test.each([
    ['0201', '0210'],
    ['0420', '0430'],
    ['0421', '0430'],
    ['0100', '0110'],
    ['0800', '0810'],
  ])('%s is answered by %s', (asked, answered) => {
    const result = match((response, request) => void [response.set(0, answered), request.set(0, asked)]);
    expect(result.mti).toEqual({ request: asked, response: answered, expected: answered, isRight: true });
  });

  test('a partial approval has a lower amount', () => {
    const result = match((response) => void [response.set(4, '000000090000'), response.set(39, '10')]);
    expect(result.matches).toBe(true);
    expect(result.rows.find(({ element }) => element === 4)?.remark).toBe('a lower amount was approved');
    expect(result.reasons).toEqual([]);
  });

  test('a card number that differs is not shown', () => {
    const result = match((response) => response.set(2, '9578991234567991'));
    expect(result.rows.find(({ element }) => element === 2)).toMatchObject({
      verdict: 'different',
      remark: 'differs from position 14 on',
    });
    const output = `${matchText(result, false)}${JSON.stringify(matchJson(result))}`;
    expect(secretsIn(output)).toEqual([]);
    expect(output).not.toContain('9578991234567991');
  });
});

test.each([
  ['SHELL01 ', 'SHELL01', 'only the blanks on the right differ: 8 characters in the request, 7 in the response'],
  [' SHELL01', 'SHELL01', 'only the blanks on the left differ: 8 characters in the request, 7 in the response'],
  ['000123', '123', 'only the leading zeros differ: 6 digits in the request, 3 in the response'],
  ['000123', '123   ', 'only the padding differs: blanks on one side, zeros on the other'],
  ['Shell', 'SHELL', 'only upper and lower case differ'],
  ['SHELL001', 'SHELL0', 'the response ends after 6 characters'],
  ['SHELL001', 'SHXLL001', 'differs from position 3 on'],
])('%j and %j: %s', (request, response, words) => {
  expect(differenceWords(request, response)).toBe(words);
});

describe('messages of one input', () => {
  const ask = (stan: string): Buffer => packed('1987-ascii', requestElements('1987-ascii').set(11, stan));
  const answer = (stan: string): Buffer => packed('1987-ascii', responseElements('1987-ascii').set(11, stan));

  function pairs(frames: readonly Buffer[]): { readonly pairs: readonly string[]; readonly unmatched: number; readonly unread: number } {
    const session = new Session('input', { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, nearMs: NOW_MS });
    const found = pairsOf([...session.examined(frames.map((frame, index) => inputChunk(frame, String(index))))]);
    return {
      pairs: found.pairs.map(({ request, response }) => `${request.label}-${response?.label ?? ''}`),
      unmatched: found.unmatched.length,
      unread: found.unread.length,
    };
  }

  test.each<[string, readonly Buffer[], readonly string[], number, number]>([
    ['in turn', [ask('000001'), answer('000001'), ask('000002'), answer('000002')], ['0-1', '2-3'], 0, 0],
    ['in disorder', [ask('000001'), ask('000002'), answer('000002'), answer('000001')], ['0-3', '1-2'], 0, 0],
    ['a repeated request', [ask('000001'), ask('000001'), answer('000001')], ['0-', '1-2'], 0, 0],
    ['a wrong STAN', [ask('000001'), answer('000009')], ['0-1'], 0, 0],
    ['an answer to nothing', [answer('000001'), ask('000001')], ['1-'], 1, 0],
    ['noise between', [ask('000001'), Buffer.from('nonsense'), answer('000001')], ['0-2'], 0, 1],
  ])('%s', (_name, frames, expected, unmatched, unread) => {
    expect(pairs(frames)).toEqual({ pairs: expected, unmatched, unread });
  });
});
