/** Requests and responses of the load runs. */
import { z } from 'zod';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { ARRIVALS } from '../../terminal-sim/workload/arrivals.ts';
import { WORKLOAD_NAMES } from '../load/workloads.ts';
import { namesOf } from './transaction.ts';

export const LOAD_CARDS_MAX = 1_000;
const THRESHOLDS_MAX = 20;

const text = (form: RegExp, advice: string) => z.string(advice).regex(form, advice);

const DURATION = text(/^\d{1,9}(\.\d{1,6})?(us|ms|s|m|h)$/, 'must be a time such as 30s, 500ms or 2m');
const RATE = text(/^[\d.,/@a-z]{1,200}$/, 'must be a rate such as 200/s, 100/s..2000/s or 100/s@10s,500/s');
/** No path: a dialect file of another listener is none of the client's. */
export const CODEC = text(
  /^(protobuf|iso8583(:[A-Za-z0-9._/-]{1,100})?(\+[a-z0-9]{1,10}){0,6})$/,
  'must be protobuf, or iso8583:DIALECT such as iso8583:1987-ascii+4a',
);

/** Where messages go, with whose cards. */
export const HOST_FIELDS = {
  /** Cards as in a card file; without them, the test cards of this server. */
  cards: z
    .array(z.unknown())
    .min(1, 'must hold a card; leave it out for the test cards of this server')
    .max(LOAD_CARDS_MAX, `must hold at most ${LOAD_CARDS_MAX} cards`)
    .optional(),
  /** Another host, `host:port`; only with `aksept serve --allow-remote`. */
  target: text(/^[A-Za-z0-9.:[\]_-]{3,255}$/, 'must be host:port').optional(),
  /** TLS to that host. */
  tls: z.boolean().optional(),
} as const;

/** Durations, rates and thresholds are written as on the command line of `aksept load`. */
export const LOAD_ORDER = z.strictObject({
  /** Open loop: messages a second, whatever the server does. */
  rate: RATE.optional(),
  /** Closed loop: messages outstanding at a time. */
  concurrency: z.int().min(1).max(10_000).optional(),
  /** Measured time, 1 h at most. */
  duration: DURATION.optional(),
  warmup: DURATION.optional(),
  arrivals: z.enum(ARRIVALS).optional(),
  /** The rate follows a day, which the measured time stands for. */
  day: z.boolean().optional(),
  connections: z.int().min(1).max(256).optional(),
  /** A shipped workload, or the content of a workload file. */
  workload: z
    .union([z.enum(WORKLOAD_NAMES), z.record(z.string(), z.unknown())], `must be one of ${WORKLOAD_NAMES.join(', ')}, or a workload`)
    .default('usual'),
  seed: z.string().max(100).optional(),
  /** The wire: that of a listener of this server, such as protobuf or iso8583:1993-bcd. */
  codec: CODEC.default('protobuf'),
  thresholds: z.array(z.string().max(100)).max(THRESHOLDS_MAX, `must hold at most ${THRESHOLDS_MAX}`).optional(),
  /** End the run as soon as a threshold cannot be met any more. */
  abort: z.boolean().optional(),
  ...HOST_FIELDS,
});

export type LoadOrder = z.infer<typeof LOAD_ORDER>;

const COUNTS = z.partialRecord(z.enum(namesOf(OUTCOMES)), z.number());

/** Milliseconds. A percentile that the answers do not support is left out. */
const LATENCIES = z.object({
  min: z.number(),
  mean: z.number(),
  max: z.number(),
  p50: z.number().optional(),
  p90: z.number().optional(),
  p95: z.number().optional(),
  p99: z.number().optional(),
  'p99.9': z.number().optional(),
  'p99.99': z.number().optional(),
});

export const LOAD_SETTINGS = z.object({
  target: z.string(),
  codec: z.string(),
  mode: z.enum(['open', 'closed']),
  /** As it was written; empty in a closed loop. */
  rate: z.string(),
  concurrency: z.number(),
  workload: z.string(),
  seed: z.string(),
  cards: z.number(),
  warmupMs: z.number(),
  durationMs: z.number(),
  thresholds: z.array(z.string()).readonly(),
});

/** A second of the measured time. */
export const LOAD_POINT = z.object({
  /** From the start of the measured time. */
  atMs: z.number(),
  ratePerSecond: z.number(),
  offeredPerSecond: z.number(),
  approved: z.number(),
  declined: z.number(),
  unanswered: z.number(),
  p50Ms: z.number().optional(),
  p90Ms: z.number().optional(),
  p99Ms: z.number().optional(),
  maxMs: z.number(),
});

/** Counts of the measured time so far. */
export const LOAD_PROGRESS = z.object({
  phase: z.enum(['warmup', 'measure', 'settle', 'done']),
  elapsedMs: z.number(),
  totalMs: z.number(),
  inFlight: z.number(),
  /** The warm-up included. */
  sentTotal: z.number(),
  answered: z.number(),
  approved: z.number(),
  declined: z.number(),
  unanswered: z.number(),
  notSent: z.number(),
  latencyMs: LATENCIES,
  /** Those that came at least once. */
  outcomes: COUNTS,
  /** The last second; null in the warm-up and while what is under way ends. */
  point: LOAD_POINT.nullable(),
});

export type LoadProgress = z.infer<typeof LOAD_PROGRESS>;

export const LOAD_RESULT = z.object({
  measuredMs: z.number(),
  /** The run ended before its time; empty: it did not. */
  cutShort: z.enum(['', 'stopped', 'threshold', 'hostLost']),
  messages: z.object({
    sent: z.number(),
    answered: z.number(),
    approved: z.number(),
    declined: z.number(),
    unanswered: z.number(),
    notSent: z.number(),
  }),
  ratePerSecond: z.number(),
  latencyMs: LATENCIES,
  outcomes: COUNTS,
  thresholds: z
    .array(
      z.object({
        threshold: z.string(),
        measured: z.number(),
        unit: z.string(),
        kept: z.boolean(),
        /** Too few answers for the percentile: how many it needs. */
        answersNeeded: z.number().optional(),
      }),
    )
    .readonly(),
  /** Whether the books of the terminals equal those of the server. */
  books: z.enum(['equal', 'unequal', 'notReconciled']),
  /** Broken invariants; 0 when the server is right. */
  findings: z.number(),
  /** Why fewer messages were sent than were due; empty: all were sent. */
  shortBy: z.enum(['', 'host', 'generator']),
});

export type LoadResult = z.infer<typeof LOAD_RESULT>;

export const LOAD_STATES = ['running', 'stopping', 'done', 'failed'] as const;

export const LOAD_RUN = z.object({
  id: z.string(),
  state: z.enum(LOAD_STATES),
  /** Why it failed: one sentence; otherwise empty. */
  detail: z.string(),
  startedAtMs: z.number(),
  /** Null while it runs. */
  endedAtMs: z.number().nullable(),
  settings: LOAD_SETTINGS,
  progress: LOAD_PROGRESS.nullable(),
  /** Null until it is done. */
  result: LOAD_RESULT.nullable(),
});

export type ShownLoadRun = z.infer<typeof LOAD_RUN>;

/** The newest first. */
export const LOAD_RUNS = z.object({ runs: z.array(LOAD_RUN).readonly() });

export const LOAD_TARGETS = z.object({
  listeners: z
    .array(
      z.object({
        codec: z.string(),
        port: z.number(),
        tls: z.boolean(),
        /** Why no load run can use it: one sentence; otherwise empty. */
        refusal: z.string(),
      }),
    )
    .readonly(),
  workloads: z.array(z.enum(WORKLOAD_NAMES)).readonly(),
  /** Whether a `target` on another machine is taken. */
  allowRemote: z.boolean(),
});

export const LOAD_RUN_PARAMS = z.object({ run: z.string().regex(/^[0-9a-f]{12}$/, 'must be the id of a load run, 12 hexadecimal digits') });

export const LOAD_REPORT_QUERY = z.object({ lang: z.enum(['en', 'nb']).default('en') });

/** The report of `aksept load --json`; docs/load.md describes it. */
export const LOAD_REPORT = z.looseObject({ format: z.string(), version: z.number() });

/** The data of the events of a stream, by the name of the event. */
export const LOAD_EVENTS = {
  /** The first one: the run as it is; what comes later is behind its id. */
  start: LOAD_RUN,
  progress: LOAD_PROGRESS,
  /** Earlier progress that is no longer kept. */
  gap: z.object({ missed: z.number() }),
  /** The last one: the run as it ended. */
  end: LOAD_RUN,
} as const;

/** Server-sent events; LOAD_EVENTS describes their data. */
export const LOAD_RUN_STREAM = z.string();

export const LOAD_REPORT_PAGE = z.string();
