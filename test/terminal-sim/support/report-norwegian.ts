/** Reports that together say everything that a report can say. */
import { noLinkErrors } from '../../../src/terminal-sim/link/link-errors.ts';
import { MESSAGE_KINDS, MESSAGE_NAMES } from '../../../src/terminal-sim/measure/message-kinds.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';
import { PHRASES } from '../../../src/terminal-sim/report/words/phrases.ts';
import { EQUAL, silentStatistics, smallReport, stalledStatistics } from './report-fixture.ts';

const THRESHOLDS = ['p99<500ms', 'declined{systemMalfunction}==0', 'approved>=95%', 'rate>=1000/s'];

const NO_ANSWERS = { timeout: 9, connectionLost: 9, notConnected: 9, tooMuchUnsent: 9, notEncodable: 9 };

const HELD = { ...EQUAL, terminalsHeldMinor: 5_000, hostHeldMinor: 5_000, inDoubt: 3 };
const stalled = smallReport(HELD, '1', THRESHOLDS, { measuredMs: 10_000 }, stalledStatistics());

const UNEQUAL = {
  ...EQUAL,
  kind: 'unequal' as const,
  terminalsHeldMinor: 5_000,
  differing: 1_234,
  first: {
    ...{ maskedPan: '957899******0007', entry: 8, terminalsMinor: 123_456_789, hostMinor: 1_234_567 },
    ...{ terminalsHeldMinor: 5_000, hostHeldMinor: 0 },
  },
  unbalanced: 2,
  inDoubt: 1_234,
};

function everythingWrong(): Report {
  const changes = { shortBy: 'generator' as const, notSent: 2_899, lagMsMax: 4_200, unfinished: 7_000, pinsAstray: 1 };
  const report = smallReport(UNEQUAL, 'x'.repeat(60), THRESHOLDS, changes);
  const [{ latencyMs }] = report.kinds as readonly [Report['kinds'][number]];
  const counts = { answered: 12_345, approved: 6_789, declined: 5_556, unanswered: 1_234, notSent: 9, latencyMs };
  return {
    ...report,
    aborted: { threshold: 'p99<500ms', atMs: 3_000 },
    interrupted: { by: 'SIGINT', atMs: 1_000 },
    hostLost: { atMs: 1_000 },
    settings: { ...report.settings, rate: '100/s..2000/s', workers: 3, workload: 'peak.yaml', skippedErrands: ['fuelPump'] },
    kinds: MESSAGE_KINDS.map((kind) => ({ kind, ...counts })),
    classes: Object.fromEntries(MESSAGE_NAMES.map((name) => [name, { answered: 0, unanswered: 1_234, notSent: 9 }])),
    responseCodes: { approved: { '00': 90 }, formatError: { '30': 9, '904': 1, Z9: 1_000 } },
    unknownCodes: { Z9: 1_000 },
    errors: {
      ...NO_ANSWERS,
      ...noLinkErrors(),
      connectionsLost: 9,
      lateAnswers: 4,
      strayAnswers: 4,
      unreadableAnswers: 4,
      looseAnswers: 1_234,
    },
    series: report.series.map((point) => ({ ...point, p99Ms: 5, uncorrectedP99Ms: 4 })),
    generator: { cpuSeconds: 6, cores: 2.9, latenessMs: { p50: 0.1, p99: 0.2, max: 4_200 } },
    findings: { differingRepeats: 3, declinedReversals: 3, declinedAdvices: 3, refusedPins: 3 },
  };
}

function closedLoop(): Report {
  const report = smallReport({ ...UNEQUAL, terminalsHeldMinor: 0, first: { ...UNEQUAL.first, terminalsHeldMinor: 0 } });
  const settings = { ...report.settings, mode: 'closed' as const, concurrency: 7, rate: '', ratePerSecond: 0, arrivals: '' as const };
  const generator = { cpuSeconds: 0.5, cores: 0.25, busy: 0.5 };
  const interrupted = { by: 'SIGTERM', atMs: 0 };
  return { ...report, settings, generator, interrupted, errors: { ...report.errors, silentConnections: 1 } };
}

function goneHost(): Report {
  const errors = { ...noLinkErrors(), connectsFailed: 9_999, handshakesFailed: 99, firstSentence: 'ECONNREFUSED' };
  const report = smallReport(EQUAL, '1', [], { shortBy: 'host', notSent: 899, linkErrors: errors });
  const even = { ...report.latencyMs, uncorrected: report.latencyMs.corrected };
  const generator = { cpuSeconds: 0.5, cores: 0.25, latenessMs: { p50: 1, p99: 90, max: 99 } };
  return { ...report, generator, latencyMs: even, settings: { ...report.settings, arrivals: 'constant', workload: 'given' } };
}

const silent = smallReport({ kind: 'not reconciled', reason: PHRASES.noBooks.en }, '1', ['answered>=1'], {}, silentStatistics());

export const NORWEGIAN: readonly Report[] = [stalled, everythingWrong(), closedLoop(), goneHost(), silent];
