/** The growth benchmark as a whole: its arguments, its parts, its report and its files. */
import { FSYNC_POLICIES } from '../src/limits/stores/file/log/log-writer.ts';
import { benchManyCards, benchSpends, type ManyCards } from './card-load.ts';
import { benchFileStart, type FileStart, fileStartTable } from './file-start.ts';
import { benchGrowth, type GrowthOptions, type GrowthRun } from './growth.ts';
import { partsOf } from './growth-figures.ts';
import { growthTable } from './growth-table.ts';
import { type Figure, figureTable } from './measure.ts';

/** Shares of the messages of the whole: a million of five for cards and for entries of a journal, 100,000 in a round. */
const MILLION_SHARE = 1 / 5;
const ROUND_SHARE = 1 / 50;
/** So that the many cards are more than the few. */
const MESSAGES_MIN = 50_000;

export interface GrowthArguments {
  readonly messages: number;
  /** `memory` and `file`, separated by commas. */
  readonly stores: string;
  readonly fsync: string;
  readonly folder: string;
}

/** What is written as JSON. */
export interface GrowthReport extends GrowthRun {
  readonly spends: readonly Figure[];
  readonly manyCards: ManyCards;
  readonly starts: readonly FileStart[];
}

/** Throws a RangeError of one sentence. */
export function growthOptionsOf({ messages, stores, fsync, folder }: GrowthArguments): GrowthOptions {
  if (messages < MESSAGES_MIN) throw new RangeError(`--messages must be at least ${MESSAGES_MIN} for growth, not ${messages}.`);
  partsOf(messages);
  if (!FSYNC_POLICIES.some((policy) => policy === fsync))
    throw new RangeError(`--fsync must be one of ${FSYNC_POLICIES.join(', ')}, not "${fsync}".`);
  const kinds = new Map([
    ['memory', 'memory'],
    ['file', `file-${fsync}`],
  ]);
  const named = stores.split(',').map((store) => {
    const kind = kinds.get(store);
    if (kind === undefined) throw new RangeError(`--stores must name memory or file, separated by commas, not "${store}".`);
    return kind;
  });
  return { messages, stores: named, folder };
}

export async function runGrowth(options: GrowthOptions, rounds: number, versions: string): Promise<GrowthReport> {
  const { messages, folder } = options;
  const run = await benchGrowth(options, versions);
  const million = Math.round(messages * MILLION_SHARE);
  return {
    ...run,
    spends: await benchSpends(rounds),
    manyCards: await benchManyCards(rounds, million, Math.round(messages * ROUND_SHARE)),
    starts: await benchFileStart(folder, million),
  };
}

/** Markdown. */
export function growthText(report: GrowthReport): string {
  const { spends, manyCards, starts } = report;
  const { cards, residentBytesPerCard, heldBytesPerCard } = manyCards;
  const bytes = [residentBytesPerCard, heldBytesPerCard].map((value) => Math.round(value).toLocaleString('en-US'));
  return [
    'Growth. The ratios compare the last fifth of the messages with the first ones; "bytes each" is the growth of resident memory for each authorization approved.',
    '',
    growthTable(report),
    '',
    figureTable([...spends, ...manyCards.figures]),
    '',
    `S8, an idle card of ${cards.toLocaleString('en-US')}: ${bytes[0]} bytes resident, ${bytes[1]} bytes after garbage collection.`,
    '',
    fileStartTable(starts),
  ].join('\n');
}
