/** Takes back an approval that was answered 91 because it was decided too late. */
import { isApproval } from '../../protocol/outcome.ts';
import type { Change } from '../state/change.ts';
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
 * Takes it back once every attempt that got the answer has taken it back, and if it still stands.
 * The stored answer then says 91, as the terminal was told. `view.original` is the attempt's own
 * answer.
 */
export function takeBackOf(view: View, attempt: TakeBack): TakeBackTransition {
  const { original } = view;
  const nothing = { takenBack: false, givenBackMinor: 0, ledgerMinor: 0, changes: NO_CHANGES };
  if (original === undefined) return nothing;
  const { answer } = original;
  if (!answer.attemptIds.includes(attempt.attemptId) || !isApproval(answer.outcome)) return nothing;
  const attemptIds = answer.attemptIds.filter((id) => id !== attempt.attemptId);
  const isLive = answer.state === 'standing' || answer.state === 'held';
  if (attemptIds.length > 0 || !isLive) {
    return { ...nothing, changes: [{ kind: 'answerRewritten', key: attempt.key, answer: { ...answer, attemptIds } }] };
  }
  const effects = new Effects(view);
  const givenBackMinor = lower({ view, effects, original, replacementMinor: 0 });
  const { ledgerMinor, holdsMinor } = effects;
  effects.rewriteAnswer(attempt.key, {
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
