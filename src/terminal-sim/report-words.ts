/** Sentences that the text report and the HTML report share. */

import { PERCENTILES } from './histogram.ts';
import type { CardDifference, Reconciliation } from './reconcile.ts';
import type { Report } from './report.ts';
import type { MessageKind } from './tally.ts';
import { formatCount, formatKroner, formatMs, formatSeconds } from './words.ts';

export const KIND_WORDS: Readonly<Record<MessageKind, string>> = {
  pos: 'shop',
  atm: 'cash machine',
  unattended: 'unattended',
  ecommerce: 'web shop',
  network: 'the line itself',
};

/** How the load was driven. */
export function loopText({ settings }: Report): string {
  if (settings.mode === 'closed') return `${formatCount(settings.concurrency)} errands at a time`;
  const even = Number.parseFloat(settings.rate) === settings.ratePerSecond && /^[\d.]+(\/s)?$/.test(settings.rate);
  const mean = even ? '' : ` (${formatCount(settings.ratePerSecond)}/s on average)`;
  const rate = even ? `${formatCount(settings.ratePerSecond)}/s` : settings.rate;
  return `${rate} intended${mean}, ${settings.arrivals} arrivals`;
}

/** Said in the place of what can't be measured then. */
export const NOTHING_ANSWERED = 'No message was answered at all.';

/** Where a percentile is less than so many times the other, or so little more, they are taken for alike. */
const ALIKE_TIMES = 1.5;
const ALIKE_MS = 1;

/** Where the corrected and the uncorrected latency are furthest apart; open loop only. */
function apartText({ latencyMs: { corrected, uncorrected } }: Report): string {
  const times = (name: (typeof PERCENTILES)[number]): number => corrected[name] / Math.max(0.001, uncorrected[name]);
  const apart = PERCENTILES.filter((name) => corrected[name] - uncorrected[name] > ALIKE_MS && times(name) >= ALIKE_TIMES);
  const [most] = [...apart].sort((one, other) => times(other) - times(one));
  if (most === undefined) return 'Here the two are nearly alike: messages left when they were meant to.';
  return `Here they are furthest apart at ${most}: ${formatMs(corrected[most])} ms corrected, ${formatMs(uncorrected[most])} ms uncorrected.`;
}

/** How latencies are counted, for somebody who reads such a report for the first time. */
export function latencyNotes(report: Report): readonly string[] {
  const percentiles = 'p99 is the time within which 99 of 100 messages were answered; p50 is the median.';
  if (report.settings.mode === 'closed') {
    return [
      `${percentiles} All latencies count from the sending.`,
      'In a closed loop the next message leaves when the last is answered: a host that stalls is sent less meanwhile, and these numbers spare it. A run at a rate (--rate) does not.',
    ];
  }
  return [
    `${percentiles} Corrected latency counts from the instant at which a message was meant to be sent, uncorrected from when it left.`,
    `While a host stalls, messages that are due wait to be sent; only the corrected latency has that wait in it. ${report.messages.answered === 0 ? '' : `${apartText(report)} `}All other latencies in this report are corrected.`,
  ];
}

export function abortText({ threshold, atMs }: NonNullable<Report['aborted']>): string {
  return `Ended early, after ${formatSeconds(atMs)}: the threshold ${threshold} was broken.`;
}

/** What was offered where that was less than asked for; else ''. */
export function offerText({ offer, messages }: Report): string {
  if (offer.shortBy === '') return '';
  const wanted = formatCount(messages.offered + messages.notSent);
  const offered = `Only ${formatCount(messages.offered)} of ${wanted} intended messages were sent, ${formatCount(offer.offeredPerSecond)}/s`;
  if (offer.shortBy === 'host') return `${offered}: the host had left as many unanswered as may be in flight.`;
  return `${offered}: this machine was too slow, by up to ${formatMs(offer.lagMsMax)} ms; add --workers, or ask for less.`;
}

/** One sentence or two. */
export function reconciliationText(reconciliation: Reconciliation): string {
  if (reconciliation.kind === 'not reconciled') return `not reconciled: ${reconciliation.reason}`;
  const { cards, terminalsMinor, hostMinor, terminalsHeldMinor, hostHeldMinor, inDoubt, differing, first, unbalanced } = reconciliation;
  const doubt =
    inDoubt === 0 ? '' : ` ${formatCount(inDoubt)} cards stay in doubt: no answer ever came to a message that had to be answered.`;
  if (reconciliation.kind === 'equal') {
    const held = terminalsHeldMinor === 0 ? '' : ` spent and ${formatKroner(terminalsHeldMinor)} NOK held`;
    return `equal: on ${formatCount(cards)} cards the terminals and the host both count ${formatKroner(terminalsMinor)} NOK${held}.${doubt}`;
  }
  const books = unbalanced === 0 ? '' : ` On ${formatCount(unbalanced)} cards the ledger is not what was funded, posted and given back.`;
  const totals = `the terminals count ${countedText(terminalsMinor, terminalsHeldMinor)} and the host ${countedText(hostMinor, hostHeldMinor)}`;
  return `unequal: ${totals}; ${formatCount(differing)} of ${formatCount(cards)} cards differ.${firstText(first)}${books}${doubt}`;
}

function countedText(spentMinor: number, heldMinor: number): string {
  return `${formatKroner(spentMinor)} NOK${heldMinor === 0 ? '' : ` (and ${formatKroner(heldMinor)} held)`}`;
}

function firstText(first: CardDifference | undefined): string {
  if (first === undefined) return '';
  const { maskedPan, terminalsMinor, hostMinor, terminalsHeldMinor, hostHeldMinor } = first;
  const held =
    terminalsHeldMinor === hostHeldMinor
      ? ''
      : `; held: terminals ${formatKroner(terminalsHeldMinor)}, host ${formatKroner(hostHeldMinor)} NOK`;
  return ` First: card ${maskedPan}, terminals ${formatKroner(terminalsMinor)}, host ${formatKroner(hostMinor)} NOK${held}.`;
}
