/**
 * The changes of one transition, gathered in order, with the sums of the card as they will be after
 * them.
 */
import type { Change } from '../state/change.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import { correctAmounts } from './follow-up.ts';
import type { Use } from './profile.ts';
import type { Original, View } from './view.ts';

const NO_IDS: readonly number[] = [];

export type EffectsView = Pick<View, 'nowMs' | 'retentionMs' | 'card' | 'nextSpendId' | 'names' | 'namesAreNew' | 'spendAmountMinor'>;

export class Effects {
  readonly changes: Change[] = [];
  readonly #view: EffectsView;
  ledgerMinor: number;
  holdsMinor: number;

  constructor(view: EffectsView) {
    this.#view = view;
    this.ledgerMinor = view.card === undefined ? 0 : view.card.ledgerMinor;
    this.holdsMinor = view.card === undefined ? 0 : view.card.holdsMinor;
  }

  debit(postedMinor: number): void {
    this.ledgerMinor -= postedMinor;
    this.changes.push({ kind: 'moneyMoved', fundedMinor: 0, postedMinor, givenBackMinor: 0 });
  }

  /** Below zero: a credit that is taken back. */
  credit(givenBackMinor: number): void {
    this.ledgerMinor += givenBackMinor;
    this.changes.push({ kind: 'moneyMoved', fundedMinor: 0, postedMinor: 0, givenBackMinor });
  }

  load(fundedMinor: number): void {
    this.ledgerMinor += fundedMinor;
    this.changes.push({ kind: 'moneyMoved', fundedMinor, postedMinor: 0, givenBackMinor: 0 });
  }

  /** Enters a spend into the windows at the instant of the decision; returns its id. */
  enter({ type, channel, mcc }: Use, amountMinor: number): number {
    const { nextSpendId: id, nowMs: instantMs } = this.#view;
    this.changes.push({ kind: 'spendEntered', spend: { id, instantMs, amountMinor, type, channel, mcc } });
    return id;
  }

  /**
   * Lets the spends add up to the total, each at its own instant; returns the ids that are left.
   */
  correct(spendIds: readonly number[], totalMinor: number): readonly number[] {
    if (spendIds.length === 0) return NO_IDS;
    const amounts = spendIds.map((id) => this.#view.spendAmountMinor(id));
    const corrected = correctAmounts(amounts, totalMinor);
    for (const [at, id] of spendIds.entries()) {
      const amountMinor = corrected[at] ?? 0;
      if (amountMinor !== amounts[at]) this.changes.push({ kind: 'spendCorrected', id, amountMinor });
    }
    return spendIds.filter((_, at) => (corrected[at] ?? 0) > 0);
  }

  placeHold(key: string, amountMinor: number, spendId: number, expiresAtMs: number): void {
    this.holdsMinor += amountMinor;
    this.changes.push({ kind: 'holdSet', hold: { key, expiresAtMs, amountMinor, spendIds: [spendId] } });
  }

  /** Changes a live hold to another amount. */
  resizeHold(hold: NonNullable<Original['hold']>, amountMinor: number, spendIds: readonly number[]): void {
    this.holdsMinor += amountMinor - hold.amountMinor;
    this.changes.push({ kind: 'holdSet', hold: { ...hold, amountMinor, spendIds } });
  }

  endHold({ key, amountMinor }: NonNullable<Original['hold']>): void {
    this.holdsMinor -= amountMinor;
    this.changes.push({ kind: 'holdEnded', key });
  }

  setPinTries(pinTriesUsed: number): void {
    if (pinTriesUsed !== this.#view.card?.pinTriesUsed) this.changes.push({ kind: 'pinTriesSet', pinTriesUsed });
  }

  setPinReference(pinReference: string): void {
    this.changes.push({ kind: 'pinReferenceSet', pinReference });
  }

  keepAnswer(key: string, answer: StoredAnswer, isNew: boolean): void {
    this.changes.push({ kind: 'answerKept', key, answer, isNew });
  }

  rewriteAnswer(key: string, answer: StoredAnswer): void {
    this.changes.push({ kind: 'answerRewritten', key, answer });
  }

  /** Lets the command be found by its RRN, and by STAN and date. */
  pointNames(key: string): void {
    for (const name of this.#view.names) this.pointName(name, key, this.#view.namesAreNew);
  }

  pointName(name: string, key: string, isNew: boolean): void {
    const keptUntilMs = this.#view.nowMs + this.#view.retentionMs;
    this.changes.push({ kind: 'namePointed', name, key, keptUntilMs, isNew });
  }
}
