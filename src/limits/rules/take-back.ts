/** Takes back an approval because the terminal's last message of it was answered 91. */
import { isApproval } from '../../protocol/outcome.ts';
import type { Change } from '../state/change.ts';
import { cameBefore } from './attempt-order.ts';
import type { TakeBack } from './command.ts';
import { Effects } from './effects.ts';
import { lower } from './lower.ts';
import type { View } from './view.ts';

const NO_CHANGES: readonly Change[] = [];
const NO_IDS: readonly number[] = [];

export interface TakeBackTransition {
  readonly takenBack: boolean;
  readonly givenBackMinor: number;
  readonly ledgerMinor: number;
  readonly changes: readonly Change[];
}

/**
 * Takes the answer away from the attempt and from those that came before it. When no attempt is
 * left that got the answer, and it still stands, the transaction is undone, and the stored answer
 * says 91, as the terminal was told. `view.original` is the attempt's own answer, which may be that
 * to an earlier sending of the message.
 */
export function takeBackOf(view: View, attempt: TakeBack): TakeBackTransition {
  const { original } = view;
  const nothing = { takenBack: false, givenBackMinor: 0, ledgerMinor: 0, changes: NO_CHANGES };
  if (original === undefined) return nothing;
  const { key, answer } = original;
  if (answer.fingerprint !== attempt.fingerprint || !isApproval(answer.outcome)) return nothing;
  const attemptIds = answer.attemptIds.filter((id) => id !== attempt.attemptId && !cameBefore(id, attempt.attemptId));
  if (attemptIds.length === answer.attemptIds.length) return nothing;
  const isLive = answer.state === 'standing' || answer.state === 'held';
  if (attemptIds.length > 0 || !isLive) {
    return { ...nothing, changes: [{ kind: 'answerRewritten', key, answer: { ...answer, attemptIds } }] };
  }
  const effects = new Effects(view);
  const givenBackMinor = lower({ view, effects, original, replacementMinor: 0 });
  const { ledgerMinor, holdsMinor } = effects;
  effects.rewriteAnswer(key, {
    ...answer,
    attemptIds,
    state: 'undone',
    outcome: 'issuerInoperative',
    approvalCode: '',
    approvedAmountMinor: 0,
    ledgerMinor,
    availableMinor: ledgerMinor - holdsMinor,
    standingMinor: 0,
    spendIds: NO_IDS,
  });
  return { takenBack: true, givenBackMinor, ledgerMinor, changes: effects.changes };
}
