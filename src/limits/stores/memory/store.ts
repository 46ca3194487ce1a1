/**
 * The embedded store: finds, lets the rules decide, applies and answers in the same tick, so that
 * every step is atomic by itself. One process. With a recorder it answers when what it did is
 * durable.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { hasMembers, requireArgument } from '../../../config/argument.ts';
import type { StoreCommand, TakeBack } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import { type Event, isFollowUp } from '../../rules/event.ts';
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
import {
  type CardStore,
  type JournalEntries,
  type JournalEntry,
  type JournalPiece,
  type JournalRange,
  type MaybePromise,
  type Store,
  StoreError,
  type StoreUsage,
} from '../../store.ts';
import { AccountSweep } from './account-sweep.ts';
import { Accounts } from './accounts.ts';
import { AnswerTable } from './answer-table.ts';
import { capsOf, capsProblem, type StoreCaps } from './caps.ts';
import { CardView } from './card-view.ts';
import { MemoryCards, snapshotOf } from './cards.ts';
import { type CardEvent, decisionEntry, eventEntry, Journal } from './journal.ts';
import { processMemory } from './process-memory.ts';
import type { Recorder } from './recorder.ts';
import { Room } from './room.ts';

export interface MemoryStoreOptions {
  readonly profiles: ProfileSet;
  /** The store's clock, Unix milliseconds. */
  readonly nowMs: () => number;
  /**
   * How many stored answers, names, spends, live holds and cards are kept at most. 0, or not given:
   * what the memory of the process allows.
   */
  readonly caps?: Partial<StoreCaps>;
  /** Gets a sentence when a cap is reached, and one when there is room again. */
  readonly warn?: (sentence: string) => void;
  readonly journalEntriesMax?: number;
  /** True when commands will bring their own instants; a store notices it at the first one. */
  readonly messageClock?: boolean;
  /** How long answers about a PAN that is not on file are kept. */
  readonly unknownCardRetentionMs?: number;
}

/** An answer names the spends of its hold, and has to fit into its slot. */
const HOLD_SPENDS_MAX = 10_000;
const HOLD_FULL = `A hold has ${HOLD_SPENDS_MAX} increments, and no more are kept.`;
/** So many slots of stored answers and so many accounts are looked at when there is no room. */
const LOOKED_AT_WHEN_FULL = 512;
/** So many of each are looked at in one step of a sweep. */
const SWEPT_PER_TURN = 256;

export function createMemoryStore(options: MemoryStoreOptions): Store {
  requireArgument(
    hasMembers(options, 'profiles', 'nowMs'),
    'createMemoryStore',
    'options',
    'an object such as { profiles: BUILT_IN_PROFILES, nowMs: Date.now }',
  );
  return new EmbeddedStore(options);
}

export class EmbeddedStore implements Store {
  readonly description: string = 'memory:';
  readonly identity: string = randomBytes(16).toString('hex');
  readonly cards: CardStore;
  readonly accounts = new Accounts();
  readonly answers: AnswerTable;
  recorder: Recorder | undefined;
  readonly #profiles: ProfileSet;
  readonly #nowMs: () => number;
  /** For how long spends and answers are kept. */
  readonly retentionMs: number;
  readonly #unknownCardRetentionMs: number;
  readonly #journal: Journal;
  readonly #room: Room;
  readonly #sweep: AccountSweep;
  /** Commands bring their own instants: every card has a clock of its own. */
  #isMessageClock: boolean;
  /** The latest instant of any command, for answers about cards that are not on file. */
  #latestMs = 0;

  constructor(options: MemoryStoreOptions) {
    this.#profiles = options.profiles;
    this.#isMessageClock = options.messageClock === true;
    this.#nowMs = options.nowMs;
    this.retentionMs = retentionMs(options.profiles, RETENTION_MS_MIN);
    this.#unknownCardRetentionMs = options.unknownCardRetentionMs ?? UNKNOWN_CARD_RETENTION_MS;
    this.answers = new AnswerTable({
      clockOf: (card) => this.#clockOf(card),
      latestMs: () => (this.#isMessageClock ? Math.max(this.#latestMs, this.accounts.latestMs) : this.#nowMs()),
    });
    const { warn = () => {} } = options;
    const memory = processMemory();
    const caps = capsOf(options.caps ?? {}, memory);
    const problem = capsProblem(caps, memory);
    if (problem !== '') warn(problem);
    this.#room = new Room({
      caps,
      used: {
        answers: () => this.answers.records,
        names: () => this.answers.names,
        spends: () => this.accounts.kept.spends,
        holds: () => this.accounts.kept.holds,
        cards: () => this.accounts.count,
      },
      warn,
    });
    this.#sweep = new AccountSweep({
      accounts: this.accounts,
      clockOf: (card) => this.#clockOf(card),
      retentionMs: this.retentionMs,
      endHolds: (account, nowMs) => this.#endHolds(account, nowMs),
    });
    this.#journal = new Journal(options.journalEntriesMax);
    this.cards = new MemoryCards({
      accounts: this.accounts,
      journal: this.#journal,
      room: this.#room,
      recorder: () => this.recorder,
      profileOf: (card) => this.#profileOf(card),
      nowMs: options.nowMs,
      viewOf: (account) => this.#viewFor(account, Math.max(this.#nowMs(), account.card.clockMs)),
      endHolds: (account) => this.#endHolds(account, Math.max(this.#nowMs(), account.card.clockMs)),
      mustHaveRoomFor: (event) => {
        if (!this.#hasRoomFor(event)) this.#room.refuse(event);
      },
    });
  }

  decide(command: StoreCommand): MaybePromise<Decision> {
    const { recorder } = this;
    const isReserved = isFollowUp(command.event);
    if (recorder?.canRecord(isReserved) === false) throw new StoreError('unreachable', 'The store cannot record decisions now.');
    this.#sweep.decided();
    const view = this.#viewOf(command).find(command);
    if (view.stored === undefined && !this.#hasRoomFor(command.event)) this.#room.refuse(command.event);
    if (command.event === 'increment' && spendsOfHold(view) >= HOLD_SPENDS_MAX) throw new StoreError('unreachable', HOLD_FULL);
    const { decision, changes } = transition(view, command);
    const snapshot = this.#snapshotFor(command, decision, view);
    applyAll(view, changes);
    if (!decision.repeated) this.#journal.decided(command, decision);
    const answer = snapshot === undefined ? decision : { ...decision, snapshot };
    if (recorder === undefined) return answer;
    const { account } = view;
    const isRepeated = decision.repeated;
    // A repeat that changes nothing is no decision of its own.
    const durable =
      changes.length === 0 && isRepeated
        ? recorder.durable()
        : recorder.record({ account, entry: decisionEntry(command, decision, view.nowMs), command, isRepeated, changes });
    return durable === undefined ? answer : durable.then(() => answer);
  }

  takeBack(attempt: TakeBack): MaybePromise<boolean> {
    const { cardToken: token } = attempt;
    const { recorder } = this;
    if (!this.accounts.has(token)) return false;
    if (recorder?.canRecord(true) === false) throw new StoreError('unreachable', 'The store cannot record take-backs now.');
    const view = this.#viewOf(attempt).findOwn(attempt);
    const { takenBack, givenBackMinor, ledgerMinor, changes } = takeBackOf(view, attempt);
    applyAll(view, changes);
    const noted = { cardToken: token, key: view.storedKey, amountMinor: givenBackMinor, outcome: 'issuerInoperative', ledgerMinor };
    const event = { atMs: view.nowMs, event: 'void', ...noted };
    if (takenBack) this.#journal.happened(event);
    const durable = changes.length === 0 ? recorder?.durable() : this.#record(view, event, changes);
    return durable === undefined ? takenBack : durable.then(() => takenBack);
  }

  async journal(entriesMax: number): Promise<JournalEntries> {
    return this.#journal.newest(entriesMax);
  }

  journalEnd(): string {
    return this.#journal.end;
  }

  journalAfter(range: JournalRange): JournalPiece | undefined {
    return this.#journal.after(range);
  }

  usage(): StoreUsage {
    return { caps: this.#room.usage, bytes: this.answers.bytes + this.accounts.kept.spendBytes };
  }

  async sweep(): Promise<void> {
    for (let left = this.accounts.count; left > 0; left -= SWEPT_PER_TURN) {
      this.#sweep.step(SWEPT_PER_TURN);
      // A log takes so many records at once.
      await (this.recorder?.durable() ?? setImmediate());
    }
    for (let left = this.answers.records + this.answers.slabs; left > 0; left -= SWEPT_PER_TURN) {
      this.answers.forgetAged(SWEPT_PER_TURN);
      await setImmediate();
    }
  }

  async ready(): Promise<boolean> {
    return this.recorder?.canRecord(false) !== false && this.#hasRoomFor('spend');
  }

  async close(): Promise<void> {}

  /**
   * At the instant of the decision, never behind the card's clock. Holds whose time is over end
   * first.
   */
  #viewOf({ cardToken: token, instantMs }: StoreCommand | TakeBack): CardView {
    const account = this.accounts.get(token);
    const profile = this.#profileOf(account?.card);
    const clockMs = instantMs || this.#nowMs();
    if (instantMs !== 0) this.#isMessageClock = true;
    if (clockMs > this.#latestMs) this.#latestMs = clockMs;
    const nowMs = account === undefined ? clockMs : Math.max(clockMs, account.card.clockMs);
    const retentionMs = account === undefined ? this.#unknownCardRetentionMs : this.retentionMs;
    const view = new CardView({ token, account, table: this.answers, profile, nowMs, retentionMs, kept: this.accounts.kept });
    if (account !== undefined) this.#endHoldsOf(account, view);
    return view;
  }

  #endHoldsOf(account: Account, view: CardView): void {
    const { nowMs } = view;
    for (const hold of account.expiredHolds(nowMs)) {
      const changes = expiryOf(view, hold, view.answerOf(hold.key));
      applyAll(view, changes);
      const { token: cardToken, ledgerMinor } = account.card;
      const event = { atMs: nowMs, cardToken, event: 'expire', key: hold.key, amountMinor: hold.amountMinor, ledgerMinor };
      this.#journal.happened(event);
      void this.#record(view, event, changes);
    }
  }

  /** Ends the holds whose time is over of a card that no message is about. */
  #endHolds(account: Account, nowMs: number): void {
    if (!this.#profiles.has(account.card.profile) || this.recorder?.canRecord(false) === false) return;
    this.#endHoldsOf(account, this.#viewFor(account, nowMs));
  }

  /** Of a card that no message is about. */
  #viewFor(account: Account, nowMs: number): CardView {
    const { token } = account.card;
    const profile = this.#profileOf(account.card);
    const { retentionMs } = this;
    return new CardView({ token, account, table: this.answers, profile, nowMs, retentionMs, kept: this.accounts.kept });
  }

  #hasRoomFor(event: Event): boolean {
    if (this.#room.hasFor(event)) return true;
    this.answers.forgetAged(LOOKED_AT_WHEN_FULL);
    this.#sweep.step(LOOKED_AT_WHEN_FULL);
    return this.#room.hasFor(event);
  }

  /** So many entries of the journal are kept. */
  get journalEntriesMax(): number {
    return this.#journal.entriesMax;
  }

  /** So many entries of the log, older than those that are noted, are not. */
  noteUnread(entries: number): void {
    this.#journal.passOver(entries);
  }

  /** A record of the log is of this instant. */
  noteInstant(atMs: number): void {
    if (atMs > this.#latestMs) this.#latestMs = atMs;
  }

  /** Notes an entry of the log that is read again. */
  noteRead(entry: Omit<JournalEntry, 'id'>): void {
    this.#journal.happened(entry);
  }

  #record({ account }: CardView, event: CardEvent, changes: readonly Change[]): Promise<void> | undefined {
    return this.recorder?.record({ account, entry: eventEntry(event), command: undefined, isRepeated: false, changes });
  }

  /** Stored answers of a card are forgotten by it. */
  #clockOf(card: number): number {
    if (!this.#isMessageClock) return this.#nowMs();
    return card === 0 ? this.#latestMs : (this.accounts.numbered(card)?.card.clockMs ?? 0);
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

function spendsOfHold({ original }: CardView): number {
  return original?.hold?.spendIds.length ?? 0;
}

function applyAll(view: CardView, changes: readonly Change[]): void {
  for (const change of changes) apply(view, change);
}
