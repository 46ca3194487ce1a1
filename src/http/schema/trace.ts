/** Requests and responses of traces and replays. */
import { z } from 'zod';
import { COMPARED } from '../../trace/replay/differences.ts';
import { CODEC, HOST_FIELDS } from './load.ts';

const EXPORT_ENTRIES_MAX = 10_000;
const NAME_ADVICE = 'must be 1 to 60 letters, digits, blanks and ._-';
const NAME = z.string(NAME_ADVICE).regex(/^[\p{L}\p{N}._-][\p{L}\p{N} ._-]{0,59}$/u, NAME_ADVICE);
const INSTANT = z.int('must be an instant in Unix milliseconds').min(0).max(8.64e15);
const ID_FORM = /^[0-9a-f]{12}$/;

export const TRACE_PARAMS = z.object({ trace: z.string().regex(ID_FORM, 'must be the id of a trace, 12 hexadecimal digits') });
export const REPLAY_PARAMS = z.object({ replay: z.string().regex(ID_FORM, 'must be the id of a replay, 12 hexadecimal digits') });

/** What a list shows the trace as. */
export const TRACE_QUERY = z.object({ name: NAME.default('trace') });

export const TRACE_EXPORT = z
  .strictObject({
    name: NAME.default('journal'),
    /** Entries from this instant on. */
    from: INSTANT.optional(),
    /** Entries up to this instant. */
    until: INSTANT.optional(),
    /** The newest of them. */
    limit: z.int().min(1).max(EXPORT_ENTRIES_MAX).default(EXPORT_ENTRIES_MAX),
  })
  .refine(({ from = 0, until = from }) => from <= until, { path: ['until'], message: 'must not be before from' });

/** What a trace holds. */
export const TRACE_SUMMARY = z.object({
  /** How it was made: `record`, `journal`, `capture` or `shrink`. */
  source: z.string(),
  cards: z.number(),
  exchanges: z.number(),
  /** Null without exchanges. */
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  /** What its source did not contain. */
  lacks: z.array(z.string()).readonly(),
  /** What could not be read. */
  notes: z.array(z.string()).readonly(),
});

export type TraceSummary = z.infer<typeof TRACE_SUMMARY>;

export const TRACE = TRACE_SUMMARY.extend({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  createdAtMs: z.number(),
});

export type ShownTrace = z.infer<typeof TRACE>;

export const TRACES = z.object({
  /** The newest first. */
  traces: z.array(TRACE).readonly(),
  bytes: z.number(),
  /** Of all traces together. */
  bytesMax: z.number(),
});

/** Lines of JSON. */
export const TRACE_LINES = z.string();

/** Whether a host decides. */
export function isAtHost({ codec, target }: { readonly codec?: string | undefined; readonly target?: string | undefined }): boolean {
  return codec !== undefined || target !== undefined;
}

export const REPLAY_ORDER = z
  .strictObject({
    /** `recorded`: the limit profiles of the trace; `server`: those of this server. */
    profiles: z.enum(['recorded', 'server']).optional(),
    /** The wire of a listener of this server, or of the target, which then decides. Without both, an empty store does. */
    codec: CODEC.optional(),
    ...HOST_FIELDS,
  })
  .refine(({ profiles, ...place }) => profiles === undefined || !isAtHost(place), {
    path: ['profiles'],
    message: 'is for a replay without codec and target; a host decides by its own limit profiles',
  })
  .refine((order) => isAtHost(order) || (order.cards === undefined && order.tls === undefined), {
    path: ['codec'],
    message: 'must name the wire of a listener of this server when cards or tls are given',
  });

export type ReplayOrder = z.infer<typeof REPLAY_ORDER>;

const LATENCY = z.object({ p50: z.number(), p99: z.number(), max: z.number() });
const VALUE = z.union([z.string(), z.number()]);

export const REPLAY_RESULT = z.object({
  on: z.string(),
  exchanges: z.number(),
  compared: z.number(),
  /** Exchanges that no store decided when they were recorded. */
  undecided: z.number(),
  unanswered: z.number(),
  /** Exchanges that differ; `differences` holds the first 200 of them. */
  differing: z.number(),
  /** How often each differs. */
  counts: z.record(z.enum(COMPARED), z.number()),
  latencyMs: z.object({ recorded: LATENCY, replayed: LATENCY }),
  elapsedMs: z.number(),
  notes: z.array(z.string()).readonly(),
  differences: z
    .array(
      z.object({
        sequence: z.number(),
        atMs: z.number(),
        token: z.string(),
        maskedPan: z.string(),
        type: z.string(),
        amountMinor: z.number(),
        differences: z.array(z.object({ what: z.enum(COMPARED), recorded: VALUE, replayed: VALUE })).readonly(),
      }),
    )
    .readonly(),
});

export const REPLAY = z.object({
  id: z.string(),
  trace: z.string(),
  /** Of the trace. */
  name: z.string(),
  /** `host`: those of the target. */
  profiles: z.enum(['recorded', 'server', 'host']),
  /** The host that decides, `host:port`; empty: an empty store. */
  target: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** Why it failed: one sentence; otherwise empty. */
  detail: z.string(),
  startedAtMs: z.number(),
  /** Null while it runs. */
  endedAtMs: z.number().nullable(),
  /** Exchanges that are replayed. */
  done: z.number(),
  total: z.number(),
  /** Null until it is done. */
  result: REPLAY_RESULT.nullable(),
});

export type ShownReplay = z.infer<typeof REPLAY>;

/** The newest first. `differences` are left out: GET /v1/replays/{replay} has them. */
export const REPLAYS = z.object({ replays: z.array(REPLAY).readonly() });
