/**
 * The plainest store of one card there could be: windows and holds are added up from lists at every step.
 * It shares the shapes with the product, but no table and no decision: those are in model-rules.ts.
 */
import type { Attempt, FollowUp, OriginalReference } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import type { Profile } from '../../../../src/limits/rules/profile.ts';
import { type Spend, usageOf } from '../../../../src/limits/rules/window.ts';
import type { CardRecord } from '../../../../src/limits/state/card.ts';
import { type AnswerState, type StoredAnswer, storedDecision } from '../../../../src/limits/state/stored-answer.ts';
import { isApproved, modelCorrection, modelDecide, modelFollow, modelSameMessage, modelSender, modelSentBefore } from './model-rules.ts';

/** The record of an answer just given. */
function answerOf(
  message: Attempt | FollowUp,
  decision: Decision,
  retentionMs: number,
  links: { readonly state: AnswerState; readonly spendIds: readonly number[]; readonly holdKey: string },
): StoredAnswer {
  const { outcome, approvalCode, approvedAmountMinor, ledgerMinor, availableMinor, decidedAtMs, flag } = decision;
  return {
    ...{ fingerprint: message.fingerprint, attemptIds: [message.attemptId], event: message.event, pinChanged: '' },
    ...{ outcome, approvalCode, approvedAmountMinor, ledgerMinor, availableMinor, decidedAtMs, flag },
    ...{ keptUntilMs: decidedAtMs + retentionMs, standingMinor: approvedAmountMinor },
    ...{ localTime: message.localTime, fromRepeat: message.repeat },
    ...links,
  };
}

/** A message that a repeat with a new transmission time can be taken for, until an instant. */
interface ModelSent {
  readonly key: string;
  readonly untilMs: number;
}

interface ModelHold {
  readonly key: string;
  readonly expiresAtMs: number;
  readonly spendIds: readonly number[];
}

/** A funding with a key, and what it was answered. */
interface ModelLoad {
  readonly amountMinor: number;
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  atMs: number;
}

export class ModelCard {
  readonly #fixed: CardRecord;
  readonly #profile: Profile;
  readonly #retentionMs: number;
  readonly answers = new Map<string, StoredAnswer>();
  /** Decided messages, and messages that have more than one key or were reversed before they came; oldest first. */
  #sent: readonly ModelSent[] = [];
  #manyKeys: readonly ModelSent[] = [];
  readonly #loads = new Map<string, ModelLoad>();
  spends: Spend[] = [];
  holds: ModelHold[] = [];
  funded: number;
  posted = 0;
  givenBack = 0;
  #clockMs = 0;
  #tries = 0;
  #pin: string;
  #lastId = 0;

  constructor(card: CardRecord, profile: Profile, retentionMs: number) {
    this.#fixed = card;
    this.#profile = profile;
    this.#retentionMs = retentionMs;
    this.funded = card.fundedMinor;
    this.#pin = card.pinReference;
  }

  get card(): CardRecord {
    const holdsMinor = this.holds.reduce((sum, hold) => sum + this.#sum(hold.spendIds), 0);
    const ledgerMinor = this.funded - this.posted + this.givenBack;
    const money = { ledgerMinor, holdsMinor, fundedMinor: this.funded, postedMinor: this.posted, givenBackMinor: this.givenBack };
    return { ...this.#fixed, ...money, pinReference: this.#pin, pinTriesUsed: this.#tries, clockMs: this.#clockMs };
  }

  /** Once for each key, as long as answers are kept. The store's clock is that of the machine, or the card's own. */
  load(amountMinor: number, key: string, machineMs: number) {
    const nowMs = Math.max(machineMs, this.#clockMs);
    const before = this.#loads.get(key);
    if (before !== undefined && nowMs < before.atMs + this.#retentionMs) {
      return before.amountMinor === amountMinor ? { ...before, fundedAtMs: before.atMs, atMs: undefined, repeated: true } : 'keyReused';
    }
    this.funded += amountMinor;
    const { ledgerMinor, holdsMinor } = this.card;
    const load = { amountMinor, ledgerMinor, availableMinor: ledgerMinor - holdsMinor };
    this.#loads.set(key, { ...load, atMs: nowMs });
    return { ...load, repeated: false };
  }

  /** The store says when it was; its clock may have gone on meanwhile. */
  noteLoaded(key: string, atMs: number): void {
    const load = this.#loads.get(key);
    if (load !== undefined) load.atMs = atMs;
  }

  usage(index: number, nowMs: number) {
    const limit = this.#profile.limits[index];
    return limit === undefined ? { amountMinor: 0, count: 0 } : usageOf(this.spends, limit, nowMs);
  }

  decide(attempt: Attempt): Decision {
    const nowMs = this.#touch(attempt.instantMs);
    const { key: storedKey, stored, reversed } = this.#before(attempt, nowMs);
    const found = attempt.original === undefined ? '' : this.#find(attempt.original, nowMs);
    const holdKey = this.answers.get(found)?.holdKey || found;
    const hold = this.holds.find((each) => each.key === holdKey);
    const usage = (index: number) => this.usage(index, nowMs);
    const verdict = modelDecide(attempt, {
      stored,
      card: this.card,
      profile: this.#profile,
      holdIsLive: hold !== undefined,
      nowMs,
      usage,
      reversed,
    });
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') {
      this.#note(storedKey, stored, attempt, nowMs);
      return storedDecision(stored);
    }
    this.#tries = verdict.pinTriesUsed;
    const approved = verdict.outcome === 'approved' || verdict.outcome === 'approvedPartially';
    const { event } = attempt;
    let ids: readonly number[] = [];
    if (approved && (event === 'spend' || event === 'hold' || event === 'increment'))
      ids = [this.#enter(attempt, verdict.amountMinor, nowMs)];
    if (approved && event === 'spend') this.posted += verdict.amountMinor;
    if (approved && event === 'hold') this.holds.push({ key: attempt.key, expiresAtMs: nowMs + attempt.holdMs, spendIds: ids });
    if (approved && event === 'increment' && hold !== undefined) {
      this.holds = this.holds.map((each) => (each === hold ? { ...hold, spendIds: [...hold.spendIds, ...ids] } : each));
    }
    if (approved && event === 'refund') this.givenBack += verdict.amountMinor;
    const decision = this.#decision(verdict.outcome, attempt.approvalCode, verdict.amountMinor, nowMs, '');
    if (!verdict.repeat) {
      const state = approved && event === 'hold' ? 'held' : 'standing';
      const of = approved && event === 'increment' ? holdKey : '';
      this.answers.set(attempt.key, answerOf(attempt, decision, this.#retentionMs, { state, spendIds: ids, holdKey: of }));
      if (stored === undefined) this.#sent = this.#with(this.#sent, attempt.key, nowMs);
      if (attempt.repeat) this.#manyKeys = this.#with(this.#manyKeys, attempt.key, nowMs);
    }
    return decision;
  }

  follow(followUp: FollowUp): Decision {
    const nowMs = this.#touch(followUp.instantMs);
    const { key: storedKey, stored, reversed } = this.#before(followUp, nowMs);
    const found = followUp.original === undefined ? '' : this.#find(followUp.original, nowMs);
    const key = followUp.event === 'completion' ? this.answers.get(found)?.holdKey || found : found;
    const original = key === '' ? undefined : this.#stored(key, nowMs);
    const modelHold = this.holds.find((each) => each.key === key);
    const hold = modelHold === undefined ? undefined : { ...modelHold, amountMinor: this.#sum(modelHold.spendIds) };
    const usage = (index: number) => this.usage(index, nowMs);
    const verdict = modelFollow(followUp, { stored, card: this.card, profile: this.#profile, original, hold, usage, reversed });
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') {
      this.#note(storedKey, stored, followUp, nowMs);
      return storedDecision(stored);
    }
    let amount = 0;
    let ids: readonly number[] = [];
    let of = '';
    if (verdict.effect === 'lower' && original !== undefined) amount = this.#lower(key, original, followUp.replacementMinor);
    if (verdict.effect === 'post') {
      amount = followUp.amountMinor;
      if (followUp.type === 'refund') this.givenBack += amount;
      else {
        this.posted += amount;
        if (amount > 0) ids = [this.#enter(followUp, amount, nowMs)];
      }
    }
    if (verdict.effect === 'settle' && modelHold !== undefined && original !== undefined) {
      amount = followUp.amountMinor;
      of = key;
      this.holds = this.holds.filter((each) => each !== modelHold);
      this.#correct(modelHold.spendIds, amount);
      this.posted += amount;
      const keptUntilMs = nowMs + this.#retentionMs;
      this.answers.set(key, { ...original, state: 'settled', standingMinor: amount, spendIds: modelHold.spendIds, keptUntilMs });
    }
    const decision = this.#decision(verdict.outcome, followUp.approvalCode, amount, nowMs, verdict.flag);
    if (!verdict.repeat) {
      const answer = answerOf(followUp, decision, this.#retentionMs, { state: 'standing', spendIds: ids, holdKey: of });
      const stands = followUp.event === 'reversal' || (followUp.event === 'dispense' && ids.length === 0) ? 0 : amount;
      this.answers.set(followUp.key, { ...answer, standingMinor: stands });
      this.#sent = this.#with(this.#sent, followUp.key, nowMs);
      if (followUp.repeat) this.#manyKeys = this.#with(this.#manyKeys, followUp.key, nowMs);
    }
    if (verdict.remember && followUp.original !== undefined) {
      const empty = answerOf(followUp, decision, this.#retentionMs, { state: 'reversedFirst', spendIds: [], holdKey: '' });
      this.answers.set(followUp.original.key, { ...empty, fingerprint: '', standingMinor: 0, localTime: 0, fromRepeat: false });
      this.#manyKeys = this.#with(this.#manyKeys, followUp.original.key, nowMs);
    }
    return decision;
  }

  #lower(key: string, stored: StoredAnswer, standing: number): number {
    if (stored.event === 'completion' && stored.holdKey !== '') {
      const settled = this.answers.get(stored.holdKey);
      return settled === undefined ? 0 : this.#lower(stored.holdKey, settled, standing);
    }
    const hold = this.holds.find((each) => each.key === (stored.event === 'increment' ? stored.holdKey : key));
    const ids = stored.event === 'hold' && hold !== undefined ? hold.spendIds : stored.spendIds;
    const live = stored.state === 'held' || stored.state === 'standing' || stored.state === 'settled';
    const heldOnly = stored.state === 'held' || stored.event === 'increment';
    if (!live || (heldOnly && hold === undefined)) return 0;
    const stands = heldOnly ? this.#sum(ids) : stored.standingMinor;
    const back = stands - standing;
    if (back <= 0) return 0;
    if (stored.event === 'refund') this.givenBack -= back;
    else this.#correct(ids, standing);
    if (!heldOnly && stored.event !== 'refund') this.givenBack += back;
    if (stored.state === 'held' && standing === 0) this.holds = this.holds.filter((each) => each !== hold);
    this.answers.set(key, { ...stored, state: standing === 0 ? 'undone' : stored.state, standingMinor: standing });
    return back;
  }

  #touch(instantMs: number): number {
    const nowMs = Math.max(instantMs, this.#clockMs);
    for (const hold of this.holds.filter((each) => each.expiresAtMs <= nowMs)) {
      this.#correct(hold.spendIds, 0);
      const stored = this.answers.get(hold.key);
      if (stored !== undefined) this.answers.set(hold.key, { ...stored, state: 'expired' });
    }
    this.holds = this.holds.filter((each) => each.expiresAtMs > nowMs);
    return nowMs;
  }

  #stored(key: string, nowMs: number): StoredAnswer | undefined {
    const stored = this.answers.get(key);
    return stored !== undefined && nowMs < stored.keptUntilMs ? stored : undefined;
  }

  #find(original: OriginalReference, nowMs: number): string {
    if (this.#stored(original.key, nowMs) !== undefined) return original.key;
    const other = this.#newest(this.#manyKeys, original.key, nowMs);
    return other !== undefined && modelSameMessage(other.key, original.key) ? other.key : '';
  }

  /** The answer to this message, or to an earlier sending of it. */
  #before(message: Attempt | FollowUp, nowMs: number) {
    const own = this.#stored(message.key, nowMs);
    if (own !== undefined) return { key: message.key, stored: own, reversed: false };
    const earlier = (message.repeat ? [this.#sent, this.#manyKeys] : [this.#sent])
      .map((list) => this.#newest(list, message.key, nowMs))
      .find((each) => each !== undefined && modelSentBefore(message, each.key, each.answer, nowMs));
    if (earlier === undefined) return { key: message.key, stored: undefined, reversed: false };
    const reversed = earlier.answer.state === 'reversedFirst';
    return { key: earlier.key, stored: reversed ? undefined : earlier.answer, reversed };
  }

  /** The newest message of the same terminal, STAN and class. */
  #newest(list: readonly ModelSent[], like: string, nowMs: number) {
    const newest = list.findLast(({ key }) => modelSender(key) === modelSender(like));
    const answer = newest === undefined ? undefined : this.#stored(newest.key, nowMs);
    if (newest === undefined || answer === undefined || nowMs >= newest.untilMs) return undefined;
    return { key: newest.key, answer };
  }

  #with(list: readonly ModelSent[], key: string, nowMs: number): readonly ModelSent[] {
    return [...list, { key, untilMs: nowMs + this.#retentionMs }];
  }

  #note(key: string, stored: StoredAnswer, message: Attempt | FollowUp, nowMs: number): void {
    if (stored.attemptIds.includes(message.attemptId)) return;
    this.answers.set(key, { ...stored, attemptIds: [...stored.attemptIds, message.attemptId] });
    if (message.key !== key) this.#manyKeys = this.#with(this.#manyKeys, key, nowMs);
  }

  /** Answered 91: the attempts up to this one lose their approval, and with the last the transaction ends. */
  takeBack(attempt: Attempt): boolean {
    const nowMs = this.#touch(attempt.instantMs);
    const { key, stored } = this.#before(attempt, nowMs);
    if (stored === undefined || stored.fingerprint !== attempt.fingerprint || !isApproved(stored.outcome)) return false;
    const later = stored.attemptIds.filter((id) => id > attempt.attemptId);
    if (later.length === stored.attemptIds.length) return false;
    this.answers.set(key, { ...stored, attemptIds: later });
    if (later.length > 0 || (stored.state !== 'standing' && stored.state !== 'held')) return false;
    this.#lower(key, stored, 0);
    const { ledgerMinor, holdsMinor } = this.card;
    const undone = { state: 'undone', outcome: 'issuerInoperative', approvalCode: '', approvedAmountMinor: 0 } as const;
    const money = { ledgerMinor, availableMinor: ledgerMinor - holdsMinor, standingMinor: 0, spendIds: [] };
    this.answers.set(key, { ...stored, ...undone, ...money, attemptIds: [] });
    return true;
  }

  #sum(ids: readonly number[]): number {
    return this.spends.filter((spend) => ids.includes(spend.id)).reduce((sum, spend) => sum + spend.amountMinor, 0);
  }

  #correct(ids: readonly number[], total: number): void {
    const mine = this.spends.filter((spend) => ids.includes(spend.id));
    const amounts = modelCorrection(
      mine.map((spend) => spend.amountMinor),
      total,
    );
    const corrected = new Map(mine.map((spend, at) => [spend.id, amounts[at] ?? 0]));
    this.spends = this.spends
      .map((spend) => ({ ...spend, amountMinor: corrected.get(spend.id) ?? spend.amountMinor }))
      .filter((spend) => spend.amountMinor > 0);
  }

  #enter(use: Attempt | FollowUp, amountMinor: number, nowMs: number): number {
    this.#lastId += 1;
    this.#clockMs = nowMs;
    const { type, channel, mcc } = use;
    this.spends.push({ id: this.#lastId, instantMs: nowMs, amountMinor, type, channel, mcc });
    return this.#lastId;
  }

  #decision(outcome: Decision['outcome'], code: string, amount: number, nowMs: number, flag: Decision['flag']): Decision {
    const { ledgerMinor, holdsMinor } = this.card;
    const approved = outcome === 'approved' || outcome === 'approvedPartially';
    return {
      outcome,
      approvalCode: approved ? code : '',
      approvedAmountMinor: amount,
      ledgerMinor,
      availableMinor: ledgerMinor - holdsMinor,
      decidedAtMs: nowMs,
      repeated: false,
      flag,
      snapshot: undefined,
    };
  }
}
