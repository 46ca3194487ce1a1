/** What the server and the process that reads traces say to each other, one line of JSON each. */
import { z } from 'zod';
import type { JournalEntry } from '../../limits/store.ts';
import type { CardFacts, JournalSettings } from '../../trace/convert/from-journal.ts';
import type { EntryRange } from '../../trace/convert/from-log.ts';
import type { LoadTarget } from '../load/own-listeners.ts';
import { REPLAY_RESULT, TRACE_SUMMARY } from '../schema/trace.ts';

/** As in a file of limit profiles. */
type ProfileFields = readonly unknown[];

export interface ExportJob {
  readonly kind: 'export';
  readonly path: string;
  readonly range: EntryRange;
  readonly profiles: ProfileFields;
  readonly settings: JournalSettings;
  /** Of the file store; undefined: the entries follow. */
  readonly folder: string | undefined;
}

/** A host that decides a replay. */
export interface ReplayTarget extends Pick<LoadTarget, 'target' | 'codec' | 'tls' | 'ownTls'> {
  /** The file of its key ring. */
  readonly keys: string;
}

export interface ReplayJob {
  readonly kind: 'replay';
  readonly path: string;
  /** Undefined: those of the trace. */
  readonly profiles: ProfileFields | undefined;
  /** Its cards follow. Undefined: an empty store in the process. */
  readonly at: ReplayTarget | undefined;
}

/** The first line that the process reads. */
export type TraceJob = { readonly kind: 'read'; readonly path: string } | ExportJob | ReplayJob;

/** What follows. `start`: this was all. */
export type ToTrace =
  | TraceJob
  | { readonly kind: 'entries'; readonly entries: readonly JournalEntry[] }
  | { readonly kind: 'cards'; readonly cards: readonly (readonly [token: string, card: CardFacts | undefined | null])[] }
  | { readonly kind: 'hostCards'; readonly cards: readonly unknown[] }
  | { readonly kind: 'start' };

/** What it writes. */
export const FROM_TRACE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('summary'), summary: TRACE_SUMMARY }),
  z.object({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('result'), result: REPLAY_RESULT }),
  /** One sentence. */
  z.object({ kind: z.literal('refused'), detail: z.string() }),
]);

export type FromTrace = z.infer<typeof FROM_TRACE>;

/** Of one line; a larger result is shown with fewer differences. */
export const DIFFERENCES_MAX = 200;
