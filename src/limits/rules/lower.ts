/**
 * Lowers what stands of an answered message: what a reversal, a partial dispense and a take-back
 * do.
 */
import type { AnswerState, StoredAnswer } from '../state/stored-answer.ts';
import type { Effects } from './effects.ts';
import type { Original, View } from './view.ts';

interface Lowering {
  readonly view: View;
  readonly effects: Effects;
  readonly original: Original;
  /** What stands in the end; 0: nothing. */
  readonly replacementMinor: number;
}

/** Returns what was given back, or let go of a hold. */
export function lower(lowering: Lowering): number {
  const { view, effects, original, replacementMinor } = lowering;
  const { key, answer, preAuthorization } = original;
  if (answer.event === 'completion' && answer.holdKey !== '') {
    // What a completion posted stands in the answer of the pre-authorization that it settled.
    if (preAuthorization === undefined) return 0;
    return lower({ ...lowering, original: { ...preAuthorization, preAuthorization: undefined, hold: original.hold } });
  }
  const state = replacementMinor === 0 ? 'undone' : answer.state;
  if (answer.state === 'held') return lowerHold(lowering, state);
  if (answer.state !== 'standing' && answer.state !== 'settled') return 0;
  if (answer.event === 'pinChange') {
    restorePin(view, effects, answer);
    effects.rewriteAnswer(key, { ...answer, state: 'undone' });
    return 0;
  }
  if (answer.standingMinor <= replacementMinor) return 0;
  if (answer.event === 'increment') return lowerIncrement(lowering, state);
  const givenBackMinor = answer.standingMinor - replacementMinor;
  const isRefund = answer.event === 'refund';
  effects.credit(isRefund ? -givenBackMinor : givenBackMinor);
  const spendIds = isRefund ? [] : effects.correct(answer.spendIds, replacementMinor);
  effects.rewriteAnswer(key, { ...answer, state, standingMinor: replacementMinor, spendIds });
  return givenBackMinor;
}

function lowerHold({ effects, original, replacementMinor }: Lowering, state: AnswerState): number {
  const { key, answer, hold } = original;
  const letGoMinor = hold === undefined ? 0 : hold.amountMinor - replacementMinor;
  if (hold === undefined || letGoMinor <= 0) return 0;
  const spendIds = effects.correct(hold.spendIds, replacementMinor);
  if (replacementMinor === 0) effects.endHold(hold);
  else effects.resizeHold(hold, replacementMinor, spendIds);
  effects.rewriteAnswer(key, { ...answer, state });
  return letGoMinor;
}

/** The increment's own spend gives way; the rest of the hold stays. */
function lowerIncrement({ view, effects, original, replacementMinor }: Lowering, state: AnswerState): number {
  const { key, answer, hold } = original;
  if (hold === undefined) return 0;
  const spendId = answer.spendIds[0] ?? 0;
  const letGoMinor = Math.max(0, Math.min(view.spendAmountMinor(spendId) - replacementMinor, hold.amountMinor));
  if (letGoMinor > 0) {
    effects.changes.push({ kind: 'spendCorrected', id: spendId, amountMinor: replacementMinor });
    const spendIds = replacementMinor === 0 ? hold.spendIds.filter((id) => id !== spendId) : hold.spendIds;
    effects.resizeHold(hold, hold.amountMinor - letGoMinor, spendIds);
  }
  effects.rewriteAnswer(key, { ...answer, state, standingMinor: replacementMinor });
  return letGoMinor;
}

/** Unless the PIN was changed again since. */
function restorePin({ card }: View, effects: Effects, { pinChanged }: StoredAnswer): void {
  const [former = '', changed = ''] = pinChanged.split('/');
  if (changed !== '' && card?.pinReference === changed) effects.setPinReference(former);
}
