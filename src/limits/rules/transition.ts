/**
 * What a command does to a card, pure: from what the store found to the decision and the changes
 * that it makes. Nothing is read or written here; state/apply.ts carries the changes out, and the
 * Redis scripts are the twin.
 */

import type { Flag } from '../../protocol/message.ts';
import { isApproval, type Outcome } from '../../protocol/outcome.ts';
import { type Change, REVERSED_FIRST } from '../state/change.ts';
import { type AnswerState, ATTEMPT_IDS_MAX, type StoredAnswer, storedDecision } from '../state/stored-answer.ts';
import { type Attempt, type FollowUp, isFollowUpCommand, type StoreCommand } from './command.ts';
import { type DecisionInput, decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { Effects } from './effects.ts';
import { eventRow } from './event.ts';
import { decideFollowUp } from './follow-up.ts';
import { lower } from './lower.ts';
import { namesOf, senderName } from './names.ts';
import type { View } from './view.ts';

export interface Transition {
  readonly decision: Decision;
  readonly changes: readonly Change[];
}

/** What an effect leaves behind for the stored answer. */
interface Trace {
  /** Posted, held, credited; of a reversal or dispense: given back. */
  readonly amountMinor: number;
  readonly state: AnswerState;
  readonly spendIds: readonly number[];
  readonly holdKey: string;
  readonly pinChanged: string;
}

const NO_CHANGES: readonly Change[] = [];
const NO_IDS: readonly number[] = [];
/** Of a message that was reversed before it came. */
const NOTHING_KNOWN = {
  fingerprint: '',
  state: 'reversedFirst',
  standingMinor: 0,
  spendIds: NO_IDS,
  localTime: 0,
  fromRepeat: false,
} as const;
const NOTHING_DONE: Trace = { amountMinor: 0, state: 'standing', spendIds: NO_IDS, holdKey: '', pinChanged: '' };

/** Written out: spreading a template costs more than the rest of the transition's bookkeeping. */
function traceOf(amountMinor: number, spendIds: readonly number[]): Trace {
  return { amountMinor, state: 'standing', spendIds, holdKey: '', pinChanged: '' };
}

export function transition(view: View & DecisionInput, command: StoreCommand): Transition {
  return isFollowUpCommand(command) ? followUpTransition(view, command) : attemptTransition(view, command);
}

function attemptTransition(view: View & DecisionInput, attempt: Attempt): Transition {
  const verdict = decide(attempt, view);
  if (verdict.repeat) return repeated(view, attempt, verdict.outcome);
  // Decided. From here on only changes are gathered.
  const effects = new Effects(view);
  if (view.stored === undefined) effects.pointNames(attempt.key);
  if (attempt.repeat) effects.pointName(senderName(attempt.key), attempt.key, false);
  let trace = NOTHING_DONE;
  if (view.card !== undefined) {
    effects.setPinTries(verdict.pinTriesUsed);
    if (isApproval(verdict.outcome)) trace = carryOut(view, effects, attempt, verdict.amountMinor);
  }
  return answered(view, effects, { command: attempt, outcome: verdict.outcome, trace, flag: '' });
}

/** The effect of an approved request, as the row of its event says. */
function carryOut(view: View, effects: Effects, attempt: Attempt, amountMinor: number): Trace {
  switch (eventRow(attempt.event).effect) {
    case 'post': {
      const spendId = effects.enter(attempt, amountMinor);
      effects.debit(amountMinor);
      return traceOf(amountMinor, [spendId]);
    }
    case 'hold': {
      const spendId = effects.enter(attempt, amountMinor);
      effects.placeHold(attempt.key, amountMinor, spendId, view.nowMs + attempt.holdMs);
      return { amountMinor, state: 'held', spendIds: [spendId], holdKey: '', pinChanged: '' };
    }
    case 'growHold': {
      const hold = view.original?.hold;
      if (hold === undefined) return traceOf(amountMinor, NO_IDS);
      const spendId = effects.enter(attempt, amountMinor);
      effects.resizeHold(hold, hold.amountMinor + amountMinor, [...hold.spendIds, spendId]);
      return { ...NOTHING_DONE, amountMinor, spendIds: [spendId], holdKey: hold.key };
    }
    case 'credit':
      effects.credit(amountMinor);
      return traceOf(amountMinor, NO_IDS);
    case 'changePin': {
      const pinChanged = `${view.card?.pinReference ?? ''}/${attempt.newPinReference}`;
      effects.setPinReference(attempt.newPinReference);
      return { ...NOTHING_DONE, amountMinor, pinChanged };
    }
    default:
      return traceOf(amountMinor, NO_IDS);
  }
}

function followUpTransition(view: View, followUp: FollowUp): Transition {
  const verdict = decideFollowUp(followUp, view);
  if (verdict.repeat) return repeated(view, followUp, verdict.outcome);
  // Decided. From here on only changes are gathered.
  const effects = new Effects(view);
  if (view.stored === undefined && followUp.event === 'advice') effects.pointNames(followUp.key);
  pointSent(effects, followUp);
  let trace = NOTHING_DONE;
  if (view.card !== undefined) {
    if (verdict.effect === 'lower') trace = carryOutLowering(view, effects, followUp);
    else if (verdict.effect === 'settle') trace = settle(view, effects, followUp);
    else if (verdict.effect === 'post') trace = post(effects, followUp);
  }
  const done = answered(view, effects, { command: followUp, outcome: verdict.outcome, trace, flag: verdict.flag });
  if (verdict.remember) rememberReversal(effects, followUp, recordOf(view, followUp, done.decision, NOTHING_DONE));
  return done;
}

/** Lets a repeat with a new transmission time find the follow-up. */
function pointSent(effects: Effects, { key, repeat, sentAs }: FollowUp): void {
  const [own] = sentAs;
  if (own !== undefined) effects.pointName(own, key, false);
  if (repeat) effects.pointName(senderName(key), key, false);
}

function carryOutLowering(view: View, effects: Effects, { replacementMinor }: FollowUp): Trace {
  const { original } = view;
  if (original === undefined) return NOTHING_DONE;
  return { ...NOTHING_DONE, amountMinor: lower({ view, effects, original, replacementMinor }) };
}

/** Ends the hold and posts the final amount at the instants of the hold's spends. */
function settle(view: View, effects: Effects, { amountMinor }: FollowUp): Trace {
  const { original, nowMs, retentionMs } = view;
  const hold = original?.hold;
  if (original === undefined || hold === undefined) return NOTHING_DONE;
  effects.endHold(hold);
  effects.debit(amountMinor);
  const spendIds = effects.correct(hold.spendIds, amountMinor);
  // The completion may name an increment: what it posts stands in the pre-authorization's answer.
  const { answer } = original.preAuthorization ?? original;
  if (original.preAuthorization !== undefined || original.key === hold.key) {
    const settled = { ...answer, state: 'settled', standingMinor: amountMinor, spendIds, keptUntilMs: nowMs + retentionMs } as const;
    effects.keepAnswer(hold.key, settled, false);
  }
  return { ...NOTHING_DONE, amountMinor, holdKey: hold.key };
}

/**
 * On its own: an offline approval, or a completion or dispense that finds nothing to settle or
 * lower.
 */
function post(effects: Effects, followUp: FollowUp): Trace {
  const { amountMinor, event, type } = followUp;
  if (type === 'refund') {
    effects.credit(amountMinor);
    return traceOf(amountMinor, NO_IDS);
  }
  // Nothing else can be found by these names: the hold is gone, or there was none.
  if (event !== 'advice') effects.pointNames(followUp.key);
  if (amountMinor === 0) return NOTHING_DONE;
  const spendId = effects.enter(followUp, amountMinor);
  effects.debit(amountMinor);
  return traceOf(amountMinor, [spendId]);
}

/**
 * The original is not known yet: under the strongest name that it was given, it is declined when it
 * comes.
 */
function rememberReversal(effects: Effects, { original }: FollowUp, record: StoredAnswer): void {
  if (original === undefined) return;
  const [name] = namesOf(original);
  const remembered = { ...record, ...NOTHING_KNOWN } as const;
  if (original.key !== '') {
    effects.keepAnswer(original.key, remembered, false);
    effects.pointName(senderName(original.key), original.key, false);
  } else if (name !== undefined) effects.pointName(name, REVERSED_FIRST, false);
}

/** Sent before: the stored answer, or a decline when the content is another. */
function repeated(view: View, command: StoreCommand, outcome: Outcome): Transition {
  const { stored, storedKey } = view;
  if (stored === undefined || outcome === 'duplicateTransmission') {
    return { decision: decisionOf(view, new Effects(view), { command, outcome, trace: NOTHING_DONE, flag: '' }), changes: NO_CHANGES };
  }
  const decision = storedDecision(stored);
  const { attemptIds } = stored;
  if (attemptIds.includes(command.attemptId)) return { decision, changes: NO_CHANGES };
  const effects = new Effects(view);
  effects.rewriteAnswer(storedKey, { ...stored, attemptIds: [...attemptIds, command.attemptId].slice(-ATTEMPT_IDS_MAX) });
  if (command.key !== storedKey) effects.pointName(senderName(storedKey), storedKey, false);
  return { decision, changes: effects.changes };
}

interface Done {
  readonly command: StoreCommand;
  readonly outcome: Outcome;
  readonly trace: Trace;
  readonly flag: Flag | '';
}

function answered(view: View, effects: Effects, done: Done): Transition {
  const decision = decisionOf(view, effects, done);
  effects.keepAnswer(done.command.key, recordOf(view, done.command, decision, done.trace), view.stored === undefined);
  return { decision, changes: effects.changes };
}

function decisionOf(view: View, effects: Effects, { command, outcome, trace, flag }: Done): Decision {
  return {
    outcome,
    approvalCode: isApproval(outcome) ? command.approvalCode : '',
    approvedAmountMinor: trace.amountMinor,
    ledgerMinor: effects.ledgerMinor,
    availableMinor: effects.ledgerMinor - effects.holdsMinor,
    decidedAtMs: view.nowMs,
    repeated: false,
    flag,
    snapshot: undefined,
  };
}

function recordOf(view: View, command: StoreCommand, decision: Decision, trace: Trace): StoredAnswer {
  const { event } = command;
  const { state, spendIds, holdKey, pinChanged } = trace;
  // What was given back stands nowhere; what a settled hold posted stands in the hold's own answer.
  const standsNowhere = event === 'reversal' || (event === 'dispense' && spendIds.length === 0);
  return {
    fingerprint: command.fingerprint,
    attemptIds: [command.attemptId],
    state,
    event: event === 'advice' && command.type === 'refund' ? 'refund' : event,
    outcome: decision.outcome,
    approvalCode: decision.approvalCode,
    approvedAmountMinor: decision.approvedAmountMinor,
    ledgerMinor: decision.ledgerMinor,
    availableMinor: decision.availableMinor,
    decidedAtMs: decision.decidedAtMs,
    flag: decision.flag,
    keptUntilMs: decision.decidedAtMs + view.retentionMs,
    standingMinor: standsNowhere ? 0 : decision.approvedAmountMinor,
    spendIds,
    holdKey,
    pinChanged,
    localTime: command.localTime,
    fromRepeat: command.repeat,
  };
}
