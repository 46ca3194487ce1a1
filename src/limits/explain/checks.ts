/**
 * The checks of one request with a verdict each. The failed check follows from the outcome of
 * decide.ts.
 */
import { CHECKS, type CheckName, type CheckResult } from '../../protocol/explanation.ts';
import { isApproval, type Outcome } from '../../protocol/outcome.ts';
import type { Attempt } from '../rules/command.ts';
import { eventRow } from '../rules/event.ts';
import { limitMatches, type Profile, permission } from '../rules/profile.ts';
import type { CardRecord } from '../state/card.ts';

/** What is asked: a request with its answer, or without a message what it would be. */
export interface Question {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  /** ISO 3166 numeric, the evidence that `attempt.domestic` comes from; 0: none. */
  readonly country: number;
  /** No message was sent: there is no format or key to check, and the PIN counts as right. */
  readonly hypothetical: boolean;
}

/** What the checks look at: `card.holdsMinor` without holds that are over. */
export interface CheckGround {
  readonly card: CardRecord;
  readonly profile: Profile;
}

type Applies = (question: Question, ground: CheckGround) => boolean;
type Seen = (question: Question, ground: CheckGround, failed: CheckName | '') => string;

const always: Applies = () => true;
const nothing: Seen = () => '';
const ofMessages: Applies = ({ hypothetical }) => !hypothetical;
const ofUses: Applies = ({ attempt }) => eventRow(attempt.event).usable;
const ofPins: Applies = ({ attempt }) => eventRow(attempt.event).pin === 'required' || attempt.pin !== 'absent';

function pinSeen({ attempt, hypothetical, outcome }: Question, failed: CheckName | ''): string {
  if (hypothetical) return 'assumed';
  if (attempt.pin !== 'given') return attempt.pin;
  if (failed === 'pin') return 'wrong';
  const reached = isApproval(outcome) || (failed !== '' && position(failed) > position('pin'));
  return reached ? 'right' : 'given';
}

const RULES: Record<CheckName, { readonly applies: Applies; readonly seen: Seen }> = {
  format: { applies: ofMessages, seen: nothing },
  // No key demands a MAC yet.
  mac: { applies: () => false, seen: nothing },
  repeat: { applies: ofMessages, seen: nothing },
  reversedBefore: { applies: ofMessages, seen: nothing },
  request: { applies: always, seen: ({ attempt }) => attempt.refusal },
  cardNumber: { applies: always, seen: nothing },
  status: { applies: always, seen: (_, { card }) => card.status },
  expiry: { applies: ofUses, seen: (_, { card }) => card.expiry },
  country: {
    applies: (question, { profile }) => ofUses(question, { profile } as CheckGround) && profile.domesticOnly,
    seen: ({ country }) => (country === 0 ? '' : String(country)),
  },
  permission: {
    applies: always,
    seen: ({ attempt }) => [attempt.type, attempt.terminalType, attempt.entryMode].filter((word) => word !== '').join('/'),
  },
  hold: { applies: ({ attempt }) => attempt.event === 'increment', seen: nothing },
  pinTries: { applies: ofPins, seen: (_, { card, profile }) => `${card.pinTriesUsed}/${profile.pinTriesMax}` },
  pin: {
    applies: (question, ground) => !question.hypothetical && ofPins(question, ground),
    seen: (question, _, failed) => pinSeen(question, failed),
  },
  newPin: { applies: ({ attempt }) => attempt.event === 'pinChange', seen: nothing },
  limit: {
    applies: ({ attempt }, { profile }) => matchingLimits(attempt, profile).length > 0,
    seen: ({ attempt }, { profile }) => matchingLimits(attempt, profile).join(','),
  },
  coverage: {
    applies: ({ attempt }) => eventRow(attempt.event).takes,
    seen: ({ attempt }, { card }) => `${card.ledgerMinor - card.holdsMinor}/${attempt.amountMinor}`,
  },
};

function matchingLimits(attempt: Attempt, profile: Profile): readonly string[] {
  if (!eventRow(attempt.event).takes) return [];
  return profile.limits.filter((limit) => limitMatches(limit.filter, attempt)).map((limit) => limit.name);
}

function position(name: CheckName): number {
  return CHECKS.findIndex((check) => check.name === name);
}

/**
 * The check that gave an outcome; empty for an approval and for outcomes that no check gives (the
 * store does not answer).
 */
export function failedCheck(outcome: Outcome, attempt: Attempt, { card, profile }: CheckGround): CheckName | '' {
  switch (outcome) {
    case 'restrictedCard':
      return card.status === 'active' ? 'country' : 'status';
    case 'notPermittedToCardholder':
      return permission(profile, attempt) === '' ? 'newPin' : 'permission';
    case 'pinBlockError':
      return attempt.pin === 'malformed' ? 'pin' : 'newPin';
    case 'pinTriesExceeded':
      return card.pinTriesUsed >= profile.pinTriesMax ? 'pinTries' : 'pin';
    default:
      return CHECKS.find(({ outcomes }) => (outcomes as readonly Outcome[]).includes(outcome))?.name ?? '';
  }
}

export function checkResults(question: Question, ground: CheckGround): readonly CheckResult[] {
  const failed = failedCheck(question.outcome, question.attempt, ground);
  const failedAt = failed === '' ? CHECKS.length : position(failed);
  return CHECKS.map(({ name }, at) => {
    const { applies, seen } = RULES[name];
    const shown = seen(question, ground, failed);
    if (at === failedAt) return { check: name, verdict: 'failed', seen: shown };
    if (!applies(question, ground)) return { check: name, verdict: 'notApplicable', seen: name === 'pin' ? shown : '' };
    return { check: name, verdict: at < failedAt ? 'passed' : 'notReached', seen: shown };
  });
}
