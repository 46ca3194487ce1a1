import { expect, test } from 'vitest';
import { Statistics } from '../../../src/terminal-sim/measure/statistics.ts';
import { brokenForGood, parseThreshold } from '../../../src/terminal-sim/measure/threshold.ts';
import { measuredSoFar } from '../../../src/terminal-sim/report/report.ts';
import { smallReport, smallStatistics } from '../support/report-fixture.ts';

// 90 approved in 1 to 90 ms, 10 formatError in 100 ms, 1 time-out, 2 never sent; 100 answered in 2 s.
test.each([
  ['p50<51ms', true],
  ['p50<50ms', false],
  ['p50<=0.051s', true],
  ['p50 < 51000us', true],
  ['p99>=100ms', true],
  ['p99.9<5ms', false],
  ['max<=101ms', true],
  ['min<2ms', true],
  ['mean>40ms', true],
  ['rate>=50/s', true],
  ['rate>50', false],
  ['answered==100', true],
  ['approved==90', true],
  ['approved>=90%', true],
  ['approved>90%', false],
  ['declined==10', true],
  ['declined{formatError}==10', true],
  ['declined{ formatError } <= 10%', true],
  ['declined{insufficientFunds}==0', true],
  ['declined{insufficientFunds}!=0', false],
  ['errors==1', true],
  ['errors{timeout}==0', false],
  ['errors{connectionLost}==0', true],
  ['errors<1%', true],
  ['unanswered==1', true],
  ['unanswered<1%', true],
  ['notSent==2', true],
  ['notSent<1%', false],
  ['findings==0', true],
  ['books==0', true],
  ['books{differing}==0', true],
  ['books{inDoubt}<1%', true],
  ['outcome{approved}==90', true],
  ['outcome{approvedPartially}>0%', false],
])('%s is %s', (text, kept) => {
  const [result] = smallReport(undefined, '1', [text]).thresholds;
  expect(result).toMatchObject({ threshold: text, kept });
});

test.each([
  ['', 'cannot be read'],
  ['p99', 'cannot be read'],
  ['p99<', 'cannot be read'],
  ['p99<5ms!', 'cannot be read'],
  ['p99=<5ms', 'cannot be read'],
  ['p99<-5ms', 'cannot be read'],
  ['p99<5', 'takes us, ms or s'],
  ['p99<5%', 'takes us, ms or s'],
  ['p98<5ms', 'about nothing that is measured'],
  ['p99{formatError}<5ms', 'about nothing that is measured'],
  ['rate>5ms', 'takes /s'],
  ['rate{x}>5', 'about nothing that is measured'],
  ['declined{approved}==0', 'about nothing that is measured'],
  ['declined{formaterror}==0', 'about nothing that is measured'],
  ['approved{approved}>1', 'about nothing that is measured'],
  ['errors{late}==0', 'about nothing that is measured'],
  ['declined<5ms', 'takes a count or %'],
  ['outcome==5', 'about nothing that is measured'],
  ['books{approved}==0', 'about nothing that is measured'],
  ['p99<5ms,stop', 'cannot be read'],
  ['constructor<5', 'about nothing that is measured'],
])('%j is refused in one sentence', (text, reason) => {
  expect(() => parseThreshold(text)).toThrow(reason);
  expect(() => parseThreshold(text)).toThrow(/^The threshold ".*" .*\.$/);
});

test.each([
  ['p90<5ms,abort', true, true],
  ['p90<101ms , abort', true, false],
  ['p90<5ms', false, true],
  // A hundred answers say nothing about p99.
  ['p99<5ms,abort', true, false],
  ['declined{formatError}<=9,abort', true, true],
  // Counts that may still become great enough.
  ['answered>=101,abort', true, false],
  ['declined==11,abort', true, false],
  ['declined!=10,abort', true, false],
  ['declined==9,abort', true, true],
  ['approved>=91%,abort', true, true],
  ['rate>=51/s,abort', true, true],
  ['books{inDoubt}>0,abort', true, false],
])('%s: abort %s, broken for good %s', (text, abort, broken) => {
  const threshold = parseThreshold(text);
  expect(threshold.abort).toBe(abort);
  expect(threshold.text).not.toContain('abort');
  expect(brokenForGood(threshold, measuredSoFar(smallStatistics()))).toBe(broken);
});

test.each([
  ['p99<5ms', { kept: false, answersNeeded: 1_000 }],
  ['p99.99<101ms', { kept: true, answersNeeded: 100_000 }],
])('%s of 100 answers is marked', (text, marked) => {
  expect(smallReport(undefined, '1', [text]).thresholds).toMatchObject([marked]);
});

test('a percentile with ten answers beyond it is not marked', () => {
  expect(smallReport(undefined, '1', ['p90<91ms', 'max<1ms']).thresholds.map((result) => 'answersNeeded' in result)).toEqual([
    false,
    false,
  ]);
});

test('nothing is broken for good before anything was measured', () => {
  expect(brokenForGood(parseThreshold('rate>1/s,abort'), measuredSoFar(new Statistics(true, 0)))).toBe(false);
});
