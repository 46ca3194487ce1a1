import { describe, expect, test } from 'vitest';
import { noLinkErrors } from '../../../src/terminal-sim/link/link-errors.ts';
import { compareReports, differingSettings, readReport } from '../../../src/terminal-sim/report/compare.ts';
import { linearAxis, logAxis, oneIn, percentileAxis, timeAxis } from '../../../src/terminal-sim/report/html/chart-axis.ts';
import { reportHtml } from '../../../src/terminal-sim/report/html/page.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { reportText } from '../../../src/terminal-sim/report/text.ts';
import { abortText, endTexts, latencyNotes, loopText, offerText } from '../../../src/terminal-sim/report/words/shared.ts';
import { EQUAL, silentStatistics, smallReport, smallStatistics, stalledStatistics } from '../support/report-fixture.ts';

const written = JSON.stringify(smallReport(EQUAL, '2'));
const faster: Report = { ...smallReport(), ratePerSecond: 100 };

describe('an earlier report', () => {
  test('is read as it was written', () => {
    expect(readReport(written, 'old.json')).toEqual(JSON.parse(written));
  });

  test.each([
    ['{', 'old.json is no JSON'],
    ['[]', 'old.json is no report of a load run'],
    ['{"versions":{}}', 'old.json is no report of a load run'],
    [JSON.stringify({ ...smallReport(), version: 7 }), 'is a report of version 7, and this release reads versions 1 and 2'],
    [JSON.stringify({ ...smallReport(), series: 'none' }), 'old.json lacks a readable series'],
    [JSON.stringify({ ...smallReport(), latencyMs: {} }), 'old.json lacks a readable latencyMs.corrected'],
  ])('%s is refused in one sentence', (text, reason) => {
    expect(() => readReport(text, 'old.json')).toThrow(reason);
    expect(() => readReport(text, 'old.json')).toThrow(/^old\.json .*\.$/);
  });
});

describe('two runs', () => {
  const rows = compareReports('en', faster, readReport(written, 'old.json'));
  const row = (name: string) => rows.find((each) => each.name === name);

  test('differ by as much as they do', () => {
    expect(row('answered per second')).toEqual({ name: 'answered per second', here: '100', there: '50', change: '+100.0 %' });
    expect(row('p90, ms')?.change).toBe('=');
    expect(row('p99, ms')).toBeUndefined();
    expect(row('approved')).toMatchObject({ here: '90.0 %', change: '=' });
    expect(row('lostCard')).toBeUndefined();
  });

  test('say where their settings differ', () => {
    expect(differingSettings('en', faster, readReport(written, 'old.json'))).toEqual([{ name: 'seed', here: '1', there: '2' }]);
    expect(differingSettings('en', faster, faster)).toEqual([]);
  });

  test('stand beside each other in text and HTML', () => {
    const text = reportText(faster, false, readReport(written, 'old.json'));
    expect(text).toMatch(/answered per second +100 +50 +\+100\.0 %/);
    expect(text).toContain('Other settings: seed 1 (other: 2)');
    const html = reportHtml(faster, readReport(written, 'old.json'));
    expect(html).toContain('Compared with another run');
    expect(html.match(/role="img" aria-labelledby/g)).toHaveLength(6);
    expect(html).not.toMatch(/https?:|<script/i);
  });
});

describe('sentences', () => {
  test('a run that was ended early, and one that this machine could not offer', () => {
    expect(abortText('en', { threshold: 'p99<5ms', atMs: 3_000 })).toBe('Ended early, after 3.0 s: the threshold p99<5ms was broken.');
    const short = smallReport(EQUAL, '1', [], { shortBy: 'generator', notSent: 899, lagMsMax: 4_200 });
    expect(offerText('en', short)).toBe(
      'Only 101 of 1,000 intended messages were sent, 51/s: this machine was too slow, by up to 4,200 ms; add --workers, or lower the rate.',
    );
    expect(offerText('en', smallReport(EQUAL, '1', [], { shortBy: 'host', notSent: 899 }))).toContain(
      'the host was too slow, and the limit of messages in flight was reached',
    );
    expect(offerText('en', smallReport())).toBe('');
  });

  test('a run that was interrupted, and one that lost its host', () => {
    const report = smallReport();
    expect(endTexts('en', { ...report, interrupted: { by: 'SIGINT', atMs: 1_200 } })).toEqual([
      'Interrupted (SIGINT) after 1.2 s of the 2.0 s to be measured; the report has what was measured until then.',
    ]);
    expect(endTexts('en', { ...report, interrupted: { by: 'SIGTERM', atMs: 0 } })).toEqual([
      'Interrupted (SIGTERM) in the warm-up: 0.0 s of the 2.0 s to be measured were measured.',
    ]);
    const statistics = smallStatistics();
    statistics.offered();
    statistics.unanswered('pos', 'notConnected');
    statistics.tick(3_000);
    const lost = smallReport(EQUAL, '1', [], { linkErrors: { ...noLinkErrors(), connectsFailed: 4 } }, statistics);
    expect(lost.hostLost).toEqual({ atMs: 2_000 });
    const sentence = 'The host was lost: it answered nothing after 2.0 s of 2.0 s, and no connection could be made again.';
    expect(reportText(lost, false)).toContain(sentence);
    expect(reportHtml(lost)).toContain(sentence);
    expect(endTexts('en', report)).toEqual([]);
  });

  test('how the load was driven', () => {
    const report = smallReport();
    expect(loopText('en', report)).toBe('50/s intended, poisson arrivals');
    expect(loopText('en', { ...report, settings: { ...report.settings, rate: '10/s..90/s' } })).toBe(
      '10/s..90/s intended (50/s on average), poisson arrivals',
    );
    expect(loopText('en', { ...report, settings: { ...report.settings, mode: 'closed', concurrency: 7 } })).toBe('7 flows at a time');
  });
});

describe('the notes on latencies', () => {
  test('of a run with a stall say where the two ways to count are furthest apart', () => {
    const notes = latencyNotes('en', smallReport(EQUAL, '1', [], {}, stalledStatistics())).join(' ');
    expect(notes).toContain('Corrected latency is counted from the intended instant of a message');
    expect(notes).toMatch(/Here they differ most at p95: 50\d ms corrected, 5\.00 ms uncorrected\./);
  });

  test('of an even run say that they are alike', () => {
    const report = smallReport();
    const even: Report = { ...report, latencyMs: { ...report.latencyMs, uncorrected: report.latencyMs.corrected } };
    expect(latencyNotes('en', even).join(' ')).toContain('Here the two are nearly equal');
  });

  test('of a run without answers compare nothing', () => {
    expect(latencyNotes('en', smallReport(EQUAL, '1', [], {}, silentStatistics())).join(' ')).not.toContain('Here');
  });

  test('of a closed loop say what it spares', () => {
    const report = smallReport();
    const closed: Report = { ...report, settings: { ...report.settings, mode: 'closed', concurrency: 7 } };
    expect(latencyNotes('en', closed).join(' ')).toContain('a host that stalls gets fewer messages');
  });
});

describe('axes', () => {
  test('of time have at most nine marks, at whole steps', () => {
    expect(timeAxis('en', 12).ticks.map((tick) => tick.label)).toEqual(['0 s', '2 s', '4 s', '6 s', '8 s', '10 s', '12 s']);
    expect(timeAxis('en', 3_600).ticks.at(-1)?.label).toBe('1 h');
    for (const end of [1, 7, 59, 600, 5_000, 86_400, 604_800]) expect(timeAxis('en', end).ticks.length).toBeLessThanOrEqual(9);
  });

  test('of latencies hold all values between whole powers of ten, six at the most', () => {
    expect(logAxis([0.3, 40], String)).toMatchObject({ from: 0.1, to: 100 });
    expect(logAxis([], String)).toMatchObject({ from: 1, to: 10 });
    expect(logAxis([5], String)).toMatchObject({ from: 1, to: 10 });
    expect(logAxis([0.000_001, 1_000], String).ticks).toHaveLength(7);
  });

  test('of percentiles give each further nine as much room as the last', () => {
    const [none, half, nine, nines] = percentileAxis('en', 200).ticks;
    expect([none?.at, half?.at, nine?.label, nines?.label]).toEqual([1, 2, '90 %', '99 %']);
    expect(oneIn(99.9)).toBeCloseTo(1_000, 6);
    expect(linearAxis(0, String).to).toBe(1);
  });
});
