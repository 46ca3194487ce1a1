/** An explanation in a few sentences: what was answered, why, and when it would be approved. */
import type { Explanation, LimitExplanation, NeverReason } from '../../protocol/explanation.ts';
import type { Fill, Language } from '../../protocol/language.ts';
import { isApproval, outcomeRow } from '../../protocol/outcome.ts';
import type { Profile } from '../rules/profile.ts';
import type { CardRecord } from '../state/card.ts';
import type { Question } from './checks.ts';
import { formatAmount, formatInstant } from './format.ts';
import { type WordName, words } from './words.ts';

export interface TextFacts extends Omit<Explanation, 'textEn' | 'textNb'> {
  readonly question: Question;
  readonly card: CardRecord;
  readonly profile: Profile;
}

const NEVER_WORDS: Record<NeverReason, WordName> = {
  request: 'noRequest',
  cardStatus: 'noCardStatus',
  cardExpired: 'noCardExpired',
  notPermitted: 'noNotPermitted',
  pinTries: 'noPinTries',
  noHold: 'noNoHold',
  aboveLimit: 'noAboveLimit',
  noCoverage: 'noNoCoverage',
  expiresFirst: 'noExpiresFirst',
  holdEndsFirst: 'noHoldEndsFirst',
};

export function explanationText(language: Language, facts: TextFacts): string {
  const { outcome } = facts.question;
  return [outcomeRow(outcome)[language], ...why(language, facts), ...when(language, facts)].join(' ');
}

/** What the check that failed saw. */
function why(language: Language, facts: TextFacts): readonly string[] {
  const { card, profile, question } = facts;
  const { attempt, country } = question;
  const say = (name: WordName, fill?: Fill): readonly string[] => [words(language, name, fill)];
  switch (facts.checks.find(({ verdict }) => verdict === 'failed')?.check) {
    case 'status':
      return say('whyStatus', { status: words(language, card.status) });
    case 'expiry':
      return say('whyExpiry', { instant: formatInstant(language, card.expiresAtMs) });
    case 'country':
      return country === 0 ? say('whyNoCountry') : say('whyCountry', { country: String(country) });
    case 'permission': {
      const use = [attempt.type, attempt.terminalType, attempt.entryMode].filter((word) => word !== '').join('/');
      return say('whyPermission', { profile: profile.name, use });
    }
    case 'pinTries':
      return say('whyPinTries', { used: String(card.pinTriesUsed), max: String(profile.pinTriesMax) });
    case 'pin':
      if (question.outcome !== 'incorrectPin') return [];
      return say('whyPinWrong', { left: String(profile.pinTriesMax - card.pinTriesUsed - 1) });
    case 'limit':
      return whyLimit(language, facts);
    case 'coverage':
      return whyCoverage(language, facts);
    default:
      return question.outcome === 'approvedPartially' ? whyCoverage(language, facts) : [];
  }
}

/** The first limit that the amount does not fit now. */
function whyLimit(language: Language, { atMs, limits, question }: TextFacts): readonly string[] {
  const limit = limits.find(({ fitsAtMs }) => fitsAtMs !== atMs);
  if (limit === undefined) return [];
  const amount = (minor: number): string => formatAmount(language, minor);
  const { amountMinor: asked } = question.attempt;
  const fill = {
    limit: limit.name,
    used: amount(limit.usedMinor),
    cap: amount(limit.amountMinor),
    left: amount(limit.leftMinor),
    asked: amount(asked),
    count: String(limit.countUsed),
    max: String(limit.countMax),
  };
  const overAmount = limit.usedMinor + asked > limit.amountMinor;
  const { next } = limit;
  // What leaves is of no use to an amount above the limit itself.
  const leaving = next === undefined || limit.fitsAtMs === 0 ? [] : [words(language, 'whyNext', release(language, next))];
  return [words(language, overAmount ? 'whyAmount' : 'whyCount', fill), ...leaving];
}

function whyCoverage(language: Language, { coverage, question }: TextFacts): readonly string[] {
  if (coverage === undefined) return [];
  const { availableMinor, holdsMinor } = coverage;
  const fill = { available: formatAmount(language, availableMinor), asked: formatAmount(language, question.attempt.amountMinor) };
  const held = holdsMinor === 0 ? [] : [words(language, 'whyHeld', { held: formatAmount(language, holdsMinor) })];
  return [words(language, 'whyCoverage', fill), ...held];
}

/** Nothing for an approval: that is now. */
function when(language: Language, facts: TextFacts): readonly string[] {
  const { atMs, earliestApprovalMs, neverBecause, card, coverage, limits, question } = facts;
  if (neverBecause === '') {
    if (isApproval(question.outcome) && earliestApprovalMs === atMs) return [];
    if (earliestApprovalMs === atMs) return [words(language, 'fromNow')];
    return [words(language, 'fromThen', { instant: formatInstant(language, earliestApprovalMs) })];
  }
  const limit = limits.find(({ fitsAtMs }) => fitsAtMs === 0);
  const shortMinor = question.attempt.amountMinor - (coverage?.ledgerMinor ?? 0);
  const fill = {
    limit: limit?.name ?? '',
    cap: formatAmount(language, limit?.amountMinor ?? 0),
    short: formatAmount(language, shortMinor),
    instant: formatInstant(language, card.expiresAtMs),
  };
  const closed = neverBecause === 'cardStatus' && card.status === 'closed';
  return [words(language, closed ? 'noClosed' : NEVER_WORDS[neverBecause], fill)];
}

function release(language: Language, { amountMinor, atMs }: NonNullable<LimitExplanation['next']>): Fill {
  return { amount: formatAmount(language, amountMinor), instant: formatInstant(language, atMs) };
}
