/**
 * The process that reads traces, makes them of a journal, and replays them: reads one job after
 * another from standard input and writes what it found to standard output. When standard input ends,
 * the server is gone.
 */
import { writeFileSync } from 'node:fs';
import type { CardFacts } from '../../trace/convert/from-journal.ts';
import { fromHappened, type Happened, JOURNAL_LACKS } from '../../trace/convert/from-journal.ts';
import { fromLog, isInRange } from '../../trace/convert/from-log.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { profilesOf } from '../../trace/format/profile-fields.ts';
import { readTrace, traceLines } from '../../trace/format/trace-file.ts';
import { lineOf, lineReader } from '../jobs/lines.ts';
import type { TraceSummary } from '../schema/trace.ts';
import type { ExportJob, FromTrace, ToTrace, TraceJob } from './job.ts';
import { replayed } from './replay-job.ts';

const OWNER_ONLY = 0o600;

function tell(message: FromTrace): void {
  process.stdout.write(lineOf(message));
}

/** Entries of a journal, and the cards that they are about. */
interface Journal {
  readonly happened: Happened[];
  readonly cards: Map<string, CardFacts>;
}

interface Given {
  readonly job: TraceJob;
  readonly journal: Journal;
  /** Of the host of a replay. */
  readonly hostCards: unknown[];
}

function nothingGiven(): Omit<Given, 'job'> {
  return { journal: { happened: [], cards: new Map() }, hostCards: [] };
}

/** Calls `onJob` with each job when all that belongs to it has arrived. */
function readJobs(onJob: (given: Given) => void): void {
  let job: TraceJob | undefined;
  let given = nothingGiven();
  const read = lineReader((value) => {
    const line = value as ToTrace;
    if (line.kind === 'entries') given.journal.happened.push(...line.entries.map(({ id: _id, ...entry }) => ({ entry, asked: undefined })));
    else if (line.kind === 'cards') {
      for (const [token, card] of line.cards) if (card !== undefined && card !== null) given.journal.cards.set(token, card);
    } else if (line.kind === 'hostCards') given.hostCards.push(...line.cards);
    else if (line.kind !== 'start') {
      job = line;
      given = nothingGiven();
    } else if (job !== undefined) {
      onJob({ job, ...given });
      job = undefined;
      given = nothingGiven();
    }
  });
  process.stdin.on('data', read).on('end', () => process.exit(0));
}

/** The path is no concern of the client. */
function withoutPath(sentence: string, path: string): string {
  return sentence.replaceAll(`The trace ${path}`, 'The trace').replaceAll(path, 'trace');
}

function summaryOf({ header, cards, events }: Trace, notes: readonly string[]): TraceSummary {
  const { source, lacks } = header;
  const exchanges = events.filter(({ kind }) => kind === 'exchange');
  const [first] = exchanges;
  const last = exchanges.at(-1);
  return {
    source,
    lacks,
    notes,
    cards: cards.size,
    exchanges: exchanges.length,
    firstMs: first?.atMs ?? null,
    lastMs: last?.atMs ?? null,
  };
}

async function exported({ path, folder, range, profiles, settings }: ExportJob, { happened, cards }: Journal): Promise<TraceSummary> {
  const set = profilesOf(profiles, 'profiles');
  const source = {
    happened: happened.filter(({ entry }) => isInRange(entry, range)),
    cardOf: (token: string) => cards.get(token),
    lacks: JOURNAL_LACKS,
  };
  const { trace, notes } =
    folder === undefined ? { trace: await fromHappened(source, set, settings), notes: [] } : await fromLog(folder, set, settings, range);
  if (trace.events.length === 0) throw new Error('The journal holds no exchange in this time; take another one.');
  writeFileSync(path, `${[...traceLines(trace)].join('\n')}\n`, { mode: OWNER_ONLY });
  return summaryOf(trace, notes);
}

function withoutPaths(notes: readonly string[], path: string): readonly string[] {
  return notes.map((note) => withoutPath(note, path));
}

async function carriedOut({ job, journal, hostCards }: Given): Promise<FromTrace> {
  if (job.kind === 'replay') {
    const found = await replayed(job, hostCards, (done, total) => tell({ kind: 'progress', done, total }));
    return { ...found, result: { ...found.result, notes: withoutPaths(found.result.notes, job.path) } };
  }
  if (job.kind === 'export') return { kind: 'summary', summary: await exported(job, journal) };
  const { trace, notes } = readTrace(job.path);
  return { kind: 'summary', summary: summaryOf(trace, withoutPaths(notes, job.path)) };
}

async function answer(given: Given): Promise<void> {
  try {
    tell(await carriedOut(given));
  } catch (error) {
    // A fault of the program ends it.
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
    tell({ kind: 'refused', detail: withoutPath(error.message, given.job.path) });
  }
}

readJobs((given) => void answer(given));
