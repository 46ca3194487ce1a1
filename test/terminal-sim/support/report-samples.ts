/** Reports as HTML, of made-up runs of every kind and of a real one. */
import { join } from 'node:path';
import { noLinkErrors } from '../../../src/terminal-sim/link/link-errors.ts';
import { reportHtml } from '../../../src/terminal-sim/report/html/page.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { runLoad } from '../../../src/terminal-sim/run/run.ts';
import { startTestApp } from '../../server/app-fixture.ts';
import { EQUAL, silentStatistics, smallReport, stalledStatistics } from './report-fixture.ts';
import { NORWEGIAN } from './report-norwegian.ts';
import { mixedCards } from './sim-fixtures.ts';

const THRESHOLDS = ['p99<500ms', 'declined{systemMalfunction}==0', 'approved>=95%'];

export const STALLED = smallReport(EQUAL, '1', THRESHOLDS, { measuredMs: 10_000 }, stalledStatistics());
const SILENT_CHANGES = {
  linkErrors: { ...noLinkErrors(), connectionsLost: 1, connectsFailed: 9, firstSentence: 'connect ECONNREFUSED' },
};
const SILENT = smallReport(
  { kind: 'not reconciled', reason: 'give the address.' },
  'x'.repeat(80),
  ['answered>=1'],
  SILENT_CHANGES,
  silentStatistics(),
);

function closed(report: Report): Report {
  const settings = { ...report.settings, mode: 'closed' as const, concurrency: 7, rate: '', ratePerSecond: 0, arrivals: '' as const };
  return { ...report, settings, generator: { cpuSeconds: 0.5, cores: 0.25, busy: 0.99 } };
}

export const SAMPLES: Readonly<Record<string, string>> = {
  'a small run': reportHtml(smallReport(EQUAL, '</style><b>seed</b>', ['p99<5ms'])),
  'a stall': reportHtml(STALLED),
  'nothing answered': reportHtml(SILENT),
  'a closed loop': reportHtml(closed(smallReport())),
  'two runs compared': reportHtml(smallReport(EQUAL, '2', THRESHOLDS), STALLED),
  'ended early by a threshold, at too slow a machine': reportHtml({
    ...smallReport(EQUAL, '1', THRESHOLDS, { shortBy: 'generator', notSent: 899, lagMsMax: 4_200 }),
    aborted: { threshold: 'p99<5ms', atMs: 3_000 },
  }),
};

const [NORWEGIAN_STALL, NORWEGIAN_TROUBLES, NORWEGIAN_CLOSED] = NORWEGIAN;

/** All that can be said in it, the longest of it beside another run. */
export const NORWEGIAN_SAMPLES: Readonly<Record<string, string>> = {
  'everything wrong, beside a stall, in Norwegian': reportHtml(NORWEGIAN_TROUBLES ?? STALLED, NORWEGIAN_STALL, 'nb'),
  'a closed loop, in Norwegian': reportHtml(NORWEGIAN_CLOSED ?? STALLED, undefined, 'nb'),
};

/** A report of a whole day's length: 600 stretches. */
export function longReport(): string {
  const [point] = smallReport().series;
  if (point === undefined) throw new Error('unreachable');
  const series = Array.from({ length: 600 }, (_none, index) => ({ ...point, atMs: (index + 1) * 144_000, durationMs: 144_000 }));
  return reportHtml({ ...smallReport(), series });
}

/** Half a second of real messages to a real server. */
export async function realReport(): Promise<string> {
  const cards = mixedCards();
  const server = await startTestApp();
  try {
    const report = await runLoad({
      target: `127.0.0.1:${server.app.ports.protobuf}`,
      keys: join(server.folder, 'keys.json'),
      cards,
      rate: '300/s',
      arrivals: 'poisson',
      duration: '500ms',
      warmup: '0s',
      connections: 2,
      thresholds: THRESHOLDS,
    });
    return reportHtml(report);
  } finally {
    await server.stop();
  }
}
