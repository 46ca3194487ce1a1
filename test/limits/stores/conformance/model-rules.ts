/**
 * The rules of domain and lifecycle once more, written naively and apart from the product's tables: what
 * the conformance model decides by. Where it and the product differ, one of them is wrong.
 */
import type { Attempt, FollowUp } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import type { Limit, Profile } from '../../../../src/limits/rules/profile.ts';
import type { Usage } from '../../../../src/limits/rules/window.ts';
import type { CardRecord } from '../../../../src/limits/state/card.ts';
import type { StoredAnswer } from '../../../../src/limits/state/stored-answer.ts';

type Outcome = Decision['outcome'];

interface Known {
  readonly stored: StoredAnswer | undefined;
  readonly card: CardRecord;
  readonly profile: Profile;
  readonly usage: (index: number) => Usage;
  /** It was reversed before it came, and comes as a repeat with a new time. */
  readonly reversed: boolean;
}

interface ModelVerdict {
  readonly outcome: Outcome;
  readonly repeat: boolean;
  readonly pinTriesUsed: number;
  readonly amountMinor: number;
}

/** Undefined: nothing is kept under the key that answers it. */
function answeredBefore(message: Attempt | FollowUp, stored: StoredAnswer | undefined): Outcome | undefined {
  if (stored === undefined || stored.state === 'reversedFirst') return undefined;
  return stored.fingerprint === message.fingerprint ? stored.outcome : 'duplicateTransmission';
}

/** Terminal, STAN, time and class of a key. */
function partsOf(key: string) {
  const [terminal, stan, time, letter] = key.split('.');
  return { sender: `${terminal} ${stan} ${letter}`, timeMs: Number(time) };
}

const ONE_DAY_MS = 86_400_000;

/** One of two sendings of a message says that it is a repeat; local times, or else content, say that it is one message. */
export function modelSentBefore(message: Attempt | FollowUp, key: string, answer: StoredAnswer, nowMs: number): boolean {
  if (key === message.key || partsOf(key).sender !== partsOf(message.key).sender) return false;
  if (!message.repeat && !answer.fromRepeat) return false;
  const withinADay = nowMs - answer.decidedAtMs < ONE_DAY_MS;
  if (answer.state === 'reversedFirst') return message.repeat && withinADay;
  const bothTimes = message.localTime > 0 && answer.localTime > 0;
  return bothTimes ? message.localTime === answer.localTime : withinADay && message.fingerprint === answer.fingerprint;
}

export function modelSender(key: string): string {
  return partsOf(key).sender;
}

/** Two transmission times of one message. */
export function modelSameMessage(key: string, other: string): boolean {
  const [one, two] = [partsOf(key), partsOf(other)];
  return one.sender === two.sender && Math.abs(one.timeMs - two.timeMs) < ONE_DAY_MS;
}

export function isApproved(outcome: Outcome): boolean {
  return outcome === 'approved' || outcome === 'approvedPartially';
}

function counts(limit: Limit, use: Attempt | FollowUp): boolean {
  const { channels, types, mccs, exceptMccs } = limit.filter;
  if (channels !== undefined && !channels.includes(use.channel)) return false;
  if (types !== undefined && !types.includes(use.type)) return false;
  if (mccs !== undefined && !mccs.includes(use.mcc)) return false;
  return exceptMccs === undefined || !exceptMccs.includes(use.mcc);
}

/** The first limit that an amount would break, by amount or by count. */
function brokenLimit({ profile, usage }: Known, message: Attempt | FollowUp): 'amount' | 'count' | undefined {
  for (const [index, limit] of profile.limits.entries()) {
    if (!counts(limit, message)) continue;
    const { amountMinor, count } = usage(index);
    if (amountMinor + message.amountMinor > limit.amountMinor) return 'amount';
    if (limit.countMax !== 0 && count >= limit.countMax) return 'count';
  }
  return undefined;
}

function statusOutcome(card: CardRecord): Outcome | undefined {
  const outcomes: Record<string, Outcome> = {
    lost: 'lostCard',
    stolen: 'stolenCard',
    blocked: 'restrictedCard',
    inactive: 'cardNotEffective',
    closed: 'accountClosed',
  };
  return outcomes[card.status];
}

/** Permission of the profile for type, entry mode and terminal. */
function permissionOutcome({ types, entryModes, terminalTypes }: Profile, attempt: Attempt): Outcome | undefined {
  const { type, entryMode, terminalType } = attempt;
  if (!types.includes(type)) return 'notPermittedToCardholder';
  const entryAllowed = entryMode === '' || entryModes.includes(entryMode);
  const terminalAllowed = terminalType === '' || terminalTypes.includes(terminalType);
  if (!entryAllowed && (entryMode === 'ecommerce' || entryMode === 'moto')) return 'notPermittedToCardholder';
  if (!terminalAllowed && terminalType === 'ecommerce') return 'notPermittedToCardholder';
  return entryAllowed && terminalAllowed ? undefined : 'notPermittedToTerminal';
}

export function modelDecide(attempt: Attempt, known: Known & { readonly holdIsLive: boolean; readonly nowMs: number }): ModelVerdict {
  const { stored, card, profile, nowMs, holdIsLive } = known;
  const before = answeredBefore(attempt, stored);
  let tries = card.pinTriesUsed;
  const end = (outcome: Outcome, amountMinor = 0): ModelVerdict => ({ outcome, repeat: false, pinTriesUsed: tries, amountMinor });
  if (before !== undefined) return { ...end(before), repeat: true };
  if (stored !== undefined || known.reversed) return end('alreadyReversed');
  if (attempt.refusal !== '') return end(attempt.refusal);
  const { event } = attempt;
  if (event === 'refund' && card.status === 'closed') return end('accountClosed');
  if (event !== 'refund') {
    const status = statusOutcome(card);
    if (status !== undefined) return end(status);
    if (nowMs >= card.expiresAtMs) return end('expiredCard');
    if (profile.domesticOnly && !attempt.domestic) return end('restrictedCard');
  }
  const permission = permissionOutcome(profile, attempt);
  if (permission !== undefined) return end(permission);
  if (event === 'increment' && !holdIsLive) return end('unableToLocateOriginal');
  const pinMayBeLeftOut = event === 'increment' || event === 'refund';
  if (attempt.pin !== 'absent' || !pinMayBeLeftOut) {
    if (tries >= profile.pinTriesMax) return end('pinTriesExceeded');
    if (attempt.pin === 'absent') return end('pinRequired');
    if (attempt.pin === 'malformed') return end('pinBlockError');
    if (!attempt.pinReferences.includes(card.pinReference)) {
      tries += 1;
      return end(tries >= profile.pinTriesMax ? 'pinTriesExceeded' : 'incorrectPin');
    }
    tries = 0;
  }
  if (event === 'pinChange' && attempt.newPinReference === '') return end('pinBlockError');
  if (event === 'pinChange' && attempt.pinReferences.includes(attempt.newPinReference)) return end('notPermittedToCardholder');
  if (event !== 'spend' && event !== 'hold' && event !== 'increment') return end('approved', attempt.amountMinor);
  const broken = brokenLimit(known, attempt);
  if (broken !== undefined) return end(broken === 'amount' ? 'exceedsAmountLimit' : 'exceedsCountLimit');
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  if (attempt.amountMinor <= availableMinor) return end('approved', attempt.amountMinor);
  return attempt.allowPartial && availableMinor > 0 ? end('approvedPartially', availableMinor) : end('insufficientFunds');
}

interface ModelFollowVerdict {
  readonly outcome: Outcome;
  readonly repeat: boolean;
  readonly effect: 'none' | 'lower' | 'settle' | 'post';
  readonly flag: Decision['flag'];
  readonly remember: boolean;
}

export function modelFollow(
  followUp: FollowUp,
  known: Known & { readonly original: StoredAnswer | undefined; readonly hold: { readonly amountMinor: number } | undefined },
): ModelFollowVerdict {
  const { stored, card, original, hold } = known;
  const { event, amountMinor, unknownOriginal } = followUp;
  const plain = { repeat: false, effect: 'none', flag: '', remember: false } as const;
  const before = answeredBefore(followUp, stored);
  if (before !== undefined) return { ...plain, outcome: before, repeat: true };
  if (stored !== undefined || known.reversed) return { ...plain, outcome: 'alreadyReversed' };
  if (followUp.refusal !== '') return { ...plain, outcome: followUp.refusal };
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  if (event === 'completion') {
    if (hold === undefined) return { ...plain, outcome: 'approved', effect: 'post', flag: 'noHold' };
    if (amountMinor - followUp.toleranceMinor > hold.amountMinor)
      return { ...plain, outcome: 'approved', effect: 'settle', flag: 'aboveHold' };
    const covered = amountMinor <= availableMinor + hold.amountMinor;
    return { ...plain, outcome: 'approved', effect: 'settle', flag: covered ? '' : 'pastCoverage' };
  }
  if (event === 'advice') {
    if (followUp.type === 'refund') return { ...plain, outcome: 'approved', effect: 'post' };
    if (brokenLimit(known, followUp) !== undefined) return { ...plain, outcome: 'approved', effect: 'post', flag: 'pastLimit' };
    return { ...plain, outcome: 'approved', effect: 'post', flag: amountMinor <= availableMinor ? '' : 'pastCoverage' };
  }
  if (original === undefined) {
    if (event === 'reversal') return { ...plain, outcome: unknownOriginal, remember: true };
    return { ...plain, outcome: 'approved', effect: 'post', flag: 'noHold', remember: true };
  }
  if (original.state === 'reversedFirst') return { ...plain, outcome: unknownOriginal };
  if (original.approvedAmountMinor < followUp.replacementMinor) return { ...plain, outcome: 'invalidAmount' };
  return { ...plain, outcome: 'approved', effect: 'lower' };
}

/** The newest amounts give way first, or the newest takes what is more. Oldest first. */
export function modelCorrection(amounts: readonly number[], totalMinor: number): readonly number[] {
  const older = amounts.slice(0, -1);
  const newest = amounts.at(-1);
  if (newest === undefined) return [];
  const olderMinor = older.reduce((sum, amount) => sum + amount, 0);
  if (totalMinor >= olderMinor) return [...older, totalMinor - olderMinor];
  return [...modelCorrection(older, totalMinor), 0];
}
