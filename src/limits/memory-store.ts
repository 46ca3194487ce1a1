/** The embedded store: decides and writes in the same tick, so every step is atomic by itself. One process. */
import type { LimitHeadroom } from '../protocol/message.ts';
import { answerOf, RETENTION_MS_MIN, type StoredAnswer, storedDecision } from './answer.ts';
import { type CardRecord, type CardStatus, fundRefusal, type NewCard, newCardRecord } from './card.ts';
import { decide, decideReversal } from './decide.ts';
import { limitHeadroom, matchedHeadroom } from './headroom.ts';
import { Journal } from './journal.ts';
import type { Profile, ProfileSet } from './profile.ts';
import { retentionMs } from './retention.ts';
import {
  type Attempt,
  type CardPage,
  type Decision,
  type JournalEntry,
  type Reversal,
  type Store,
  StoreError,
  type Void,
} from './store.ts';
import { SpendLog, type Usage, usageOf } from './window.ts';

export interface MemoryStoreOptions {
  readonly profiles: ProfileSet;
  /** The store's clock, Unix milliseconds. */
  readonly nowMs: () => number;
  /** The oldest stored answers go early when there are more. */
  readonly answersMax?: number;
  readonly journalEntriesMax?: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Account {
  readonly card: Mutable<CardRecord>;
  /** Made at the first spend: an idle card takes little room. */
  log: SpendLog | undefined;
  lastSpendId: number;
}

const ANSWERS_MAX = 2_000_000;
/** Aged answers are looked for once in so many new ones. */
const PURGE_EVERY = 256;
const NO_HEADROOM: readonly LimitHeadroom[] = [];
const NO_USAGE: Usage = { amountMinor: 0, count: 0 };

export function createMemoryStore(options: MemoryStoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly description = 'memory:';
  readonly #profiles: ProfileSet;
  readonly #nowMs: () => number;
  readonly #answersMax: number;
  readonly #retentionMs: number;
  readonly #journal: Journal;
  readonly #accounts = new Map<string, Account>();
  readonly #answers = new Map<string, StoredAnswer>();
  #answersPut = 0;

  constructor(options: MemoryStoreOptions) {
    this.#profiles = options.profiles;
    this.#nowMs = options.nowMs;
    this.#answersMax = options.answersMax ?? ANSWERS_MAX;
    this.#retentionMs = retentionMs(options.profiles, RETENTION_MS_MIN);
    this.#journal = new Journal(options.journalEntriesMax);
  }

  decide(attempt: Attempt): Decision {
    const account = this.#accounts.get(attempt.cardToken);
    const card = account?.card;
    const profile = this.#profileOf(card);
    const nowMs = Math.max(attempt.instantMs || this.#nowMs(), card?.clockMs ?? 0);
    const id = answerId(attempt.cardToken, attempt.key);
    const stored = this.#answer(id, nowMs);
    const usage = (index: number): Usage => account?.log?.usage(profile.limits, index, nowMs) ?? NO_USAGE;
    const verdict = decide(attempt, stored, card, profile, nowMs, usage);
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return this.#giveAgain(id, attempt, stored);

    const approved = verdict.outcome === 'approved';
    const spends = approved && attempt.event === 'spend';
    let spendId = 0;
    if (account !== undefined) {
      account.card.pinTriesUsed = verdict.pinTriesUsed;
      if (spends) spendId = this.#post(account, attempt, nowMs);
    }
    const decision: Decision = {
      outcome: verdict.outcome,
      approvalCode: approved ? attempt.approvalCode : '',
      approvedAmountMinor: spends ? attempt.amountMinor : 0,
      ledgerMinor: card === undefined ? 0 : card.ledgerMinor,
      availableMinor: card === undefined ? 0 : card.ledgerMinor - card.holdsMinor,
      decidedAtMs: nowMs,
      repeated: false,
      headroom: attempt.wantsHeadroom && card !== undefined ? matchedHeadroom(profile.limits, attempt, usage) : NO_HEADROOM,
    };
    if (!verdict.repeat) this.#remember(id, answerOf(attempt, decision, spendId), stored !== undefined);
    this.#append(attempt.cardToken, attempt.event, attempt.key, attempt.terminalId, attempt.type, attempt.amountMinor, decision);
    return decision;
  }

  reverse(reversal: Reversal): Decision {
    const account = this.#accounts.get(reversal.cardToken);
    const card = account?.card;
    const nowMs = Math.max(reversal.instantMs || this.#nowMs(), card?.clockMs ?? 0);
    const id = answerId(reversal.cardToken, reversal.key);
    const originalId = answerId(reversal.cardToken, reversal.originalKey);
    const stored = this.#answer(id, nowMs);
    const original = this.#answer(originalId, nowMs);
    const verdict = decideReversal(reversal, stored, original, card !== undefined);
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return this.#giveAgain(id, reversal, stored);

    if (account !== undefined && original !== undefined && verdict.givenBackMinor > 0) {
      this.#giveBack(account, original, nowMs);
      this.#answers.set(originalId, { ...original, state: 'reversed' });
    }
    const approved = verdict.outcome === 'approved';
    const decision: Decision = {
      outcome: verdict.outcome,
      approvalCode: approved ? reversal.approvalCode : '',
      approvedAmountMinor: verdict.givenBackMinor,
      ...balances(card),
      decidedAtMs: nowMs,
      repeated: false,
      headroom: [],
    };
    if (verdict.remember) {
      this.#remember(originalId, { ...answerOf(reversal, decision, 0), content: '', state: 'reversedFirst' }, true);
    }
    if (!verdict.repeat) this.#remember(id, answerOf(reversal, decision, 0), true);
    this.#append(reversal.cardToken, 'reversal', reversal.key, reversal.terminalId, '', verdict.givenBackMinor, decision);
    return decision;
  }

  void(attempt: Void): boolean {
    const account = this.#accounts.get(attempt.cardToken);
    const nowMs = Math.max(attempt.instantMs || this.#nowMs(), account?.card.clockMs ?? 0);
    const id = answerId(attempt.cardToken, attempt.key);
    const stored = this.#answer(id, nowMs);
    if (account === undefined || stored === undefined || stored.nonce !== attempt.nonce || stored.given) return false;
    if (stored.state !== 'standing' || stored.outcome !== 'approved') return false;
    const givenBackMinor = stored.spendId === 0 ? 0 : stored.approvedAmountMinor;
    if (givenBackMinor > 0) this.#giveBack(account, stored, account.card.clockMs);
    const voided: StoredAnswer = {
      ...stored,
      outcome: 'issuerInoperative',
      approvalCode: '',
      approvedAmountMinor: 0,
      spendId: 0,
      ...balances(account.card),
    };
    this.#answers.set(id, voided);
    const decision = { ...storedDecision(voided), decidedAtMs: nowMs };
    this.#append(attempt.cardToken, 'void', attempt.key, '', '', givenBackMinor, decision);
    return true;
  }

  #profileOf(card: CardRecord | undefined): Profile {
    const name = card?.profile ?? this.#profiles.keys().next().value ?? '';
    const profile = this.#profiles.get(name);
    if (profile === undefined)
      throw new StoreError('faulty', `Profile "${name}" of card ${card?.token} is not configured; add it to the profiles.`);
    return profile;
  }

  #post(account: Account, attempt: Attempt, nowMs: number): number {
    const { card } = account;
    card.ledgerMinor -= attempt.amountMinor;
    card.postedMinor += attempt.amountMinor;
    card.clockMs = nowMs;
    account.lastSpendId += 1;
    account.log ??= new SpendLog();
    const { type, channel, mcc, amountMinor } = attempt;
    account.log.add({ id: account.lastSpendId, instantMs: nowMs, amountMinor, type, channel, mcc }, this.#retentionMs);
    return account.lastSpendId;
  }

  #giveBack(account: Account, original: StoredAnswer, nowMs: number): void {
    const { card } = account;
    card.ledgerMinor += original.approvedAmountMinor;
    card.givenBackMinor += original.approvedAmountMinor;
    card.clockMs = nowMs;
    account.log?.remove(original.spendId);
  }

  #answer(id: string, nowMs: number): StoredAnswer | undefined {
    const stored = this.#answers.get(id);
    if (stored === undefined || nowMs - stored.decidedAtMs < this.#retentionMs) return stored;
    this.#answers.delete(id);
    return undefined;
  }

  /** New answers go to the end: the map stays in the order of age. `mayStand`: one may stand there already. */
  #remember(id: string, answer: StoredAnswer, mayStand: boolean): void {
    if (mayStand) this.#answers.delete(id);
    this.#answers.set(id, answer);
    this.#answersPut += 1;
    if (this.#answersPut % PURGE_EVERY === 0 || this.#answers.size > this.#answersMax) this.#purge(answer.decidedAtMs);
  }

  #purge(nowMs: number): void {
    for (const [id, answer] of this.#answers) {
      if (nowMs - answer.decidedAtMs < this.#retentionMs && this.#answers.size <= this.#answersMax) return;
      this.#answers.delete(id);
    }
  }

  #giveAgain(id: string, message: Attempt | Reversal, stored: StoredAnswer): Decision {
    if (!stored.given && stored.nonce !== message.nonce) this.#answers.set(id, { ...stored, given: true });
    return storedDecision(stored);
  }

  #append(cardToken: string, event: string, key: string, terminalId: string, type: string, amountMinor: number, decision: Decision): void {
    this.#journal.append(
      decision.decidedAtMs,
      cardToken,
      event,
      key,
      terminalId,
      type,
      amountMinor,
      decision.outcome,
      decision.ledgerMinor,
    );
  }

  // --- control

  async createCards(cards: readonly NewCard[]): Promise<number> {
    let created = 0;
    for (const card of cards) {
      if (this.#accounts.has(card.token)) continue;
      const record = newCardRecord(card);
      this.#accounts.set(card.token, { card: record, log: undefined, lastSpendId: 0 });
      this.#appendControl(record, 'issue', card.balanceMinor);
      created += 1;
    }
    return created;
  }

  async card(token: string): Promise<CardRecord | undefined> {
    const account = this.#accounts.get(token);
    return account && { ...account.card };
  }

  async cards(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]> {
    return Promise.all(tokens.map((token) => this.card(token)));
  }

  async listCards(cursor: string, pageSize: number): Promise<CardPage> {
    const from = Number(cursor) || 0;
    const cards: CardRecord[] = [];
    let at = 0;
    for (const { card } of this.#accounts.values()) {
      if (at >= from + pageSize) return { cards, cursor: String(at) };
      if (at >= from) cards.push({ ...card });
      at += 1;
    }
    return { cards, cursor: '' };
  }

  async fund(token: string, amountMinor: number): Promise<CardRecord | undefined> {
    const card = this.#accounts.get(token)?.card;
    if (card === undefined) return undefined;
    const refusal = fundRefusal(card, amountMinor);
    if (refusal !== '') throw new StoreError('refused', refusal);
    card.ledgerMinor += amountMinor;
    card.fundedMinor += amountMinor;
    this.#appendControl(card, 'fund', amountMinor);
    return { ...card };
  }

  async setStatus(token: string, status: CardStatus): Promise<CardRecord | undefined> {
    const card = this.#accounts.get(token)?.card;
    if (card === undefined) return undefined;
    card.status = status;
    this.#appendControl(card, 'status', 0, status);
    return { ...card };
  }

  async headroom(token: string, instantMs: number): Promise<readonly LimitHeadroom[] | undefined> {
    const account = this.#accounts.get(token);
    if (account === undefined) return undefined;
    const nowMs = Math.max(instantMs || this.#nowMs(), account.card.clockMs);
    return this.#profileOf(account.card).limits.map((limit) => limitHeadroom(limit, usageOf(account.log?.spends ?? [], limit, nowMs)));
  }

  async journal(entriesMax: number): Promise<readonly JournalEntry[]> {
    return this.#journal.newest(entriesMax);
  }

  async ready(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}

  #appendControl(card: CardRecord, event: string, amountMinor: number, outcome = ''): void {
    this.#journal.append(this.#nowMs(), card.token, event, '', '', '', amountMinor, outcome, card.ledgerMinor);
  }
}

function answerId(token: string, key: string): string {
  return `${token}:${key}`;
}

function balances(card: CardRecord | undefined): { ledgerMinor: number; availableMinor: number } {
  if (card === undefined) return { ledgerMinor: 0, availableMinor: 0 };
  return { ledgerMinor: card.ledgerMinor, availableMinor: card.ledgerMinor - card.holdsMinor };
}
