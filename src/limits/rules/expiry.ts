/** Ends a hold whose time is over, whoever touches the card first. */
import type { Hold } from '../state/card-snapshot.ts';
import type { Change } from '../state/change.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import { Effects, type EffectsView } from './effects.ts';

/** Its spends leave the windows, and its answer, if it is still kept, says that it expired. */
export function expiryOf(view: EffectsView, hold: Hold, answer: StoredAnswer | undefined): readonly Change[] {
  const effects = new Effects(view);
  effects.endHold(hold);
  effects.correct(hold.spendIds, 0);
  if (answer !== undefined) effects.rewriteAnswer(hold.key, { ...answer, state: 'expired', standingMinor: 0, spendIds: [] });
  return effects.changes;
}
