/** Documentation of the load runs. */
import type { Operation, Operations } from '../operation.ts';

/** What the paths of the examples name. */
export const EXAMPLE_RUN = { run: '5f0c27aa1093' } as const;

const SETTINGS = {
  target: '127.0.0.1:7583',
  codec: 'protobuf',
  mode: 'open',
  rate: '50/s',
  concurrency: 0,
  workload: 'usual',
  seed: '1',
  cards: 1_000,
  warmupMs: 0,
  durationMs: 1_000,
  thresholds: ['errors==0'],
} as const;

const PROGRESS = {
  phase: 'measure',
  elapsedMs: 1_000,
  totalMs: 1_000,
  inFlight: 1,
  sentTotal: 50,
  answered: 49,
  approved: 45,
  declined: 4,
  unanswered: 0,
  notSent: 0,
  latencyMs: { min: 0.41, mean: 0.72, max: 3.1, p50: 0.62 },
  outcomes: { approved: 45, incorrectPin: 4 },
  point: { atMs: 1_000, ratePerSecond: 49, offeredPerSecond: 50, approved: 45, declined: 4, unanswered: 0, p50Ms: 0.62, maxMs: 3.1 },
} as const;

const RUNNING = {
  id: EXAMPLE_RUN.run,
  state: 'running',
  detail: '',
  startedAtMs: 1_796_028_029_148,
  endedAtMs: null,
  settings: SETTINGS,
  progress: null,
  result: null,
} as const;

const DONE = {
  ...RUNNING,
  state: 'done',
  endedAtMs: 1_796_028_030_914,
  progress: PROGRESS,
  result: {
    measuredMs: 1_000,
    cutShort: '',
    messages: { sent: 50, answered: 50, approved: 46, declined: 4, unanswered: 0, notSent: 0 },
    ratePerSecond: 50,
    latencyMs: PROGRESS.latencyMs,
    outcomes: { approved: 46, incorrectPin: 4 },
    thresholds: [{ threshold: 'errors==0', measured: 0, unit: '', kept: true }],
    books: 'equal',
    findings: 0,
    shortBy: '',
  },
} as const;

const NO_SUCH_RUN = { noSuchRun: 'There is no such load run; GET /v1/load-runs lists them.' } as const;
const NO_REPORT = { ...NO_SUCH_RUN, noReport: 'This load run has not ended; stop it or wait.' } as const;

const report = (operation: Pick<Operation, 'id' | 'summary' | 'description' | 'answer'> & Partial<Operation>): Operation => ({
  tag: 'Load',
  problems: NO_REPORT,
  ...operation,
});

export const LOAD_OPERATIONS: Operations = {
  'GET /v1/load-targets': {
    id: 'listLoadTargets',
    tag: 'Load',
    summary: 'List what a load run can use',
    description: 'The listeners of this server by their `codec`, with the `refusal` of those that no load run can use, and the workloads.',
    answer: {
      listeners: [{ codec: 'protobuf', port: 7_583, tls: false, refusal: '' }],
      workloads: ['usual', 'purchases-only'],
      allowRemote: false,
    },
  },
  'POST /v1/load-runs': {
    id: 'startLoadRun',
    tag: 'Load',
    summary: 'Start a load run',
    description:
      'Simulated terminals send traffic to a listener of this server, in a process of their own. Fields are written as the options of `aksept load`; without a rate or a concurrency, 64 messages are outstanding at a time. Without `cards`, the test cards of this server are used, and their PIN tries are reset. One run at a time. The answer comes when the run begins.',
    body: { rate: '50/s', duration: '1s', warmup: '0s', thresholds: ['errors==0'] },
    answer: RUNNING,
    problems: {
      badRequest: 'In the body, rate is "50/h", which is no rate; write it as 2000/s.',
      targetNotAllowed: 'Load and replays go to listeners of this server only; start it with --allow-remote to give a target.',
      testKeysOnly: 'Load runs, and replays at a host, make PIN blocks with test keys; this server has others.',
      noTestCards: 'There are no test cards for this; issue some with POST /v1/cards, or give cards.',
      runActive: 'A load run is active, and there is one at a time; stop it or wait for its end.',
      listenerRefused:
        'The listener protobuf demands client certificates (tlsClientCa), which load runs and replays over HTTP do not have; use aksept load or aksept replay with --tls-cert.',
    },
  },
  'GET /v1/load-runs': {
    id: 'listLoadRuns',
    tag: 'Load',
    summary: 'List the load runs',
    description: 'The newest first, at most 20. A restart of the server forgets them.',
    answer: { runs: [DONE] },
  },
  'GET /v1/load-runs/{run}': {
    id: 'readLoadRun',
    tag: 'Load',
    summary: 'Read a load run',
    description: 'Its state (`running`, `stopping`, `done`, `failed`), its progress so far, and its result.',
    answer: DONE,
    problems: NO_SUCH_RUN,
  },
  'POST /v1/load-runs/{run}/stop': {
    id: 'stopLoadRun',
    tag: 'Load',
    summary: 'Stop a load run',
    description: 'No further messages are sent, those under way are settled, and the report is made. A run that has ended stays as it is.',
    body: {},
    answer: { ...RUNNING, state: 'stopping' },
    problems: NO_SUCH_RUN,
  },
  'GET /v1/load-runs/{run}/events': {
    id: 'followLoadRun',
    tag: 'Load',
    summary: 'Follow a load run',
    description:
      'Server-sent events: `start` with the run, `progress` once a second, `gap` when earlier progress is no longer kept, and `end` with the run as it ended. It goes on behind the header `Last-Event-ID`.',
    answer: `id: 1\nevent: progress\ndata: ${JSON.stringify(PROGRESS)}\n\n`,
    answerType: 'text/event-stream',
    problems: { ...NO_SUCH_RUN, tooManyStreams: '8 streams of load runs are open, as many as may be; close one.' },
  },
  'GET /v1/load-runs/{run}/report': report({
    id: 'readLoadReport',
    summary: 'Read the report of a load run',
    description: 'As `aksept load --json` writes it.',
    answer: { format: 'aksept load report', version: 2 },
  }),
  'GET /v1/load-runs/{run}/report.html': report({
    id: 'readLoadReportPage',
    summary: 'Read the report of a load run as a page',
    description: 'As `aksept load --html` writes it, in English or Norwegian (`lang=nb`).',
    query: { lang: 'nb' },
    answer: '<!doctype html>\n<html lang="nb">…</html>\n',
    answerType: 'text/html',
  }),
};
