/** The embedded store: decides and writes in the same tick, so every step is atomic by itself. One process. */
import { isApproval } from '../../../protocol/outcome.ts';
import { type Attempt, type FollowUp, isFollowUpCommand, type StoreCommand, type TakeBack } from '../../rules/command.ts';
import { decide, type Verdict } from '../../rules/decide.ts';
import type { Decision, Flag } from '../../rules/decision.ts';
import { decideFollowUp, type FollowUpVerdict } from '../../rules/follow-up.ts';
import type { Profile, ProfileSet } from '../../rules/profile.ts';
import { retentionMs } from '../../rules/retention.ts';
import type { Usage } from '../../rules/window.ts';
import type { Account } from '../../state/account.ts';
import type { CardRecord } from '../../state/card.ts';
import type { CardSnapshot } from '../../state/card-snapshot.ts';
import {
  type AnswerState,
  ATTEMPT_IDS_MAX,
  answerOf,
  RETENTION_MS_MIN,
  type StoredAnswer,
  storedDecision,
} from '../../state/stored-answer.ts';
import { type CardStore, type JournalEntry, type Store, StoreError } from '../../store.ts';
import { MemoryCards, snapshotOf } from './cards.ts';
import { Journal } from './journal.ts';
import { Answers } from './stored-answers.ts';

export interface MemoryStoreOptions {
  readonly profiles: ProfileSet;
  /** The store's clock, Unix milliseconds. */
  readonly nowMs: () => number;
  /** The oldest stored answers go early when there are more. */
  readonly answersMax?: number;
  readonly journalEntriesMax?: number;
}

/** What an event left behind, for its stored answer. */
interface Trace {
  readonly state: AnswerState;
  readonly spendIds: readonly number[];
  readonly holdKey: string;
  readonly pinChanged: string;
}

export const ANSWERS_MAX = 2_000_000;
const NO_USAGE: Usage = { amountMinor: 0, count: 0 };
const NO_IDS: readonly number[] = [];
/** Stands for an original that a reversal named first by RRN or STAN: there is no record under its key yet. */
const REVERSED_FIRST_ANSWER: StoredAnswer = {
  fingerprint: '',
  attemptIds: [],
  state: 'reversedFirst',
  event: 'spend',
  outcome: 'approved',
  approvalCode: '',
  approvedAmountMinor: 0,
  ledgerMinor: 0,
  availableMinor: 0,
  decidedAtMs: 0,
  flag: '',
  keptUntilMs: 0,
  standingMinor: 0,
  spendIds: NO_IDS,
  holdKey: '',
  pinChanged: '',
};
const NO_TRACE: Trace = { state: 'standing', spendIds: NO_IDS, holdKey: '', pinChanged: '' };

export function createMemoryStore(options: MemoryStoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly description = 'memory:';
  readonly #profiles: ProfileSet;
  readonly #nowMs: () => number;
  readonly #retentionMs: number;
  readonly #journal: Journal;
  readonly #accounts = new Map<string, Account>();
  readonly #answers: Answers;
  readonly cards: CardStore;

  constructor(options: MemoryStoreOptions) {
    this.#profiles = options.profiles;
    this.#nowMs = options.nowMs;
    this.#retentionMs = retentionMs(options.profiles, RETENTION_MS_MIN);
    this.#answers = new Answers(options.answersMax ?? ANSWERS_MAX);
    this.#journal = new Journal(options.journalEntriesMax);
    this.cards = new MemoryCards({
      accounts: this.#accounts,
      journal: this.#journal,
      profileOf: (card) => this.#profileOf(card),
      nowMs: options.nowMs,
    });
  }

  decide(command: StoreCommand): Decision {
    return isFollowUpCommand(command) ? this.#follow(command) : this.#decide(command);
  }

  #decide(attempt: Attempt): Decision {
    const { cardToken: token, key } = attempt;
    const account = this.#accounts.get(token);
    const profile = this.#profileOf(account?.card);
    const nowMs = this.#touch(account, attempt.instantMs);
    const stored = this.#answers.get(token, key, nowMs);
    const isNew = stored === undefined;
    const reversedFirst = isNew && this.#point(attempt, nowMs);
    const holdKey = attempt.original === undefined ? '' : this.#holdKey(token, attempt.original, nowMs);
    const verdict = decide(attempt, {
      stored,
      reversedFirst,
      card: account?.card,
      profile,
      holdIsLive: account?.hold(holdKey) !== undefined,
      nowMs,
      usage: (index) => (account === undefined ? NO_USAGE : account.usage(profile.limits, index, nowMs)),
    });
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return this.#giveAgain(attempt, stored);

    const snapshot = attempt.wantsSnapshot && account !== undefined ? snapshotOf(account, profile, nowMs) : undefined;
    const trace = account === undefined ? NO_TRACE : this.#carryOut(account, attempt, verdict, holdKey, nowMs);
    const decision = decisionOf(verdict.outcome, attempt.approvalCode, verdict.amountMinor, account?.card, nowMs, '', snapshot);
    if (!verdict.repeat) this.#answers.put(token, key, recordOf(attempt, decision, trace, this.#retentionMs), isNew);
    this.#append(attempt, decision, attempt.amountMinor);
    return decision;
  }

  #follow(followUp: FollowUp): Decision {
    const { cardToken: token, key } = followUp;
    const account = this.#accounts.get(token);
    const profile = this.#profileOf(account?.card);
    const nowMs = this.#touch(account, followUp.instantMs);
    const stored = this.#answers.get(token, key, nowMs);
    const originalKey = followUp.original === undefined ? '' : this.#originalKey(followUp, followUp.original, nowMs);
    const reversedFirst = stored === undefined && followUp.event === 'advice' && this.#point(followUp, nowMs);
    const original = this.#original(followUp, originalKey, nowMs);
    const hold = account?.hold(originalKey);
    const usage = (index: number): Usage => (account === undefined ? NO_USAGE : account.usage(profile.limits, index, nowMs));
    const verdict = decideFollowUp(followUp, { stored, reversedFirst, card: account?.card, profile, original, hold, usage });
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return this.#giveAgain(followUp, stored);

    let amountMinor = 0;
    let trace = NO_TRACE;
    if (account !== undefined) [amountMinor, trace] = this.#carryOutFollowUp(account, followUp, verdict, originalKey, nowMs);
    const decision = decisionOf(verdict.outcome, followUp.approvalCode, amountMinor, account?.card, nowMs, verdict.flag, undefined);
    if (!verdict.repeat) this.#answers.put(token, key, recordOf(followUp, decision, trace, this.#retentionMs), stored === undefined);
    if (verdict.remember && followUp.original !== undefined) {
      const empty = answerOf(followUp, decision, this.#retentionMs, 'reversedFirst', NO_IDS, '', '');
      this.#answers.expectReversed(token, followUp.original, { ...empty, fingerprint: '', standingMinor: 0 });
    }
    this.#append(followUp, decision, amountMinor);
    return decision;
  }

  takeBack(attempt: TakeBack): boolean {
    const { cardToken: token, key } = attempt;
    const account = this.#accounts.get(token);
    if (account === undefined) return false;
    const nowMs = this.#touch(account, attempt.instantMs);
    const stored = this.#answers.get(token, key, nowMs);
    if (stored === undefined || !stored.attemptIds.includes(attempt.attemptId) || !isApproval(stored.outcome)) return false;
    const attemptIds = stored.attemptIds.filter((attemptId) => attemptId !== attempt.attemptId);
    const live = stored.state === 'standing' || stored.state === 'held';
    this.#answers.replace(token, key, { ...stored, attemptIds });
    if (attemptIds.length > 0 || !live) return false;
    const givenBackMinor = this.#lower(account, stored, key, 0, nowMs);
    const { ledgerMinor, holdsMinor } = account.card;
    this.#answers.replace(token, key, {
      ...stored,
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
    this.#journal.append(nowMs, token, 'void', key, '', '', givenBackMinor, 'issuerInoperative', ledgerMinor, '');
    return true;
  }

  /** The instant of the decision: never behind the card's clock. Holds whose time is over go first. */
  #touch(account: Account | undefined, instantMs: number): number {
    const clockMs = instantMs || this.#nowMs();
    if (account === undefined) return clockMs;
    const nowMs = Math.max(clockMs, account.card.clockMs);
    const { token } = account.card;
    for (const hold of account.expireHolds(nowMs)) {
      const stored = this.#answers.get(token, hold.key, nowMs);
      if (stored !== undefined) this.#answers.replace(token, hold.key, { ...stored, state: 'expired', standingMinor: 0, spendIds: NO_IDS });
      this.#journal.append(nowMs, token, 'expire', hold.key, '', '', hold.amountMinor, '', account.card.ledgerMinor, '');
    }
    return nowMs;
  }

  #profileOf(card: CardRecord | undefined): Profile {
    const name = card?.profile ?? this.#profiles.keys().next().value ?? '';
    const profile = this.#profiles.get(name);
    if (profile === undefined)
      throw new StoreError('faulty', `Profile "${name}" of card ${card?.token} is not configured; add it to the profiles.`);
    return profile;
  }

  /** Key of the pre-authorization that is named, also when one of its increments is. */
  #holdKey(token: string, original: NonNullable<Attempt['original']>, nowMs: number): string {
    const key = this.#answers.find(token, original, nowMs);
    return key === '' ? '' : this.#answers.get(token, key, nowMs)?.holdKey || key;
  }

  #carryOut(account: Account, attempt: Attempt, verdict: Verdict, holdKey: string, nowMs: number): Trace {
    const { card } = account;
    card.pinTriesUsed = verdict.pinTriesUsed;
    if (!isApproval(verdict.outcome) || verdict.repeat) return NO_TRACE;
    const retention = this.#retentionMs;
    switch (attempt.event) {
      case 'spend':
        return { ...NO_TRACE, spendIds: [account.post(attempt, verdict.amountMinor, nowMs, retention)] };
      case 'hold': {
        const id = account.placeHold(attempt.key, attempt, verdict.amountMinor, nowMs + attempt.holdMs, nowMs, retention);
        return { ...NO_TRACE, state: 'held', spendIds: [id] };
      }
      case 'increment': {
        const hold = account.hold(holdKey);
        const ids = hold === undefined ? NO_IDS : [account.growHold(hold, attempt, verdict.amountMinor, nowMs, retention)];
        return { ...NO_TRACE, spendIds: ids, holdKey };
      }
      case 'refund':
        account.credit(verdict.amountMinor);
        return NO_TRACE;
      case 'pinChange': {
        const pinChanged = `${card.pinReference}/${attempt.newPinReference}`;
        card.pinReference = attempt.newPinReference;
        return { ...NO_TRACE, pinChanged };
      }
      case 'inquiry':
        return NO_TRACE;
    }
  }

  /** A completion settles the pre-authorization, also when it names one of its increments. */
  #originalKey(followUp: FollowUp, original: NonNullable<FollowUp['original']>, nowMs: number): string {
    const { cardToken: token } = followUp;
    return followUp.event === 'completion' ? this.#holdKey(token, original, nowMs) : this.#answers.find(token, original, nowMs);
  }

  /** Lets a message be found by its RRN, and by STAN and date; true when a reversal named it so before it came. */
  #point({ cardToken, rrn, stanDate, key }: Attempt | FollowUp, nowMs: number): boolean {
    return this.#answers.point(cardToken, rrn, stanDate, key, nowMs, this.#retentionMs);
  }

  /** What the original's answer is; of a completion's reversal, that of the hold it settled. */
  #original(followUp: FollowUp, key: string, nowMs: number): StoredAnswer | undefined {
    if (key !== '') return this.#answers.get(followUp.cardToken, key, nowMs);
    const { original } = followUp;
    if (original === undefined) return undefined;
    const named = original.key === '' && this.#answers.namedFirst(followUp.cardToken, original, nowMs);
    return named ? REVERSED_FIRST_ANSWER : undefined;
  }

  #carryOutFollowUp(account: Account, followUp: FollowUp, verdict: FollowUpVerdict, originalKey: string, nowMs: number): [number, Trace] {
    const { amountMinor, cardToken: token } = followUp;
    switch (verdict.effect) {
      case 'none':
        return [0, NO_TRACE];
      case 'lower': {
        const original = this.#answers.get(token, originalKey, nowMs);
        const givenBack = original === undefined ? 0 : this.#lower(account, original, originalKey, followUp.replacementMinor, nowMs);
        return [givenBack, NO_TRACE];
      }
      case 'settle': {
        const hold = account.hold(originalKey);
        const original = this.#answers.get(token, originalKey, nowMs);
        if (hold === undefined) return [0, NO_TRACE];
        const spendIds = account.settleHold(hold, amountMinor);
        if (original !== undefined) {
          const settled = {
            ...original,
            state: 'settled' as const,
            standingMinor: amountMinor,
            spendIds,
            keptUntilMs: nowMs + this.#retentionMs,
          };
          this.#answers.put(token, originalKey, settled, false);
        }
        return [amountMinor, { ...NO_TRACE, holdKey: originalKey }];
      }
      case 'post': {
        if (followUp.type === 'refund') {
          account.credit(amountMinor);
          return [amountMinor, NO_TRACE];
        }
        // Nothing else can be found by these: the hold is gone, or there was none.
        if (followUp.event !== 'advice') this.#point(followUp, nowMs);
        if (amountMinor === 0) return [0, NO_TRACE];
        return [amountMinor, { ...NO_TRACE, spendIds: [account.post(followUp, amountMinor, nowMs, this.#retentionMs)] }];
      }
    }
  }

  /** Lowers what stands of an answered message to `standingMinor`; returns what was given back or let go. */
  #lower(account: Account, stored: StoredAnswer, key: string, standingMinor: number, nowMs: number): number {
    const { token } = account.card;
    if (stored.event === 'completion' && stored.holdKey !== '') {
      const settled = this.#answers.get(token, stored.holdKey, nowMs);
      return settled === undefined ? 0 : this.#lower(account, settled, stored.holdKey, standingMinor, nowMs);
    }
    const state = standingMinor === 0 ? ('undone' as const) : stored.state;
    if (stored.state === 'held') {
      const hold = account.hold(key);
      const letGo = hold === undefined ? 0 : account.lowerHold(hold, standingMinor);
      if (letGo > 0) this.#answers.replace(token, key, { ...stored, state });
      return letGo;
    }
    if (stored.state !== 'standing' && stored.state !== 'settled') return 0;
    if (stored.event === 'pinChange') return this.#restorePin(account, stored, key);
    if (stored.standingMinor <= standingMinor) return 0;
    const givenBack = stored.standingMinor - standingMinor;
    if (stored.event === 'increment') {
      const hold = account.hold(stored.holdKey);
      if (hold === undefined) return 0;
      const letGo = account.lowerIncrement(hold, stored.spendIds[0] ?? 0, standingMinor);
      this.#answers.replace(token, key, { ...stored, state, standingMinor });
      return letGo;
    }
    const credited = stored.event === 'refund';
    const spendIds = credited ? NO_IDS : account.lowerPosted(stored, standingMinor);
    if (credited) account.credit(-givenBack);
    this.#answers.replace(token, key, { ...stored, state, standingMinor, spendIds });
    return givenBack;
  }

  /** Unless the PIN was changed again since. */
  #restorePin(account: Account, stored: StoredAnswer, key: string): number {
    const { card } = account;
    const [former = '', changed = ''] = stored.pinChanged.split('/');
    if (changed !== '' && card.pinReference === changed) card.pinReference = former;
    this.#answers.replace(card.token, key, { ...stored, state: 'undone' });
    return 0;
  }

  #giveAgain(message: Attempt | FollowUp, stored: StoredAnswer): Decision {
    if (!stored.attemptIds.includes(message.attemptId) && stored.attemptIds.length < ATTEMPT_IDS_MAX) {
      this.#answers.replace(message.cardToken, message.key, { ...stored, attemptIds: [...stored.attemptIds, message.attemptId] });
    }
    return storedDecision(stored);
  }

  #append(message: Attempt | FollowUp, decision: Decision, amountMinor: number): void {
    const { cardToken, event, key, terminalId, type } = message;
    const { decidedAtMs, outcome, ledgerMinor, flag } = decision;
    this.#journal.append(decidedAtMs, cardToken, event, key, terminalId, type, amountMinor, outcome, ledgerMinor, flag);
  }

  async journal(entriesMax: number): Promise<readonly JournalEntry[]> {
    return this.#journal.newest(entriesMax);
  }

  async ready(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}
}

/** The record of a message that is answered now. */
function recordOf(message: Attempt | FollowUp, decision: Decision, trace: Trace, retention: number): StoredAnswer {
  const answer = answerOf(message, decision, retention, trace.state, trace.spendIds, trace.holdKey, trace.pinChanged);
  // What a reversal gives back stands nowhere; what a settled hold posted stands in the hold's own record.
  if (message.event === 'reversal' || (message.event === 'dispense' && trace.spendIds.length === 0)) return { ...answer, standingMinor: 0 };
  return message.event === 'advice' && message.type === 'refund' ? { ...answer, event: 'refund' } : answer;
}

function decisionOf(
  outcome: Decision['outcome'],
  approvalCode: string,
  amountMinor: number,
  card: CardRecord | undefined,
  nowMs: number,
  flag: Flag | '',
  snapshot: CardSnapshot | undefined,
): Decision {
  return {
    outcome,
    approvalCode: isApproval(outcome) ? approvalCode : '',
    approvedAmountMinor: amountMinor,
    ledgerMinor: card === undefined ? 0 : card.ledgerMinor,
    availableMinor: card === undefined ? 0 : card.ledgerMinor - card.holdsMinor,
    decidedAtMs: nowMs,
    repeated: false,
    flag,
    snapshot,
  };
}
