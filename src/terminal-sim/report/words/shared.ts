/** Sentences that the text report and the HTML report share. */
import type { Language } from '../../../protocol/language.ts';
import { PERCENTILES, type PercentileName } from '../../measure/histogram.ts';
import { isSupported, SAMPLES_BEYOND_MIN, samplesNeeded } from '../../measure/supported-percentiles.ts';
import type { CardDifference, Reconciliation } from '../../run/books/reconcile.ts';
import { generatorFault } from '../generator-fault.ts';
import { formatCount, formatKroner, formatLatency, formatNok, formatPlain, formatSeconds, formatShare } from '../number-text.ts';
import type { Report } from '../report.ts';
import { VALUE_WORDS } from './names.ts';
import { PHRASES } from './phrases.ts';
import { phrase } from './say.ts';

/** The kind of loop and its rate or concurrency. */
export function loopText(language: Language, { settings }: Report): string {
  if (settings.mode === 'closed') return phrase(language, 'flowsAtATime', { count: formatCount(language, settings.concurrency) });
  const mean = formatCount(language, settings.ratePerSecond);
  const arrivals = VALUE_WORDS.arrivals?.[settings.arrivals]?.[language] ?? settings.arrivals;
  const even = Number.parseFloat(settings.rate) === settings.ratePerSecond && /^[\d.]+(\/s)?$/.test(settings.rate);
  if (even) return phrase(language, 'intended', { rate: `${mean}/s`, arrivals });
  return phrase(language, 'intendedOnAverage', { rate: settings.rate, mean, arrivals });
}

/**
 * Two percentiles count as alike when they differ by no more than ALIKE_MS, or when one is less
 * than ALIKE_TIMES the other.
 */
const ALIKE_TIMES = 1.5;
const ALIKE_MS = 1;

/** Names the percentile at which corrected and uncorrected latency differ most; open loop only. */
function apartText(language: Language, { latencyMs: { corrected, uncorrected } }: Report): string {
  const both = (name: PercentileName): readonly [number, number] => [corrected[name] ?? 0, uncorrected[name] ?? 0];
  const apartMs = (name: PercentileName): number => both(name)[0] - both(name)[1];
  const times = (name: PercentileName): number => both(name)[0] / Math.max(0.001, both(name)[1]);
  const apart = PERCENTILES.filter((name) => apartMs(name) > ALIKE_MS && times(name) >= ALIKE_TIMES);
  const [most] = [...apart].sort((one, other) => times(other) - times(one));
  if (most === undefined) return phrase(language, 'alike');
  return phrase(language, 'apart', {
    percentile: most,
    corrected: formatLatency(language, corrected[most]),
    uncorrected: formatLatency(language, uncorrected[most]),
  });
}

function leftOut({ messages }: Report): readonly PercentileName[] {
  return messages.answered === 0 ? [] : PERCENTILES.filter((name) => !isSupported(name, messages.answered));
}

/** Names the percentiles that the report leaves out, and why; '' when it has them all. */
export function leftOutText(language: Language, report: Report): string {
  const needs = leftOut(report).map((name) => {
    return phrase(language, 'needsAnswers', { name, count: formatCount(language, samplesNeeded(name)) });
  });
  return needs.length === 0 ? '' : phrase(language, 'leftOut', { beyond: String(SAMPLES_BEYOND_MIN), needs: needs.join(', ') });
}

/** The same in one short line. */
export function leftOutLine(language: Language, report: Report): string {
  const names = leftOut(report);
  return names.length === 0 ? '' : phrase(language, 'leftOutInText', { beyond: String(SAMPLES_BEYOND_MIN), names: names.join(', ') });
}

/** The answers that a threshold on a percentile lacks; '' when it has enough. */
export function tooFewText(language: Language, { answersNeeded }: Report['thresholds'][number], { messages }: Report): string {
  if (answersNeeded === undefined) return '';
  const counts = { answered: formatCount(language, messages.answered), needed: formatCount(language, answersNeeded) };
  return phrase(language, 'tooFewAnswers', counts);
}

/** Explains how latencies are counted, for readers who see such a report for the first time. */
export function latencyNotes(language: Language, report: Report): readonly string[] {
  const percentiles = phrase(language, 'percentiles');
  const few = leftOutText(language, report);
  const fewAnswers = few === '' ? [] : [few];
  if (report.settings.mode === 'closed') {
    return [`${percentiles} ${phrase(language, 'fromSending')}`, ...fewAnswers, phrase(language, 'closedLoop')];
  }
  const apart = report.messages.answered === 0 ? [] : [apartText(language, report)];
  return [
    `${percentiles} ${phrase(language, 'twoWays')}`,
    ...fewAnswers,
    [phrase(language, 'stalls'), ...apart, phrase(language, 'othersCorrected')].join(' '),
  ];
}

/** Why the run ended early or lost its host, and after how long; one sentence for each. */
export function endTexts(language: Language, { aborted, interrupted, hostLost, settings }: Report): readonly string[] {
  const planned = formatSeconds(language, settings.durationMs);
  const time = (atMs: number): string => formatSeconds(language, atMs);
  const early = interrupted !== undefined && interrupted.atMs === 0 ? 'interruptedInWarmup' : 'interrupted';
  return [
    ...(aborted === undefined ? [] : [abortText(language, aborted)]),
    ...(interrupted === undefined ? [] : [phrase(language, early, { by: interrupted.by, time: time(interrupted.atMs), planned })]),
    ...(hostLost === undefined ? [] : [phrase(language, 'hostLost', { time: time(hostLost.atMs), planned })]),
  ];
}

export function abortText(language: Language, { threshold, atMs }: NonNullable<Report['aborted']>): string {
  return phrase(language, 'ended', { time: formatSeconds(language, atMs), threshold });
}

/** Says how many messages were sent when that was fewer than intended; else ''. */
export function offerText(language: Language, { offer, messages }: Report): string {
  if (offer.shortBy === '') return '';
  const counts = {
    offered: formatCount(language, messages.sent),
    wanted: formatCount(language, messages.due),
    rate: formatCount(language, offer.offeredPerSecond),
  };
  if (offer.shortBy === 'host') return phrase(language, 'shortByHost', counts);
  return phrase(language, 'shortByGenerator', { ...counts, lag: formatLatency(language, offer.lagMsMax) });
}

/** How late the generator was, or how busy, and what it used. */
export function generatorText(language: Language, { generator }: Report): string {
  const { busy = 0, cores, latenessMs } = generator;
  const used = formatPlain(language, cores.toFixed(2));
  if (latenessMs === undefined) return phrase(language, 'generatorClosed', { busy: formatShare(language, busy, 1), cores: used });
  const [p50, p99, max] = [latenessMs.p50, latenessMs.p99, latenessMs.max].map((ms) => formatLatency(language, ms));
  return phrase(language, 'generatorOpen', { p50: p50 ?? '', p99: p99 ?? '', max: max ?? '', cores: used });
}

const FAULT_PHRASES = { late: 'generatorLate', cpu: 'generatorCpu', idle: 'generatorIdle' } as const;

/** Warns when the generator spoils the figures; else ''. */
export function generatorWarning(language: Language, report: Report): string {
  const fault = generatorFault(report);
  if (fault === undefined) return '';
  const { busy = 0, cores, latenessMs } = report.generator;
  return phrase(language, FAULT_PHRASES[fault], {
    late: formatLatency(language, latenessMs?.p99 ?? 0),
    busy: formatShare(language, busy, 1),
    cores: formatPlain(language, cores.toFixed(2)),
    workers: formatCount(language, report.settings.workers),
  });
}

/** One or more sentences. */
export function reconciliationText(language: Language, reconciliation: Reconciliation): string {
  if (reconciliation.kind === 'not reconciled') return phrase(language, 'notReconciled', { reason: reasonText(language, reconciliation) });
  const { inDoubt } = reconciliation;
  const doubt = inDoubt === 0 ? [] : [phrase(language, 'inDoubt', { cards: formatCount(language, inDoubt) })];
  const books = reconciliation.kind === 'equal' ? [equalText(language, reconciliation)] : unequalTexts(language, reconciliation);
  return [...books, ...doubt].join(' ');
}

type Reconciled = Exclude<Reconciliation, { readonly kind: 'not reconciled' }>;

/**
 * Reports hold the reason in English. A report of another release may hold one that this table does
 * not have.
 */
function reasonText(language: Language, { reason }: Exclude<Reconciliation, Reconciled>): string {
  return reason === PHRASES.noBooks.en ? phrase(language, 'noBooks') : reason;
}

function equalText(language: Language, { cards, terminalsMinor, terminalsHeldMinor }: Reconciled): string {
  const fill = { cards: formatCount(language, cards), amount: formatNok(language, terminalsMinor) };
  if (terminalsHeldMinor === 0) return phrase(language, 'equal', fill);
  return phrase(language, 'equalHeld', { ...fill, held: formatNok(language, terminalsHeldMinor) });
}

function unequalTexts(language: Language, reconciled: Reconciled): readonly string[] {
  const { cards, differing, first, hostHeldMinor, hostMinor, terminalsHeldMinor, terminalsMinor, unbalanced } = reconciled;
  const totals = phrase(language, 'unequal', {
    terminals: countedText(language, terminalsMinor, terminalsHeldMinor),
    host: countedText(language, hostMinor, hostHeldMinor),
    differing: formatCount(language, differing),
    cards: formatCount(language, cards),
  });
  const books = unbalanced === 0 ? [] : [phrase(language, 'unbalanced', { cards: formatCount(language, unbalanced) })];
  return [totals, ...(first === undefined ? [] : [firstText(language, first)]), ...books];
}

function countedText(language: Language, spentMinor: number, heldMinor: number): string {
  const amount = formatNok(language, spentMinor);
  return heldMinor === 0 ? amount : phrase(language, 'spentHeld', { amount, held: formatKroner(language, heldMinor) });
}

function firstText(language: Language, first: CardDifference): string {
  const fill = {
    pan: first.maskedPan,
    terminals: formatKroner(language, first.terminalsMinor),
    host: formatNok(language, first.hostMinor),
  };
  if (first.terminalsHeldMinor === first.hostHeldMinor) return phrase(language, 'firstCard', fill);
  return phrase(language, 'firstCardHeld', {
    ...fill,
    terminalsHeld: formatKroner(language, first.terminalsHeldMinor),
    hostHeld: formatNok(language, first.hostHeldMinor),
  });
}
