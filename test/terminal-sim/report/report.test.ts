import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/protocol/outcome.ts';
import { noLinkErrors } from '../../../src/terminal-sim/link/link-errors.ts';
import { Statistics } from '../../../src/terminal-sim/measure/statistics.ts';
import { linearAxis, niceCeiling, timeAxis } from '../../../src/terminal-sim/report/html/chart-axis.ts';
import { latencyChart } from '../../../src/terminal-sim/report/html/charts.ts';
import { reportHtml } from '../../../src/terminal-sim/report/html/page.ts';
import { lineChart } from '../../../src/terminal-sim/report/html/svg-chart.ts';
import { formatCount, formatKroner, formatMs } from '../../../src/terminal-sim/report/number-text.ts';
import { Panel } from '../../../src/terminal-sim/report/panel.ts';
import { isSound } from '../../../src/terminal-sim/report/report.ts';
import { reportText } from '../../../src/terminal-sim/report/text.ts';
import { phrase } from '../../../src/terminal-sim/report/words/say.ts';
import { reconciliationText } from '../../../src/terminal-sim/report/words/shared.ts';
import type { Reconciliation } from '../../../src/terminal-sim/run/books/reconcile.ts';
import { EQUAL, silentStatistics, smallReport, smallStatistics, stalledStatistics } from '../support/report-fixture.ts';

const UNEQUAL: Reconciliation = {
  ...EQUAL,
  kind: 'unequal',
  hostMinor: 123_356,
  differing: 1,
  first: { maskedPan: '957899******0007', entry: 8, terminalsMinor: 500, hostMinor: 400, terminalsHeldMinor: 0, hostHeldMinor: 0 },
};
const NOT_RECONCILED: Reconciliation = { kind: 'not reconciled', reason: 'give the server address.' };

describe('the JSON object', () => {
  const report = smallReport();

  test('survives JSON and has the documented fields', () => {
    const parsed: unknown = JSON.parse(JSON.stringify(report));
    expect(parsed).toMatchObject({
      versions: { aksept: '0.0.0', node: 'v20', platform: 'test' },
      startedAt: '2027-01-15T08:00:00.000Z',
      settings: { command: 'load', mode: 'open', seed: '1', skippedErrands: [] },
      measuredMs: 2_000,
      settleMs: 3,
      messages: {
        ...{ due: 103, sent: 101, answered: 100, approved: 90, declined: 10, unanswered: 1, notSent: 2 },
        ...{ sentTotal: 103, unfinished: 0 },
      },
      ratePerSecond: 50,
      errors: { timeout: 1, connectionLost: 0, tooMuchUnsent: 0, strayAnswers: 0, firstSentence: '' },
      findings: { differingRepeats: 0, declinedReversals: 0, declinedAdvices: 0, refusedPins: 0 },
      pinsAstray: 0,
      reconciliation: { kind: 'equal' },
      thresholds: [],
    });
  });

  test('counts every outcome of the table, in its order', () => {
    expect(Object.keys(report.outcomes)).toEqual(OUTCOMES.map((row) => row.name));
    expect(report.outcomes).toMatchObject({ approved: 90, formatError: 10, lostCard: 0 });
  });

  test('has both latencies with the percentiles that have ten answers beyond them', () => {
    expect(Object.keys(report.latencyMs.corrected).sort()).toEqual(['max', 'mean', 'min', 'p50', 'p90']);
    expect(report.latencyMs.corrected.p50).toBeCloseTo(50, 0);
    expect(report.latencyMs.corrected.max).toBeCloseTo(100, 0);
    expect(report.latencyMs.uncorrected.max).toBeCloseTo(1, 1);
  });

  test('has a point for each second', () => {
    expect(report.series.map(({ atMs, approved, declined }) => ({ atMs, approved, declined }))).toEqual([
      { atMs: 1_000, approved: 90, declined: 0 },
      { atMs: 2_000, approved: 0, declined: 10 },
    ]);
  });

  test.each(Object.keys(report.findings))('is not sound with %s', (name) => {
    expect(isSound({ ...report, findings: { ...report.findings, [name]: 1 } })).toBe(false);
  });

  test.each([
    [EQUAL, true],
    [NOT_RECONCILED, true],
    [UNEQUAL, false],
  ])('%o is sound: %s', (reconciliation, sound) => {
    expect(isSound(smallReport(reconciliation))).toBe(sound);
  });
});

describe('response codes', () => {
  const codes = { responseCodes: { approved: { '000': 90 }, formatError: { '904': 3, '90X': 7 } }, unknownCodes: {} };
  const coded = { ...smallReport(), ...codes };

  test('are those that were received, the most frequent first, in text and HTML', () => {
    const text = reportText(coded, false);
    expect(text).toMatch(/\nOutcomes +DE39 +count +share\n {2}approved +000 +90 +90\.0 %\n/);
    expect(text).toMatch(/\n {2}formatError +10 +10\.0 %\n {4}of these +90X +7 +7\.0 %\n {4}of these +904 +3 +3\.0 %\n/);
    const html = reportHtml(coded);
    expect(html).toContain('<td>000</td><td>90</td><td>90.0 %</td>');
    expect(html).toContain('<th scope="row">of these</th><td>90X</td><td>7</td>');
  });

  test('are not shown for a wire without DE39', () => {
    expect(reportText(smallReport(), false)).not.toContain('DE39');
    expect(reportHtml(smallReport())).not.toContain('DE39');
  });
});

describe('the text', () => {
  test('names outcomes that came, in order, and what went wrong', () => {
    const text = reportText(smallReport(), false);
    expect(text.indexOf('approved')).toBeLessThan(text.indexOf('formatError'));
    expect(text).not.toContain('lostCard');
    expect(text).toContain('Reconciliation equal');
    expect(text).not.toContain('\x1b');
  });

  test('tells what became of the messages that were due', () => {
    const statistics = smallStatistics();
    for (const reason of ['notConnected', 'connectionLost'] as const) {
      statistics.offered();
      statistics.unanswered('pos', reason);
    }
    statistics.tick(2_000);
    const report = smallReport(EQUAL, '1', [], { linkErrors: { ...noLinkErrors(), lateAnswers: 1 } }, statistics);
    expect(report.messages).toMatchObject({ due: 105, sent: 102, answered: 100, unanswered: 2, notSent: 3 });
    const rows = [...reportText(report, false).matchAll(/^ {2,4}(\S.*?) {2,}(\d+)(?: +([\d.]+ %))?$/gm)].map(([, ...cells]) => cells);
    expect(rows.slice(0, 12)).toEqual([
      ['due', '105', '100.0 %'],
      ['answered', '100', '95.2 %'],
      ['approved', '90', '85.7 %'],
      ['declined', '10', '9.5 %'],
      ['sent, no answer', '2', '1.9 %'],
      ['time-out', '1', '1.0 %'],
      ['connection lost', '1', '1.0 %'],
      ['late answers, whole run', '1', undefined],
      ['never sent', '3', '2.9 %'],
      ['still due at the end', '2', '1.9 %'],
      ['no connection', '1', '1.0 %'],
      ['approved', '90', '90.0 %'],
    ]);
    const html = reportHtml(report);
    for (const tile of ['<b>2</b><span>sent, no answer', '<b>3</b><span>never sent']) expect(html).toContain(tile);
  });

  test('is at most 80 columns wide where it is a table', () => {
    const lines = reportText(smallReport(), false).split('\n');
    expect(lines.filter((line) => line.startsWith('  ') && line.length > 80)).toEqual([]);
  });

  test('says who differs, masked', () => {
    expect(reconciliationText('en', UNEQUAL)).toBe(
      'unequal: the terminals count 1,234.56 NOK and the host 1,233.56 NOK; 1 of 1,000 cards differs. First: card 957899******0007, terminals 5.00, host 4.00 NOK.',
    );
  });

  test('says 1 card, not 1 cards', () => {
    const one = { ...UNEQUAL, cards: 1, inDoubt: 1, unbalanced: 1, first: undefined };
    expect(reconciliationText('en', one)).toBe(
      'unequal: the terminals count 1,234.56 NOK and the host 1,233.56 NOK; 1 of 1 card differs. On 1 card the ledger does not equal funded − posted + given back. 1 card is in doubt: a message that must be answered never got an answer.',
    );
    expect(reconciliationText('en', { ...EQUAL, cards: 1 })).toContain('equal: on 1 card the terminals');
    expect(phrase('nb', 'connectionsTo', { connections: '1', target: 'a:1', codec: 'protobuf' })).toBe('1 tilkobling til a:1 (protobuf)');
    expect(phrase('en', 'driven', { loop: 'x', connections: '1', target: 'a:1', codec: 'c', seed: '1' })).toContain(
      '; 1 connection to a:1',
    );
  });

  test('says what is held, where something is', () => {
    const held = { ...EQUAL, terminalsHeldMinor: 5_000, hostHeldMinor: 5_000 };
    expect(reconciliationText('en', held)).toBe(
      'equal: on 1,000 cards the terminals and the host both count 1,234.56 NOK spent and 50.00 NOK held.',
    );
    const first = { maskedPan: '957899******0007', entry: 8, terminalsMinor: 0, hostMinor: 0, terminalsHeldMinor: 5_000, hostHeldMinor: 0 };
    expect(reconciliationText('en', { ...held, kind: 'unequal', hostHeldMinor: 0, differing: 1, first })).toBe(
      'unequal: the terminals count 1,234.56 NOK (and 50.00 held) and the host 1,234.56 NOK; 1 of 1,000 cards differs. First: card 957899******0007, terminals 0.00, host 0.00 NOK; held: terminals 50.00, host 0.00 NOK.',
    );
  });

  test('says plainly when nothing was reconciled', () => {
    expect(reportText(smallReport(NOT_RECONCILED), false)).toContain('Reconciliation not reconciled: give the server address.');
  });

  test('shows thresholds kept and broken', () => {
    const text = reportText(smallReport(EQUAL, '1', ['p99<5ms', 'rate>1/s']), false);
    expect(text).toContain('Threshold broken p99<5ms');
    expect(text).toContain('Threshold kept   rate>1/s');
  });
});

describe('the HTML', () => {
  const html = reportHtml(smallReport(UNEQUAL, '</style><script>alert(1)</script>', ['p99<5ms']));

  test('needs no network and runs nothing', () => {
    expect(html).not.toMatch(/https?:|\/\/[a-z]|@import|url\(|<link|<img|<iframe/i);
    expect(html).not.toMatch(/<script/i);
    expect(html).toContain('&lt;script&gt;');
  });

  test('opens and closes its elements', () => {
    const opened = [
      ...html.matchAll(
        /<(main|h1|h2|p|ul|li|table|thead|tbody|tr|td|th|div|svg|title|desc|polyline|text|details|summary|b|span|style)[\s>]/g,
      ),
    ];
    for (const name of new Set(opened.map((match) => match[1] ?? ''))) {
      const count = opened.filter((match) => match[1] === name).length;
      expect([name, html.split(`</${name}>`).length - 1]).toEqual([name, count]);
    }
  });

  test('charts have text alternatives, and the numbers stand in a table too', () => {
    expect(html.match(/<svg [^>]*role="img" aria-labelledby="(\w+)-t \1-d">/g)).toHaveLength(3);
    expect(html).toContain('Answered messages per second, between 10 and 90.');
    expect(html).toContain('The charts over time as a table');
  });

  test('is of light and dark', () => {
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('a second without an answer is a gap in the latencies, not 0 ms', () => {
    const { series } = smallReport(EQUAL, '1', [], {}, stalledStatistics());
    expect(series[4]).toMatchObject({ atMs: 5_000, ratePerSecond: 0, p50Ms: undefined, maxMs: 0 });
    const points = latencyChart('en', smallReport(EQUAL, '1', [], {}, stalledStatistics())).lines[1]?.points;
    // A level line over each second.
    expect(points?.slice(6, 12).map(({ x, y }) => [x, y === undefined])).toEqual([
      [3, false],
      [4, false],
      [4, true],
      [5, true],
      [5, false],
      [6, false],
    ]);
    expect(points?.[6]?.y).toBe(points?.[7]?.y);
    const stalled = reportHtml(smallReport(EQUAL, '1', [], {}, stalledStatistics()));
    expect(stalled.match(/<polyline [^>]*><title>p90<\/title>/g)).toHaveLength(2);
    expect(stalled).toContain('<th scope="row">5.0 s</th><td>100</td><td>0</td><td>–</td>');
  });

  test('says plainly that nothing was answered', () => {
    const silent = reportHtml(smallReport(EQUAL, '1', ['answered>=1'], {}, silentStatistics()));
    expect(silent).toContain('No message was answered at all.');
    expect(silent).toContain('<b>–</b><span>median latency</span>');
    expect(silent).not.toContain('NaN');
    expect(silent).not.toContain('The distribution as a table');
  });

  test('names settings in words, with their units', () => {
    expect(html).toContain('<th scope="row">terminal time-out</th><td>6.6 s</td>');
    expect(html).toContain('<th scope="row">in flight at most</th><td>10,000</td>');
    expect(html).not.toContain('flows at a time');
  });

  test('a chart without points is still a chart', () => {
    const empty = lineChart(
      {
        title: 't',
        description: 'd',
        x: timeAxis('en', 0),
        y: linearAxis(0, String),
        xName: 'x',
        yName: 'y',
        emptyText: 'nothing was measured',
        lines: [],
      },
      'x',
    );
    expect(empty).not.toContain('NaN');
    expect(empty).toContain('nothing was measured');
  });
});

describe('the panel', () => {
  const progress = { phase: 'measure' as const, elapsedMs: 1_000, inFlight: 3, sentTotal: 100, statistics: smallStatistics() };

  function drawn(tty: boolean, columns: number, rows: number, times: number): string[] {
    const written: string[] = [];
    const panel = new Panel({ language: 'en', write: (text) => written.push(text), tty, color: false, columns, rows, totalMs: 2_000 });
    for (let time = 1; time <= times; time += 1) panel.draw({ ...progress, elapsedMs: time * 1_000 });
    return written;
  }

  test('without a terminal is one plain line', () => {
    expect(drawn(false, 80, 24, 1)).toEqual(['1.0 s  measuring  100/s  approved 90.0 %  p50 50.0 ms  p99 –\n']);
  });

  test.each([40, 80, 200])('fits into %d columns', (columns) => {
    const [text = ''] = drawn(true, columns, 50, 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removes the colour codes
    const lines = text.replace(/\x1b\[\d*[A-Z]/g, '').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns);
  });

  test('is redrawn over itself and never higher than the window', () => {
    const [first = '', second = ''] = drawn(true, 80, 5, 2);
    const height = first.split('\n').length - 1;
    expect(height).toBe(4);
    expect(second.startsWith(`\x1b[${height}A`)).toBe(true);
  });
});

describe('numbers', () => {
  test.each([
    [0, '0'],
    [999.6, '1,000'],
    [1_234_567, '1,234,567'],
  ])('count %d is %s', (count, text) => {
    expect(formatCount('en', count)).toBe(text);
  });

  test.each([
    [0.2134, '0.213'],
    [4.071, '4.07'],
    [12.34, '12.3'],
    [123.4, '123'],
    [999.6, '1,000'],
    [1_204.4, '1,204'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatMs('en', ms)).toBe(text);
  });

  test.each([
    [0, '0.00'],
    [-5, '-0.05'],
    [123_456_789, '1,234,567.89'],
  ])('%d øre is %s', (minor, text) => {
    expect(formatKroner('en', minor)).toBe(text);
  });

  test.each([
    [0, 1],
    [1, 1],
    [1.1, 2],
    [2.2, 2.5],
    [47, 50],
    [501, 1000],
  ])('an axis for %d ends at %d', (value, end) => {
    expect(niceCeiling(value)).toBe(end);
  });
});

test('a long run has wider points, not more, and loses no message', () => {
  const statistics = new Statistics(false, 0);
  const SECONDS = 3_000;
  for (let second = 1; second <= SECONDS; second += 1) {
    statistics.answered('pos', 'approved', 1, 1);
    statistics.tick(second * 1_000);
  }
  const series = statistics.series();
  expect(series.length).toBeLessThanOrEqual(600);
  expect(series.reduce((sum, point) => sum + point.approved, 0)).toBe(SECONDS);
  expect(series.at(-1)?.atMs).toBe(SECONDS * 1_000);
});

test('the percentiles of a wider stretch are those of all its messages', () => {
  const statistics = new Statistics(true, 0);
  const SECONDS = 600;
  for (let second = 1; second <= SECONDS; second += 1) {
    for (let count = 0; count < 100; count += 1) statistics.answered('pos', 'approved', second % 2 === 0 && count < 2 ? 50 : 1, 1);
    statistics.tick(second * 1_000);
  }
  // Two of 200 messages took 50 ms, in the even seconds.
  const [first] = statistics.series();
  expect(first).toMatchObject({ durationMs: 2_000, ratePerSecond: 100, p50Ms: 1, maxMs: 50 });
  expect(first?.p90Ms).toBe(1);
  expect(first?.p99Ms).toBeUndefined();
  expect(statistics.uncorrected().max).toBe(1);
});
