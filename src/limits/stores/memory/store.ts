/**
 * The embedded store: finds, lets the rules decide, applies and answers in the same tick, so that
 * every step is atomic by itself. One process.
 */
import type { StoreCommand, TakeBack } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import { expiryOf } from '../../rules/expiry.ts';
import type { Profile, ProfileSet } from '../../rules/profile.ts';
import { retentionMs } from '../../rules/retention.ts';
import { takeBackOf } from '../../rules/take-back.ts';
import { transition } from '../../rules/transition.ts';
import type { Account } from '../../state/account.ts';
import { apply } from '../../state/apply.ts';
import type { CardRecord } from '../../state/card.ts';
import type { Change } from '../../state/change.ts';
import { RETENTION_MS_MIN, UNKNOWN_CARD_RETENTION_MS } from '../../state/stored-answer.ts';
import { type CardStore, type JournalEntry, type Store, StoreError } from '../../store.ts';
import { CardView } from './card-view.ts';
import { MemoryCards, snapshotOf } from './cards.ts';
import { Journal } from './journal.ts';
import { StoredAnswers } from './stored-answers.ts';

export interface MemoryStoreOptions {
  readonly profiles: ProfileSet;
  /** The store's clock, Unix milliseconds. */
  readonly nowMs: () => number;
  /** The oldest stored answers go early when there are more. */
  readonly answersMax?: number;
  readonly journalEntriesMax?: number;
  /** How long answers about a PAN that is not on file are kept. */
  readonly unknownCardRetentionMs?: number;
}

export const ANSWERS_MAX = 2_000_000;

export function createMemoryStore(options: MemoryStoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly description = 'memory:';
  readonly cards: CardStore;
  readonly #profiles: ProfileSet;
  readonly #nowMs: () => number;
  readonly #retentionMs: number;
  readonly #unknownCardRetentionMs: number;
  readonly #journal: Journal;
  readonly #accounts = new Map<string, Account>();
  readonly #answers: StoredAnswers;

  constructor(options: MemoryStoreOptions) {
    this.#profiles = options.profiles;
    this.#nowMs = options.nowMs;
    this.#retentionMs = retentionMs(options.profiles, RETENTION_MS_MIN);
    this.#unknownCardRetentionMs = options.unknownCardRetentionMs ?? UNKNOWN_CARD_RETENTION_MS;
    this.#answers = new StoredAnswers(options.answersMax ?? ANSWERS_MAX);
    this.#journal = new Journal(options.journalEntriesMax);
    this.cards = new MemoryCards({
      accounts: this.#accounts,
      journal: this.#journal,
      profileOf: (card) => this.#profileOf(card),
      nowMs: options.nowMs,
    });
  }

  decide(command: StoreCommand): Decision {
    const view = this.#viewOf(command).find(command);
    const { decision, changes } = transition(view, command);
    const snapshot = this.#snapshotFor(command, decision, view);
    applyAll(view, changes);
    if (!decision.repeated) this.#journal.decided(command, decision);
    return snapshot === undefined ? decision : { ...decision, snapshot };
  }

  takeBack(attempt: TakeBack): boolean {
    const { cardToken: token } = attempt;
    if (!this.#accounts.has(token)) return false;
    const view = this.#viewOf(attempt).findOwn(attempt);
    const { takenBack, givenBackMinor, ledgerMinor, changes } = takeBackOf(view, attempt);
    applyAll(view, changes);
    if (takenBack) {
      const noted = { cardToken: token, key: view.storedKey, amountMinor: givenBackMinor, outcome: 'issuerInoperative', ledgerMinor };
      this.#journal.happened({ atMs: view.nowMs, event: 'void', ...noted });
    }
    return takenBack;
  }

  async journal(entriesMax: number): Promise<readonly JournalEntry[]> {
    return this.#journal.newest(entriesMax);
  }

  async ready(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}

  /**
   * At the instant of the decision, never behind the card's clock. Holds whose time is over end
   * first.
   */
  #viewOf({ cardToken: token, instantMs }: StoreCommand | TakeBack): CardView {
    const account = this.#accounts.get(token);
    const profile = this.#profileOf(account?.card);
    const clockMs = instantMs || this.#nowMs();
    const nowMs = account === undefined ? clockMs : Math.max(clockMs, account.card.clockMs);
    // On the store's own clock all cards share their time.
    const purgeAtMs = instantMs === 0 ? nowMs : 0;
    const retentionMs = account === undefined ? this.#unknownCardRetentionMs : this.#retentionMs;
    const view = new CardView({ token, account, stored: this.#answers, profile, nowMs, retentionMs, purgeAtMs });
    if (account === undefined) return view;
    for (const hold of account.expiredHolds(nowMs)) {
      applyAll(view, expiryOf(view, hold, view.answerOf(hold.key)));
      const { ledgerMinor } = account.card;
      this.#journal.happened({ atMs: nowMs, cardToken: token, event: 'expire', key: hold.key, amountMinor: hold.amountMinor, ledgerMinor });
    }
    return view;
  }

  /** The card as it was decided on, when asked for. */
  #snapshotFor(command: StoreCommand, decision: Decision, { account, profile, nowMs }: CardView): Decision['snapshot'] {
    const wanted = 'wantsSnapshot' in command && command.wantsSnapshot && !decision.repeated;
    return wanted && account !== undefined ? snapshotOf(account, profile, nowMs) : undefined;
  }

  #profileOf(card: CardRecord | undefined): Profile {
    const name = card?.profile ?? this.#profiles.keys().next().value ?? '';
    const profile = this.#profiles.get(name);
    if (profile === undefined)
      throw new StoreError('faulty', `Profile "${name}" of card ${card?.token} is not configured; add it to the profiles.`);
    return profile;
  }
}

function applyAll(view: CardView, changes: readonly Change[]): void {
  for (const change of changes) apply(view, change);
}
