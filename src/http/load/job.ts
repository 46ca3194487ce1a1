/** What the server and the process of a load run say to each other, one line of JSON each. */
import { z } from 'zod';
import type { BookedCard } from '../../terminal-sim/run/books/books.ts';
import type { LoadOptions } from '../../terminal-sim/run/plan/options.ts';
import { LOAD_PROGRESS, LOAD_RESULT, LOAD_SETTINGS } from '../schema/load.ts';

/** Of a listener of this server. */
export interface OwnTls {
  /** PEM file of the server's certificate: it alone is trusted. */
  readonly certificate: string;
}

/** The first line that the process reads. */
export interface LoadJob {
  readonly kind: 'job';
  readonly options: Omit<LoadOptions, 'cards' | 'http'>;
  /** Undefined: without TLS, or as the options say. */
  readonly ownTls: OwnTls | undefined;
  /** The server tells the books of its cards; a host on another machine does not. */
  readonly hasBooks: boolean;
  /** Where the reports are written, without the ending. */
  readonly reportPath: string;
}

/** Everything else that it reads. `cards`: some of the cards; `start`: these were all. */
export type ToLoad =
  | LoadJob
  | { readonly kind: 'cards'; readonly cards: readonly unknown[] }
  | { readonly kind: 'start' }
  | { readonly kind: 'books'; readonly cards: readonly (BookedCard | null)[] }
  | { readonly kind: 'stop' };

/** What it writes. */
export const FROM_LOAD = z.discriminatedUnion('kind', [
  /** The options are right: the run begins. */
  z.object({ kind: z.literal('ready'), settings: LOAD_SETTINGS }),
  /** They are not, or the run failed: one sentence. */
  z.object({ kind: z.literal('refused'), detail: z.string() }),
  z.object({ kind: z.literal('progress'), progress: LOAD_PROGRESS }),
  /** Asks for the books of these cards. */
  z.object({ kind: z.literal('books'), pans: z.array(z.string()).readonly() }),
  /** The reports are written. */
  z.object({ kind: z.literal('done'), result: LOAD_RESULT }),
]);

export type FromLoad = z.infer<typeof FROM_LOAD>;

/** The endings of the files of a report. */
export const REPORT_FILES = { json: '.json', en: '.en.html', nb: '.nb.html' } as const;

/** Cards in one line, and in one question about books. */
export const CARDS_PER_LINE = 50;
