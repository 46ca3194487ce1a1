/** The cards of the embedded store: issued, funded, changed, listed and read. */
import { withoutCardData } from '../../../cards/card-data/card-data.ts';
import type { Event } from '../../rules/event.ts';
import { fundingAnswerKey, fundTransition } from '../../rules/funding.ts';
import type { Profile } from '../../rules/profile.ts';
import type { Account } from '../../state/account.ts';
import { type AnswerTable, apply, type CardState } from '../../state/apply.ts';
import { type CardChange, type CardRecord, changedCard, changeRefusal, type NewCard, newCardRecord } from '../../state/card.ts';
import type { CardSnapshot } from '../../state/card-snapshot.ts';
import type { Change } from '../../state/change.ts';
import { Kept } from '../../state/kept.ts';
import { type CardPage, type CardStore, type FundedCard, type HistoryPiece, type HistoryQuery, StoreError } from '../../store.ts';
import { fundingError } from '../funding-error.ts';
import type { Accounts } from './accounts.ts';
import type { CardView } from './card-view.ts';
import { eventEntry, type Journal } from './journal.ts';
import type { Recorder } from './recorder.ts';
import type { Room } from './room.ts';

export interface MemoryCardsParts {
  readonly accounts: Accounts;
  /** Undefined in a store that keeps nothing beyond its process. */
  readonly recorder: () => Recorder | undefined;
  readonly journal: Journal;
  readonly room: Room;
  readonly profileOf: (card: CardRecord) => Profile;
  readonly nowMs: () => number;
  /** At the store's clock, never behind the card's. Holds whose time is over stay. */
  readonly viewOf: (account: Account) => CardView;
  /** Ends holds whose time is over by that clock. */
  readonly endHolds: (account: Account) => void;
  /** Throws a StoreError when what the event leaves behind has no room. */
  readonly mustHaveRoomFor: (event: Event) => void;
}

export class MemoryCards implements CardStore {
  readonly #parts: MemoryCardsParts;

  constructor(parts: MemoryCardsParts) {
    this.#parts = parts;
  }

  async create(cards: readonly NewCard[]): Promise<number> {
    this.#mustRecord();
    const { accounts, room } = this.#parts;
    let created = 0;
    let durable: Promise<void> | undefined;
    for (const card of cards) {
      if (accounts.has(card.token)) continue;
      room.mustHaveForCard();
      const state = stateOf(undefined);
      const change = { kind: 'cardCreated', card: newCardRecord(card) } as const;
      apply(state, change);
      if (state.account === undefined) continue;
      accounts.add(state.account);
      durable = this.#append(state.account, { event: 'issue', amountMinor: card.balanceMinor, changes: [change] });
      created += 1;
    }
    await durable;
    return created;
  }

  async get(token: string): Promise<CardRecord | undefined> {
    const account = this.#parts.accounts.get(token);
    return account && { ...account.card };
  }

  async getAll(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]> {
    return Promise.all(tokens.map((token) => this.get(token)));
  }

  async list(cursor: string, pageSize: number): Promise<CardPage> {
    const from = Number(cursor) || 0;
    const cards: CardRecord[] = [];
    for (const { card } of this.#parts.accounts.from(from)) {
      if (cards.length === pageSize) return { cards, cursor: String(from + pageSize) };
      cards.push({ ...card });
    }
    return { cards, cursor: '' };
  }

  async fund(token: string, amountMinor: number, key = ''): Promise<FundedCard | undefined> {
    this.#mustRecord();
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const view = this.#parts.viewOf(account).findKept(key === '' ? '' : fundingAnswerKey(key));
    const step = fundTransition(view, account.card, { amountMinor, key });
    if (step.refusal !== undefined) throw fundingError(step.refusal);
    const { funding, changes } = step;
    if (key !== '' && !funding.repeated) this.#parts.mustHaveRoomFor('fund');
    for (const change of changes) apply(view, change);
    if (funding.repeated) await this.#parts.recorder()?.durable();
    else await this.#append(account, { event: 'fund', atMs: view.nowMs, key: withoutCardData(key), amountMinor, changes });
    return { funding, card: { ...account.card } };
  }

  async change(token: string, change: CardChange): Promise<CardRecord | undefined> {
    this.#mustRecord();
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const { card } = account;
    const refusal = changeRefusal(card.status, change);
    if (refusal !== '') throw new StoreError('refused', refusal);
    // Throws when the new profile is not configured.
    this.#parts.profileOf({ ...card, ...changedCard(change) });
    const changes = changesOf(change);
    for (const each of changes) apply(stateOf(account), each);
    await this.#append(account, { event: 'change', amountMinor: 0, outcome: Object.keys(change).join(','), changes });
    return { ...card };
  }

  async endHolds(token: string): Promise<void> {
    this.#mustRecord();
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return;
    this.#parts.endHolds(account);
    await this.#parts.recorder()?.durable();
  }

  async snapshot(token: string, instantMs: number): Promise<CardSnapshot | undefined> {
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const nowMs = Math.max(instantMs || this.#parts.nowMs(), account.card.clockMs);
    return snapshotOf(account, this.#parts.profileOf(account.card), nowMs);
  }

  async history(token: string, query: HistoryQuery): Promise<HistoryPiece | undefined> {
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const recorder = this.#parts.recorder();
    return recorder === undefined ? this.#parts.journal.history(token, query) : recorder.history(account, query);
  }

  async historyFromMs(): Promise<number | undefined> {
    const recorder = this.#parts.recorder();
    return recorder === undefined ? this.#parts.journal.keptFromMs : recorder.historyFromMs();
  }

  /** Notes what happened; the promise resolves when it is durable. */
  #append(account: Account, { event, atMs = this.#parts.nowMs(), key = '', amountMinor, outcome = '', changes }: ControlStep) {
    const { token: cardToken, ledgerMinor } = account.card;
    const noted = { atMs, cardToken, event, key, amountMinor, outcome, ledgerMinor };
    this.#parts.journal.happened(noted);
    return this.#parts.recorder()?.record({ account, entry: eventEntry(noted), command: undefined, isRepeated: false, changes });
  }

  #mustRecord(): void {
    if (this.#parts.recorder()?.canRecord(false) === false) throw new StoreError('unreachable', 'The store cannot record changes now.');
  }
}

interface ControlStep {
  readonly event: string;
  /** Of the store's clock unless it is given. */
  readonly atMs?: number;
  readonly key?: string;
  readonly amountMinor: number;
  readonly outcome?: string;
  readonly changes: readonly Change[];
}

/** The reference of a PIN has a kind of change of its own. */
function changesOf(change: CardChange): readonly Change[] {
  const { pinReference, ...fields } = changedCard(change);
  const cardChanged = { kind: 'cardChanged', fields } as const;
  return pinReference === undefined ? [cardChanged] : [{ kind: 'pinReferenceSet', pinReference }, cardChanged];
}

/** What issuing and changing apply changes to: they keep no answers. */
function stateOf(account: Account | undefined): CardState {
  return { account, answers: NO_ANSWERS, kept: NOTHING_KEPT, retentionMs: 0 };
}

function refuseAnswer(): never {
  throw new Error('The control side of the store keeps no answers.');
}

/** Control steps enter no spends and place no holds. */
const NOTHING_KEPT = new Kept();
const NO_ANSWERS: AnswerTable = { keep: refuseAnswer, rewrite: refuseAnswer, point: refuseAnswer };

/** Copies, so that what is decided later does not show in it. */
export function snapshotOf(account: Account, profile: Profile, nowMs: number): CardSnapshot {
  if (account.log !== undefined) account.usage(profile.limits, 0, nowMs);
  return {
    card: { ...account.card },
    spends: [...account.spends],
    holds: account.holds,
    running: account.log?.running(nowMs) ?? [],
    nowMs,
  };
}
