/** Documentation of the other routes: transactions, records, fault rules, health. */
import type { Operations } from '../operation.ts';
import { EXAMPLE_CHANGE, EXAMPLE_ENTRY } from './example-card.ts';

export const TRANSACTION_OPERATIONS: Operations = {
  'POST /v1/transactions': {
    id: 'sendTransaction',
    tag: 'Transactions',
    summary: 'Send a transaction',
    description:
      'It has the fields of the wire and takes the same path, fault rules included. A decline is status 200; its `outcome` says so. With test keys a clear `pin` can stand in place of `pinBlock`. To send a repeat, give the transmission time of the first message.',
    body: {
      type: 'purchase',
      amountMinor: 25_000,
      stan: 1,
      terminalId: 'SHELL001',
      terminalType: 'pos',
      terminalCountry: 578,
      mcc: 5411,
      pan: EXAMPLE_ENTRY.pan,
      pin: EXAMPLE_ENTRY.pin,
    },
    answer: {
      class: 'financial',
      stan: 1,
      rrn: '',
      transmissionTimeMs: 1_796_028_029_148,
      terminalId: 'SHELL001',
      merchantId: '',
      acquirerId: '',
      type: 'purchase',
      amountMinor: 25_000,
      currency: 0,
      outcome: 'approved',
      approvalCode: 'T33LYA',
      approvedAmountMinor: 25_000,
      balances: { ledgerMinor: 1_975_000, availableMinor: 1_975_000 },
      decidedAtMs: 1_796_028_029_149,
      repeated: false,
      flag: '',
      headroom: [],
      reason: '',
      responseCode: '00',
    },
    problems: {
      badRequest: 'In the body, pin: must be 4 to 12 digits.',
      clearPinRefused: 'A clear PIN is taken with test keys only; send pinBlock and pinBlockFormat.',
    },
  },
};

const NO_FAULTS = { seed: '1', rules: [], magicAmounts: false, held: 0, inDoubt: 0 };
const SLOW = { name: 'slow', match: { terminal: 'PUMP*' }, do: { delay: 250 } };

export const FAULT_OPERATIONS: Operations = {
  'GET /v1/faults': {
    id: 'readFaults',
    tag: 'Faults',
    summary: 'Read the fault rules',
    description: 'Those in force, how often each was applied (`injected`), and how many answers they hold now.',
    answer: NO_FAULTS,
  },
  'POST /v1/faults': {
    id: 'replaceFaults',
    tag: 'Faults',
    summary: 'Replace the fault rules',
    description: 'Rules, seed and magic amounts, as in a fault rule file. Answers that earlier rules hold are sent.',
    body: { seed: 'a', rules: [SLOW] },
    answer: { seed: 'a', rules: [{ ...SLOW, injected: 0 }], magicAmounts: false, held: 0, inDoubt: 0 },
    problems: { badRequest: 'In the body, rules: must hold at most 100.' },
  },
  'POST /v1/faults/clear': {
    id: 'clearFaults',
    tag: 'Faults',
    summary: 'Remove all fault rules',
    description: 'Answers that they hold are sent.',
    body: {},
    answer: NO_FAULTS,
  },
};

const ACTIVITY_ID = '5f0c27aa-1093';

export const RECORD_OPERATIONS: Operations = {
  'GET /v1/journal': {
    id: 'readJournal',
    tag: 'Records',
    summary: 'Read the newest decisions of the store',
    description: 'Transactions and changes of cards, the newest first.',
    query: { limit: 1 },
    answer: {
      entries: [EXAMPLE_CHANGE],
    },
  },
  'GET /v1/activity': {
    id: 'readActivity',
    tag: 'Records',
    summary: 'Read or follow what happens',
    description:
      'The journal as it goes on. With `accept: text/event-stream` it is a stream of server-sent events, which goes on behind `after` or the header `Last-Event-ID`: `start`, `entry`, `sampled` when more came than are sent, `gap` when entries are no longer kept, `latency` each second, and `trouble` when the store cannot be read. Otherwise it is JSON: the entries behind `after`, the oldest first, or without it the newest, and the `position` to go on from. Filters leave out all other entries.',
    query: { limit: 1 },
    answer: { entries: [{ ...EXAMPLE_CHANGE, id: ACTIVITY_ID }], position: ACTIVITY_ID, missed: 0 },
    answerTypes: {
      'text/event-stream': `id: ${ACTIVITY_ID}\nevent: entry\ndata: ${JSON.stringify({ ...EXAMPLE_CHANGE, id: ACTIVITY_ID })}\n\n`,
    },
    problems: {
      badRequest: 'In the querystring, after: is no position of this journal; start without it.',
      tooManyStreams: '16 activity streams are open, as many as may be; try again when one has ended.',
    },
  },
  'GET /v1/verify': {
    id: 'verifyBooks',
    tag: 'Records',
    summary: 'Check the books of every card',
    description:
      '`cards` is the number of cards whose books are right; `fault` is one sentence about the first that is wrong, and otherwise empty.',
    answer: { cards: 1, fault: '' },
    problems: { busy: '4 large requests run already, as many as may; try again when one has ended.' },
  },
};

export const SERVER_OPERATIONS: Operations = {
  'GET /healthz': {
    id: 'isAlive',
    tag: 'Server',
    summary: 'Ask whether the process answers',
    description: 'The store is not asked.',
    answer: { status: 'alive' },
  },
  'GET /readyz': {
    id: 'isReady',
    tag: 'Server',
    summary: 'Ask whether a transaction could be decided now',
    description: 'Status 503 when the store does not answer or is full, or the database of the back office does not answer.',
    answer: { status: 'ready', store: 'memory:' },
    otherAnswers: { 503: { status: 'the store does not answer', store: 'redis://127.0.0.1:6379/0' } },
  },
  'GET /metrics': {
    id: 'readMetrics',
    tag: 'Server',
    summary: 'Read the metrics',
    description: 'In the text format of Prometheus.',
    answer: '# HELP aksept_store_up 1 when the store answers\n# TYPE aksept_store_up gauge\naksept_store_up 1\n',
    answerType: 'text/plain',
  },
  'GET /v1/settings': {
    id: 'readSettings',
    tag: 'Server',
    summary: 'Read what the server runs with',
    description:
      'Version, store, keys by their check values, listeners with the expiry of their certificates, and every setting with its value and its source. Secrets and passwords are stars.',
    answer: {
      version: '0.1.0',
      nodeVersion: 'v22.13.0',
      startedAtMs: 1_796_028_000_000,
      store: 'file:./data/store',
      keys: 'TEST key ring test-71d44a24: tpk-test-aes (terminalPin, AES, check value 653F90)',
      listeners: [
        { name: 'protobuf', address: '127.0.0.1:7583', isTls: false, certificateNotAfterMs: null },
        { name: 'ISO 8583 1987-ascii, 2-byte header', address: '127.0.0.1:8583', isTls: false, certificateNotAfterMs: null },
        { name: 'HTTP', address: '127.0.0.1:8080', isTls: false, certificateNotAfterMs: null },
      ],
      settings: [
        {
          name: 'httpPort',
          value: '8080',
          unit: '',
          isDefault: true,
          source: 'default',
          variable: 'AKSEPT_HTTP_PORT',
          about: 'TCP port of the HTTP side; 0: any free one',
        },
      ],
    },
  },
  'GET /v1/clock': {
    id: 'readClock',
    tag: 'Server',
    summary: 'Read the clock',
    description:
      'What time it is for cards, limits, holds and stored answers, and which clock says so. On the message clock it is that of the machine.',
    answer: { kind: 'simulated', nowMs: 1_767_225_600_000, now: '2026-01-01T00:00:00.000Z' },
  },
  'POST /v1/clock': {
    id: 'moveClock',
    tag: 'Server',
    summary: 'Move a simulated clock',
    description:
      'Forward only: to a date or an instant (`to`), or by a duration (`by`) such as `90m`, `12h`, `1d`, `2w`, `1mo` or `2y`. A day is 24 hours; months and years are those of the calendar in Oslo. It is answered when the instant is durable and what became due is done.',
    body: { by: '1d' },
    answer: { kind: 'simulated', nowMs: 1_767_312_000_000, now: '2026-01-02T00:00:00.000Z' },
    problems: {
      clockNotMovable: 'The clock of the server is not simulated.',
      clockBackwards: 'The instant is before the one at which the clock stands.',
      clockTooFar: 'The instant is after the year 9999.',
    },
  },
  'GET /v1/log-level': {
    id: 'readLogLevel',
    tag: 'Server',
    summary: 'Read the level of the log',
    description: 'The lowest level of log lines that are written.',
    answer: { level: 'info' },
  },
  'PUT /v1/log-level': {
    id: 'setLogLevel',
    tag: 'Server',
    summary: 'Set the level of the log',
    description:
      'Until it is set again or the server ends; the setting `logLevel` is the one at the start. At `debug` each decision has a line.',
    body: { level: 'debug' },
    answer: { level: 'debug' },
  },
  'GET /docs': {
    id: 'readDocs',
    tag: 'Server',
    summary: 'Read this documentation as a page',
    description: 'HTML without scripts, made from the same document.',
    answer: '<!doctype html>\n<html lang="en">…</html>\n',
    answerType: 'text/html',
  },
  'GET /openapi.json': {
    id: 'readOpenApi',
    tag: 'Server',
    summary: 'Read this document',
    description: 'OpenAPI 3.1, made from the schemas that validate the requests.',
    answer: { openapi: '3.1.0', info: { title: 'aksept', version: '0.1.0' }, paths: {} },
  },
};

/** An echo test: MTI 0800 with DE7, DE11 and DE70. */
const ECHO = '303830308220000000000000040000000000000031313239303833313030303030343137333031';

export const TOOL_OPERATIONS: Operations = {
  'POST /v1/encode': {
    id: 'encodeTransaction',
    tag: 'Tools',
    summary: 'Show a transaction as bytes of a wire',
    description:
      'The message with its length header, as a terminal would send it over protobuf or in a dialect of ISO 8583, and with `answer` also the response: offset, bytes, field and meaning of each part. Nothing is decided. PIN blocks and card numbers are stars. A field that the wire does not have is left out.',
    body: {
      wire: '1987-ascii',
      transaction: { type: 'purchase', amountMinor: 25_000, stan: 417, terminalId: 'SHELL001', transmissionTimeMs: 1_796_028_029_148 },
    },
    answer: {
      wire: '1987-ascii',
      header: '2-byte header',
      request: {
        byteCount: 96,
        rows: [
          {
            kind: 'mti',
            name: 'Message type',
            offset: 2,
            byteCount: 4,
            bytes: '30 32 30 30',
            value: '0200',
            meaning: 'financial request',
          },
          {
            element: 4,
            name: 'Amount, transaction',
            offset: 28,
            byteCount: 12,
            bytes: '30 30 30 30 30 30 30 32 35 30 30 30',
            value: '000000025000',
            meaning: '250.00 NOK',
          },
        ],
      },
    },
    problems: {
      badRequest: 'The transaction cannot be written as 1987-ascii: Element 11 holds at most 6 digits.',
      clearPinRefused: 'A clear PIN is taken with test keys only; send pinBlock and pinBlockFormat.',
    },
  },
  'POST /v1/inspect': {
    id: 'inspectText',
    tag: 'Tools',
    summary: 'Take a pasted message apart',
    description:
      'In any form that `aksept inspect` reads; the answer is what it prints with `--json`. It runs in a process of its own, with 30 seconds of processor time.',
    body: { text: ECHO },
    answer: {
      inputs: [
        {
          source: 'standard input',
          kind: 'hex',
          messages: [
            {
              inOrder: true,
              header: 'none',
              dialect: '1987-ascii',
              tpdu: false,
              headerBytes: 0,
              byteCount: 39,
              mti: '0800',
              rows: [
                {
                  kind: 'mti',
                  name: 'Message type',
                  offset: 0,
                  byteCount: 4,
                  bytes: '30 38 30 30',
                  value: '0800',
                  meaning: 'network management request',
                },
                {
                  element: 11,
                  name: 'System trace audit number',
                  offset: 30,
                  byteCount: 6,
                  bytes: '30 30 30 34 31 37',
                  value: '000417',
                  meaning: '',
                },
              ],
            },
          ],
          notes: [],
        },
      ],
    },
    problems: {
      noMessage: 'The text holds no message: it is text in which no bytes of a message were found.',
      tooMuchToInspect: 'The text takes too long to inspect; paste fewer messages.',
      busy: 'Other texts are being inspected now; try again in some seconds.',
    },
  },
};
