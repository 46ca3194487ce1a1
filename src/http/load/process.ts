/**
 * The process of a load run: reads its job and its cards from standard input, runs the terminals,
 * and writes what happens to standard output. When standard input ends, the server is gone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseCardFile } from '../../cards/card-file.ts';
import { packageVersion } from '../../config/package-version.ts';
import { LANGUAGES } from '../../protocol/language.ts';
import { reportHtml } from '../../terminal-sim/report/html/page.ts';
import { reportJson } from '../../terminal-sim/report/report-json.ts';
import { BOOKED_CARD, booksOf, type FetchBooks } from '../../terminal-sim/run/books/books.ts';
import type { CardBooks } from '../../terminal-sim/run/books/reconcile.ts';
import { type LoadPlan, planLoad } from '../../terminal-sim/run/plan/plan.ts';
import { runPlan } from '../../terminal-sim/run/run.ts';
import type { ClientTls } from '../../tls/client-tls.ts';
import { lineOf, lineReader } from '../jobs/lines.ts';
import { CARDS_PER_LINE, type FromLoad, type LoadJob, REPORT_FILES, type ToLoad } from './job.ts';
import { ownTrust } from './own-trust.ts';
import { resultOf, settingsOf, watchProgress } from './shown-run.ts';

const MINUTE_MS = 60_000;
const DURATION_MS_MAX = 60 * MINUTE_MS;
const WARMUP_MS_MAX = 5 * MINUTE_MS;
/** Files of a run are the owner's alone. */
const OWNER_ONLY = 0o600;

function tell(message: FromLoad): void {
  process.stdout.write(lineOf(message));
}

/** Standard input, by the kind of its lines. */
class Input {
  readonly cards: unknown[] = [];
  readonly #stopping: AbortController;
  readonly #books: ((cards: readonly unknown[]) => void)[] = [];
  readonly started: Promise<LoadJob>;

  constructor(stopping: AbortController) {
    this.#stopping = stopping;
    this.started = new Promise((resolve) => {
      let job: LoadJob | undefined;
      const read = lineReader((value) => {
        const line = value as ToLoad;
        if (line.kind === 'job') job = line;
        else if (line.kind === 'start' && job !== undefined) resolve(job);
        else this.#take(line);
      });
      process.stdin.on('data', read).on('end', () => process.exit(1));
    });
  }

  /** The answer to the next question about books. */
  books(): Promise<readonly unknown[]> {
    return new Promise((resolve) => this.#books.push(resolve));
  }

  #take(line: ToLoad): void {
    if (line.kind === 'cards') this.cards.push(...line.cards);
    else if (line.kind === 'books') this.#books.shift()?.(line.cards);
    else if (line.kind === 'stop') this.#stopping.abort('program');
  }
}

/** Asks the server, some cards at a time. */
function booksFrom(input: Input): FetchBooks {
  return async (pans) => {
    const books: (CardBooks | undefined)[] = [];
    for (let start = 0; start < pans.length; start += CARDS_PER_LINE) {
      const answer = input.books();
      tell({ kind: 'books', pans: pans.slice(start, start + CARDS_PER_LINE) });
      for (const card of await answer) books.push(card === null ? undefined : booksOf(BOOKED_CARD.parse(card)));
    }
    return books;
  };
}

function trustOf({ ownTls, options }: LoadJob): { readonly tls?: ClientTls } {
  if (ownTls === undefined) return {};
  const [host = ''] = options.target.split(/:\d+$/);
  return { tls: ownTrust(readFileSync(ownTls.certificate, 'utf8'), host) };
}

function planOf(job: LoadJob, input: Input): LoadPlan {
  const { hasBooks, options } = job;
  const cards = parseCardFile(JSON.stringify({ cards: input.cards }), 'cards');
  // Thresholds on books are allowed with an address; the server is asked in another way.
  const http = hasBooks ? { http: 'http://127.0.0.1' } : {};
  const plan = planLoad({ ...options, ...http, cards });
  if (plan.durationMs > DURATION_MS_MAX) throw new Error('duration must be at most 1h over HTTP; use aksept load for a longer run.');
  if (plan.warmupMs > WARMUP_MS_MAX) throw new Error('warmup must be at most 5m over HTTP; use aksept load for a longer one.');
  if (plan.workers > 1) throw new Error('workers must be 1 over HTTP; use aksept load for more threads.');
  return { ...plan, target: { ...plan.target, ...trustOf(job) }, books: hasBooks ? booksFrom(input) : undefined };
}

/** The sentence of an error; a fault of the program is thrown. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
  // Of many mistakes, as in a workload, the first is told.
  const [first] = 'mistakes' in error && Array.isArray(error.mistakes) ? (error.mistakes as unknown[]) : [];
  const sentence = typeof first === 'string' ? first : error.message;
  return /^[a-z]/.test(sentence) ? `In the body, ${sentence}` : sentence;
}

async function run(job: LoadJob, input: Input, signal: AbortSignal): Promise<void> {
  const plan = planOf(job, input);
  tell({ kind: 'ready', settings: settingsOf(plan, job) });
  const { report } = await runPlan(plan, {
    command: 'load',
    version: packageVersion(),
    signal,
    onStart: (progress) => watchProgress(progress, plan, (now) => tell({ kind: 'progress', progress: now })),
  });
  const write = (ending: string, text: string): void => writeFileSync(job.reportPath + ending, text, { mode: OWNER_ONLY });
  write(REPORT_FILES.json, reportJson(report));
  for (const language of LANGUAGES) write(REPORT_FILES[language], reportHtml(report, undefined, language));
  tell({ kind: 'done', result: resultOf(report) });
}

const stopping = new AbortController();
const input = new Input(stopping);
try {
  await run(await input.started, input, stopping.signal);
} catch (error) {
  tell({ kind: 'refused', detail: sentenceOf(error) });
}
// It waits for standard input otherwise.
process.stdout.write('', () => process.exit(0));
