/** Documentation of traces and replays. */
import { NDJSON_TYPE } from '../../body/content-types.ts';
import type { Operations } from '../operation.ts';

/** What the paths of the examples name. */
export const EXAMPLE_TRACE = { trace: 'a93d0c1f66e2', replay: '77b1e04c5d90' } as const;

const TOKEN = '0e7481a423e452dbd0ee7dd08bfc78be';
const RECORDED_MS = 1_796_057_033_571;

/** Two lines that decide: the card, and a purchase with it. */
const LINES = [
  {
    aksept: 'trace',
    version: 1,
    source: 'record',
    release: '0.1.0',
    startedAtMs: 1_796_057_032_041,
    clock: 'wall',
    keyRing: 'test-e2954fc1',
    lacks: [],
    rules: {
      panPrefixes: ['957899'],
      assumedCountry: 0,
      svalbardIsDomestic: true,
      unknownOriginal: 'approve',
      completionToleranceMinor: 0,
      holdMs: 604_800_000,
      fuelHoldMs: 86_400_000,
    },
    profiles: [],
  },
  {
    kind: 'card',
    token: TOKEN,
    maskedPan: '957899******4996',
    onFile: true,
    expiry: '2811',
    status: 'active',
    profile: 'kronekort',
    ledgerMinor: 2_000_000,
    pinTriesUsed: 0,
    clockMs: 0,
    spends: [],
    holds: [],
  },
  {
    kind: 'exchange',
    sequence: 1,
    atMs: RECORDED_MS,
    codec: 'protobuf',
    token: TOKEN,
    request: {
      class: 'financial',
      stan: 1,
      transmissionTimeMs: 1_796_057_033_562,
      terminalId: 'SHELL001',
      type: 'purchase',
      amountMinor: 25_000,
      pinBlockFormat: 'iso0',
      terminalType: 'pos',
      mcc: 5411,
      terminalCountry: 578,
      pan: '957899******4996',
      pinBlock: 'a95ff21d0584b7c1',
    },
    outcome: 'approved',
    response: { approvalCode: 'QJT1NR', approvedAmountMinor: 25_000 },
    decision: { event: 'spend', pin: 0, ledgerMinor: 1_975_000, availableMinor: 1_975_000 },
    latencyMs: 21.023,
  },
];
const TEXT = LINES.map((line) => `${JSON.stringify(line)}\n`).join('');

const TRACE = {
  id: EXAMPLE_TRACE.trace,
  name: 'trace',
  bytes: TEXT.length,
  createdAtMs: 1_796_057_281_864,
  source: 'record',
  cards: 1,
  exchanges: 1,
  firstMs: RECORDED_MS,
  lastMs: RECORDED_MS,
  lacks: [],
  notes: [],
};
const TRACES = { traces: [TRACE], bytes: TRACE.bytes, bytesMax: 268_435_456 };

const RUNNING = {
  id: EXAMPLE_TRACE.replay,
  trace: EXAMPLE_TRACE.trace,
  name: 'trace',
  profiles: 'recorded',
  target: '',
  state: 'running',
  detail: '',
  startedAtMs: 1_796_057_282_366,
  endedAtMs: null,
  done: 0,
  total: 1,
  result: null,
} as const;
const LATENCY = { p50: 0.4, p99: 0.4, max: 0.4 };
const DONE = {
  ...RUNNING,
  state: 'done',
  endedAtMs: 1_796_057_282_920,
  done: 1,
  result: {
    on: 'memory:',
    exchanges: 1,
    compared: 1,
    undecided: 0,
    unanswered: 0,
    differing: 1,
    counts: { outcome: 1, approvedAmountMinor: 1, flag: 0, repeated: 0, ledgerMinor: 0, availableMinor: 0, headroom: 0 },
    latencyMs: { recorded: LATENCY, replayed: LATENCY },
    elapsedMs: 11,
    notes: [],
    differences: [
      {
        sequence: 1,
        atMs: RECORDED_MS,
        token: TOKEN,
        maskedPan: '957899******4996',
        type: 'purchase',
        amountMinor: 25_000,
        differences: [
          { what: 'outcome', recorded: 'approved', replayed: 'exceedsAmountLimit' },
          { what: 'approvedAmountMinor', recorded: 25_000, replayed: 0 },
        ],
      },
    ],
  },
} as const;

const NO_SUCH_TRACE = { noSuchTrace: 'There is no such trace; GET /v1/traces lists them.' } as const;
const NO_SUCH_REPLAY = { noSuchReplay: 'There is no such replay; GET /v1/replays lists them.' } as const;
const FULL = { tracesFull: 'There is no room for the trace: at most 20 traces and 256 MiB are kept; delete one.' } as const;
const BUSY = { busy: '4 large requests run already, as many as may; try again when one has ended.' } as const;

export const TRACE_OPERATIONS: Operations = {
  'POST /v1/traces': {
    id: 'uploadTrace',
    tag: 'Traces',
    summary: 'Upload a trace',
    description:
      'Lines of JSON as `aksept serve --record` writes them, at most 64 MiB, with the header `Idempotency-Key`. It is read once in a process of its own; the answer says what it holds. `name` is what lists show it as.',
    query: { name: 'trace' },
    body: TEXT,
    bodyType: NDJSON_TYPE,
    answer: TRACE,
    problems: {
      keyMissing: 'Send the header Idempotency-Key with a text of your own, a new one for each upload.',
      notATrace: 'trace:1: this is not an aksept trace; record one with: aksept serve --record FILE.',
      bodyTooLarge: 'The body is longer than the 67108864 bytes that this path accepts; replay it with aksept replay.',
      ...FULL,
      ...BUSY,
    },
  },
  'POST /v1/traces/export': {
    id: 'exportTrace',
    tag: 'Traces',
    summary: 'Make a trace of the journal of this server',
    description:
      'As `aksept trace export` does: the newest entries, at most `limit`, of those between the instants `from` and `until`. A file store is read from its log, which knows more of each message; `lacks` says what is missing.',
    body: { limit: 100 },
    answer: { ...TRACE, name: 'journal', source: 'journal', lacks: ['PIN verdicts', 'latencies'] },
    problems: { emptyJournal: 'The journal holds no exchange in this time; take another one.', ...FULL, ...BUSY },
  },
  'GET /v1/traces': {
    id: 'listTraces',
    tag: 'Traces',
    summary: 'List the traces',
    description: 'The newest first. They are kept until the server ends.',
    answer: TRACES,
  },
  'GET /v1/traces/{trace}': {
    id: 'downloadTrace',
    tag: 'Traces',
    summary: 'Download a trace',
    description: 'As it was uploaded or made.',
    answer: TEXT,
    answerType: NDJSON_TYPE,
    problems: NO_SUCH_TRACE,
  },
  'POST /v1/traces/{trace}/replay': {
    id: 'startReplay',
    tag: 'Traces',
    summary: 'Replay a trace',
    description:
      'Each message is decided again at its recorded instant, on an empty store in a process of its own, as `aksept replay` does; cards of this server are not touched. `profiles` is `recorded` (the default) for the limit profiles of the trace, or `server` for those of this server. With `codec`, the messages are sent to that listener of this server instead, as `aksept replay --target` does, and with `target` to another host: it decides now, by its own limits, and its cards change. `cards` are its cards as in a card file; without them, the test cards of this server stand for those of the trace, and their PIN tries are reset. One replay at a time.',
    body: { profiles: 'server' },
    answer: RUNNING,
    problems: {
      ...NO_SUCH_TRACE,
      replayActive: 'A replay runs, and there is one at a time; stop it or wait for its end.',
      targetNotAllowed: 'Load and replays go to listeners of this server only; start it with --allow-remote to give a target.',
      testKeysOnly: 'Load runs, and replays at a host, make PIN blocks with test keys; this server has others.',
      noTestCards: 'There are no test cards for this; issue some with POST /v1/cards, or give cards.',
      listenerRefused:
        'The listener protobuf demands client certificates (tlsClientCa), which load runs and replays over HTTP do not have; use aksept load or aksept replay with --tls-cert.',
    },
  },
  'GET /v1/replays': {
    id: 'listReplays',
    tag: 'Traces',
    summary: 'List the replays',
    description: 'The newest first, at most 10, without their `differences`.',
    answer: { replays: [{ ...DONE, result: { ...DONE.result, differences: [] } }] },
  },
  'GET /v1/replays/{replay}': {
    id: 'readReplay',
    tag: 'Traces',
    summary: 'Read a replay',
    description: 'Its state (`running`, `done`, `failed`), how far it is, and at its end which answers differ: the first 200 exchanges.',
    answer: DONE,
    problems: NO_SUCH_REPLAY,
  },
  'POST /v1/replays/{replay}/stop': {
    id: 'stopReplay',
    tag: 'Traces',
    summary: 'Stop a replay',
    description: 'It has no result then. A replay that has ended stays as it is.',
    body: {},
    answer: { ...RUNNING, state: 'failed', detail: 'It was stopped.', endedAtMs: 1_796_057_282_920 },
    problems: NO_SUCH_REPLAY,
  },
  'DELETE /v1/traces/{trace}': {
    id: 'deleteTrace',
    tag: 'Traces',
    summary: 'Delete a trace',
    description: 'The answer lists those that are left.',
    answer: { ...TRACES, traces: [], bytes: 0 },
    problems: NO_SUCH_TRACE,
  },
};
