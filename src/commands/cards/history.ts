/** `aksept cards history`: what happened to a card, newest first. */
import type { Command } from 'commander';
import type { CardApi, CardHistory } from '../../issuing/card-api.ts';
import type { JournalEntry } from '../../limits/store.ts';
import { isOutcome } from '../../protocol/outcome.ts';
import { instantOf } from '../instant-option.ts';
import { CommandError, EXIT_CODES, note, print, printJson, table } from '../output.ts';
import { nokOfMinor } from './money.ts';

const PAGE_ENTRIES = 500;
const LIMIT_MAX = 100_000;

export interface HistoryFlags {
  readonly limit: string;
  readonly since?: string;
}

export interface WantedHistory {
  readonly limit: number;
  /** 0: all. */
  readonly sinceMs: number;
}

export const HISTORY_EXAMPLES = `
Examples:
  $ aksept cards history 9578990000000000                               the newest 50 entries
  $ aksept cards history 9578990000000000 --since 2026-11-01 --limit 1000
  $ aksept cards history 0123456789abcdef0123456789abcdef --json
  $ aksept cards history 9578990000000000 --store file:./data/store     of a server that is stopped

Times are UTC. The last line says from when on the history is complete: memory:
keeps the newest 10,000 entries of all cards together, file: and Redis more
(docs/operating.md).`;

export function addHistoryOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'maximum number of entries', '50')
    .option('--since <instant>', 'no older entries: a date, or a date and time such as 2026-11-01T08:00:00Z');
}

/** Throws a CommandError of wrong usage. */
export function wantedOf({ limit: text, since }: HistoryFlags): WantedHistory {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > LIMIT_MAX) {
    throw new CommandError(`--limit must be a whole number from 1 to ${LIMIT_MAX}.`, EXIT_CODES.usage);
  }
  return { limit, sinceMs: instantOf('--since', since) ?? 0 };
}

/** Undefined for a card that is not on file. */
export async function readHistory(api: CardApi, card: string, { limit, sinceMs }: WantedHistory): Promise<CardHistory | undefined> {
  const entries: JournalEntry[] = [];
  let page: CardHistory | undefined;
  do {
    page = await api.history(card, { cursor: page?.cursor ?? '', limit: Math.min(PAGE_ENTRIES, limit - entries.length), sinceMs });
    if (page === undefined) return undefined;
    entries.push(...page.entries);
  } while (page.cursor !== '' && entries.length < limit);
  return { ...page, entries };
}

export function printHistory(history: CardHistory, { limit, sinceMs }: WantedHistory, asJson: boolean): void {
  if (asJson) printJson(history);
  else print(historyText(history, sinceMs));
  if (history.cursor !== '') note(`There may be older entries; use --limit to show more than ${limit}.`);
}

const HEADINGS = ['when (UTC)', 'what', 'NOK', 'balance', 'terminal'];
const NUMBERS = [2, 3];
/** With amounts of usual length, a line then fits 80 columns. */
const WHAT_LENGTH_MAX = 29;

/** Entries that are no message of a terminal; others are named by their type. */
const WORDS: Readonly<Record<string, string>> = {
  issue: 'issued',
  fund: 'load',
  expire: 'hold expired',
  void: 'taken back',
  hold: 'hold',
  increment: 'hold increment',
};
const TYPES: Readonly<Record<string, string>> = { purchaseWithCashback: 'cashback', balanceInquiry: 'inquiry', pinChange: 'PIN change' };
const BY_TYPE: readonly string[] = ['spend', 'refund', 'inquiry', 'pinChange'];

function whatOf({ event, type, outcome }: JournalEntry): string {
  if (event === 'change') return `change of ${outcome.replaceAll(',', ', ')}`;
  const word = BY_TYPE.includes(event) ? (TYPES[type] ?? type) : (WORDS[event] ?? event);
  const isDeclined = isOutcome(outcome) && outcome !== 'approved' && event !== 'void';
  if (!isDeclined) return word;
  const text = `${word}: ${outcome}`;
  return text.length <= WHAT_LENGTH_MAX ? text : outcome;
}

function row(entry: JournalEntry): readonly string[] {
  const { atMs, amountMinor, ledgerMinor, terminalId } = entry;
  return [instantText(atMs), whatOf(entry), nokOfMinor(amountMinor), nokOfMinor(ledgerMinor), terminalId];
}

export function historyText({ entries, cursor, completeFromMs }: CardHistory, sinceMs: number): string {
  const lines = entries.length === 0 ? 'There are no such entries.' : table(HEADINGS, entries.map(row), NUMBERS);
  return `${lines}\n${completeText({ cursor, completeFromMs }, sinceMs)}`;
}

function completeText({ cursor, completeFromMs }: Pick<CardHistory, 'cursor' | 'completeFromMs'>, sinceMs: number): string {
  if (completeFromMs === null) return 'The store cannot say from when on this is complete.';
  if (completeFromMs > sinceMs) return `Complete from ${instantText(completeFromMs)} on; older entries are no longer kept.`;
  if (cursor !== '') return 'Complete as far as it is shown; older entries follow.';
  return sinceMs > 0 ? `Complete from ${instantText(sinceMs)} on.` : 'Complete from the issue of the card on.';
}

/** `2026-11-01 08:00:00`. */
function instantText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
