/** `aksept cards explain`: its flags, and how an explanation is printed. */
import type { Command } from 'commander';
import type { CardQuestion } from '../../issuing/explain-card.ts';
import { formatAmount, formatInstant } from '../../limits/explain/format.ts';
import { ASKED_TYPES, type ExplainedUse } from '../../limits/explain/question.ts';
import { seenText } from '../../limits/explain/seen.ts';
import { type WordName, words } from '../../limits/explain/words.ts';
import { ATM_MCC } from '../../limits/rules/profile.ts';
import type { Explanation, LimitExplanation, Release } from '../../protocol/explanation.ts';
import { isLanguage, LANGUAGES, type Language } from '../../protocol/language.ts';
import { outcomeRow } from '../../protocol/outcome.ts';
import { CommandError, EXIT_CODES, print, printJson, table } from '../output.ts';
import { minorOfNok } from './money.ts';

export const EXPLAIN_EXAMPLES = `
Examples:
  $ aksept cards explain 9578990000000000 --amount 2000 --atm              would this withdrawal be approved, and if not, when?
  $ aksept cards explain 9578990000000000 --amount 500 --at 2026-11-25T12:00:00Z
  $ aksept cards explain 9578990000000000 --amount 500 --lang nb           in Norwegian
  $ aksept cards explain 9578990000000000 --amount 500 --json

Changes nothing. Assumes the right PIN, and no other use of the card until then.`;

export interface ExplainFlags {
  readonly amount: string;
  readonly type?: string;
  readonly atm?: boolean;
  readonly mcc?: string;
  readonly country: string;
  readonly at?: string;
  readonly lang: string;
}

export function addExplainOptions(command: Command): Command {
  return command
    .requiredOption('--amount <nok>', 'amount in kroner')
    .option('--type <type>', `one of ${ASKED_TYPES.join(', ')} (default: purchase; with --atm: cash)`)
    .option('--atm', `at an ATM: MCC ${ATM_MCC}`)
    .option('--mcc <n>', 'merchant category code')
    .option('--country <n>', 'country of the terminal, ISO 3166 numeric', '578')
    .option('--at <instant>', 'time of the use, such as 2026-11-25T12:00:00Z (default: now)')
    .option('--lang <lang>', `one of ${LANGUAGES.join(', ')}`, 'en');
}

function wrong(sentence: string): CommandError {
  return new CommandError(sentence, EXIT_CODES.usage);
}

function numberOf(text: string, digitsMax: number, flag: string): number {
  if (/^\d+$/.test(text) && text.length <= digitsMax) return Number(text);
  throw wrong(`${flag} must be a number of at most ${digitsMax} digits.`);
}

/** A time zone is required, so that the instant does not depend on the machine. */
function instantOf(text: string): number {
  const atMs = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (atMs > 0) return atMs;
  throw wrong('--at must be an instant with its time zone, such as 2026-11-25T12:00:00Z or 2026-11-25T13:00:00+01:00.');
}

export function languageOf({ lang }: ExplainFlags): Language {
  if (isLanguage(lang)) return lang;
  throw wrong(`--lang must be one of ${LANGUAGES.join(', ')}.`);
}

export function questionOf(flags: ExplainFlags): CardQuestion {
  const { atm = false, mcc, at } = flags;
  const asked = flags.type ?? (atm ? 'cash' : 'purchase');
  const type = ASKED_TYPES.find((name) => name === asked);
  if (type === undefined) throw wrong(`--type must be one of ${ASKED_TYPES.join(', ')}.`);
  if (atm && mcc !== undefined) throw wrong(`Give --atm or --mcc, not both: --atm is MCC ${ATM_MCC}.`);
  const amountMinor = minorOfNok(flags.amount, '--amount');
  if (amountMinor <= 0) throw wrong('--amount must be more than 0.');
  return {
    amountMinor,
    type,
    terminalType: atm ? 'atm' : 'pos',
    mcc: atm ? ATM_MCC : numberOf(mcc ?? '0', 4, '--mcc'),
    country: numberOf(flags.country, 3, '--country'),
    atMs: at === undefined ? 0 : instantOf(at),
  };
}

export function printExplanation(explained: ExplainedUse, language: Language, asJson: boolean): void {
  const { outcome, explanation } = explained;
  if (asJson) printJson({ outcome, responseCode: outcomeRow(outcome).de39, ...explanation });
  else print(explanationPage(explanation, language));
}

/** The explanation in words, then its facts: checks, limits, coverage. */
export function explanationPage(explanation: Explanation, language: Language): string {
  const { atMs, coverage, limits, textEn, textNb } = explanation;
  const parts = [language === 'nb' ? textNb : textEn, checkTable(explanation, language)];
  if (limits.length > 0) parts.push(limitTable(limits, atMs, language));
  if (coverage !== undefined) {
    const amount = (minor: number): string => formatAmount(language, minor);
    const { ledgerMinor, holdsMinor, availableMinor } = coverage;
    const fill = { ledger: amount(ledgerMinor), held: amount(holdsMinor), available: amount(availableMinor) };
    parts.push(words(language, 'headCoverage', fill));
  }
  return parts.join('\n\n');
}

function headings(language: Language, names: readonly WordName[]): readonly string[] {
  return names.map((name) => words(language, name));
}

function checkTable({ checks }: Explanation, language: Language): string {
  const shown = checks.filter(({ verdict, seen }) => verdict !== 'notApplicable' || seen !== '');
  const rows = shown.map((result) => [words(language, result.check), words(language, result.verdict), seenText(language, result)]);
  return table(headings(language, ['headCheck', 'headVerdict', 'headSeen']), rows);
}

const LIMIT_HEADINGS = ['headLimit', 'headOf', 'headUsed', 'headLeft', 'headUses', 'headNext', 'headFits'] as const;
const LIMIT_NUMBERS = [1, 2, 3];

function limitTable(limits: readonly LimitExplanation[], atMs: number, language: Language): string {
  const rows = limits.map((limit) => [
    limit.name,
    formatAmount(language, limit.amountMinor),
    formatAmount(language, limit.usedMinor),
    formatAmount(language, limit.leftMinor),
    limit.countMax === 0
      ? String(limit.countUsed)
      : words(language, 'ofUses', { count: String(limit.countUsed), max: String(limit.countMax) }),
    releaseOf(limit.next, language),
    fitsOf(limit.fitsAtMs, atMs, language),
  ]);
  return table(headings(language, LIMIT_HEADINGS), rows, LIMIT_NUMBERS);
}

function releaseOf(next: Release | undefined, language: Language): string {
  if (next === undefined) return '';
  return words(language, 'releaseAt', { amount: formatAmount(language, next.amountMinor), instant: formatInstant(language, next.atMs) });
}

function fitsOf(fitsAtMs: number, atMs: number, language: Language): string {
  if (fitsAtMs === 0) return words(language, 'never');
  return fitsAtMs === atMs ? words(language, 'now') : formatInstant(language, fitsAtMs);
}
