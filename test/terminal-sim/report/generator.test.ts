/** What a report says of the generator, and when it warns. */
import { describe, expect, test } from 'vitest';
import type { GeneratorReport } from '../../../src/terminal-sim/report/generator.ts';
import {
  BUSY_SHARE_MIN,
  CORES_PER_WORKER_MAX,
  generatorFault,
  LATENESS_P99_MS_MAX,
  LATENESS_SHARE_MAX,
} from '../../../src/terminal-sim/report/generator-fault.ts';
import { reportHtml } from '../../../src/terminal-sim/report/html/page.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { reportText } from '../../../src/terminal-sim/report/text.ts';
import { read } from '../../support/sources.ts';
import { smallReport } from '../support/report-fixture.ts';

/** The slowest answer of the small report, which has too few for a p99. */
const P99_MS = 100;

function reportWith(generator: Partial<GeneratorReport>, settings: Partial<Report['settings']> = {}): Report {
  const report = smallReport();
  return { ...report, settings: { ...report.settings, ...settings }, generator: { cpuSeconds: 0.5, cores: 0.25, ...generator } };
}

function lateBy(p99: number): Report {
  return reportWith({ latenessMs: { p50: 0, p99, max: p99 } });
}

test('an open loop has lateness and cores, a closed loop the busy share', () => {
  expect(smallReport().generator).toEqual({ cpuSeconds: 0.5, cores: 0.25, latenessMs: { p50: 0.08, p99: 0.24, max: 0.4 } });
  expect(smallReport().latencyMs.corrected).toMatchObject({ max: P99_MS });
});

describe('a warning', () => {
  test.each([
    ['nothing is wrong', lateBy(0.4), undefined],
    ['the host is slow enough to hide the lateness', lateBy(P99_MS * LATENESS_SHARE_MAX), undefined],
    ['the lateness is a large part of the latency', lateBy(P99_MS * LATENESS_SHARE_MAX + 1), 'late'],
    ['one worker uses up its core', reportWith({ cores: CORES_PER_WORKER_MAX + 0.01 }), 'cpu'],
    ['two workers share the same', reportWith({ cores: CORES_PER_WORKER_MAX + 0.01 }, { workers: 2 }), undefined],
    ['the CPU time is that of the server of the demo too', reportWith({ cores: 1.5 }, { command: 'demo' }), undefined],
    ['places were idle', reportWith({ busy: BUSY_SHARE_MIN - 0.01 }, { mode: 'closed' }), 'idle'],
    ['places were busy', reportWith({ busy: BUSY_SHARE_MIN }, { mode: 'closed' }), undefined],
  ] as const)('when %s', (_what, report, fault) => {
    expect(generatorFault(report)).toBe(fault);
  });

  test('is not given for lateness below what anybody measures', () => {
    const fast = lateBy(LATENESS_P99_MS_MAX);
    const corrected = { ...fast.latencyMs.corrected, p99: LATENESS_P99_MS_MAX };
    expect(generatorFault({ ...fast, latencyMs: { ...fast.latencyMs, corrected } })).toBeUndefined();
  });

  test.each([
    [lateBy(90), 'This machine was late: with 90.0 ms of lateness at p99'],
    [reportWith({ cores: 0.97 }), 'The generator used 0.97 cores with --workers 1'],
    [reportWith({ busy: 0.12 }, { mode: 'closed' }), 'A message was outstanding in only 12.0 % of the time'],
  ] as const)('stands in text and HTML', (report, sentence) => {
    expect(reportText(report, false)).toContain(sentence);
    expect(reportHtml(report)).toContain(sentence);
  });
});

test('text and HTML have the figures', () => {
  const line = 'Generator: late by p50 0.080 ms, p99 0.240 ms, max 0.400 ms; 0.25 cores used';
  expect(reportText(smallReport(), false)).toContain(line);
  expect(reportHtml(smallReport())).toContain(line);
  const closed = reportWith({ busy: 0.981 }, { mode: 'closed' });
  expect(reportText(closed, false)).toContain('Generator: a message outstanding 98.1 % of the time; 0.25 cores used');
});

test('the thresholds stand in the documentation', () => {
  const text = read('docs/load.md');
  expect(text).toContain(`above ${LATENESS_P99_MS_MAX} ms`);
  expect(text).toContain(`more than ${CORES_PER_WORKER_MAX} cores`);
  expect(text).toContain(`below ${BUSY_SHARE_MIN * 100} %`);
});
