/** Issues and manages cards on a store: for HTTP, and for commands that use a store directly. */
import type { CountryRules } from '../authorizer/card-use.ts';
import type { CardEntry } from '../cards/card-entry.ts';
import { headroomAt } from '../limits/explain/headroom.ts';
import type { ExplainedUse } from '../limits/explain/question.ts';
import type { Profile, ProfileSet } from '../limits/rules/profile.ts';
import type { CardChange, CardRecord, NewCard } from '../limits/state/card.ts';
import type { CardStore } from '../limits/store.ts';
import type { RingPinVerifier } from '../pin/pin-verifier.ts';
import type { RandomBytes } from '../pin/random-bytes.ts';
import { seededBytes } from '../pin/seeded-bytes.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import { maskPan } from '../protocol/mask.ts';
import type { CardApi, IssuedCards, ShownCard, ShownPage } from './card-api.ts';
import { type CardQuestion, explainCard } from './explain-card.ts';
import { type CardOrder, issueCards } from './issue-cards.ts';

/** A refused order or change. The message is one sentence, safe to show. */
export class CardServiceError extends Error {
  override readonly name = 'CardServiceError';
}

export interface CardServiceParts {
  readonly cards: CardStore;
  readonly profiles: ProfileSet;
  readonly tokenOf: (pan: string) => string;
  readonly pinVerifier: RingPinVerifier;
  readonly panPrefix: string;
  readonly randomBytes: RandomBytes;
  readonly nowMs: () => number;
  readonly countries: CountryRules;
}

function shown(card: CardRecord): ShownCard {
  const { pinReference: _withheld, ...rest } = card;
  return rest;
}

function shownIfAny(card: CardRecord | undefined): ShownCard | undefined {
  return card === undefined ? undefined : shown(card);
}

/** Cards per write to the store. */
const WRITE_CARDS_MAX = 500;
const TOKEN_FORM = /^[0-9a-f]{32}$/;

export class CardService implements CardApi {
  readonly #parts: CardServiceParts;

  constructor(parts: CardServiceParts) {
    this.#parts = parts;
  }

  /** Accepts a PAN or a token. Throws a CardServiceError for anything else. */
  tokenOf(card: string): string {
    if (TOKEN_FORM.test(card)) return card;
    if (/^\d{12,19}$/.test(card)) return this.#parts.tokenOf(card);
    throw new CardServiceError('A card is named by its PAN, 12 to 19 digits, or by its token, 32 hexadecimal digits.');
  }

  async issue(order: CardOrder, seed: string): Promise<IssuedCards> {
    const randomBytes = seed === '' ? this.#parts.randomBytes : seededBytes(seed);
    const cards = issueCards(order, this.#parts.panPrefix, this.#parts.nowMs(), randomBytes);
    return { cards, created: await this.import(cards) };
  }

  /** Puts cards on file and returns how many were new; those on file already stay as they are. */
  async import(entries: readonly CardEntry[]): Promise<number> {
    for (const { profile } of entries) this.#requireProfile(profile);
    let created = 0;
    for (let start = 0; start < entries.length; start += WRITE_CARDS_MAX) {
      const cards = entries.slice(start, start + WRITE_CARDS_MAX).map((entry) => this.#newCard(entry));
      created += await this.#parts.cards.create(cards);
    }
    return created;
  }

  async show(card: string): Promise<ShownCard | undefined> {
    return shownIfAny(await this.#parts.cards.get(this.tokenOf(card)));
  }

  /** In the order of the argument. */
  async query(cards: readonly string[]): Promise<readonly (ShownCard | undefined)[]> {
    const found = await this.#parts.cards.getAll(cards.map((card) => this.tokenOf(card)));
    return found.map(shownIfAny);
  }

  async list(cursor: string, pageSize: number): Promise<ShownPage> {
    const page = await this.#parts.cards.list(cursor, pageSize);
    return { cards: page.cards.map(shown), cursor: page.cursor };
  }

  async fund(card: string, amountMinor: number): Promise<ShownCard | undefined> {
    return shownIfAny(await this.#parts.cards.fund(this.tokenOf(card), amountMinor));
  }

  /**
   * Money and limits used do not change. Rejects with a StoreError `refused` when the card is
   * closed.
   */
  async change(card: string, change: CardChange): Promise<ShownCard | undefined> {
    if (change.profile !== undefined) this.#requireProfile(change.profile);
    return shownIfAny(await this.#parts.cards.change(this.tokenOf(card), change));
  }

  /** What is left of each limit now. */
  async headroom(card: string): Promise<readonly LimitHeadroom[] | undefined> {
    const snapshot = await this.#parts.cards.snapshot(this.tokenOf(card), 0);
    if (snapshot === undefined) return undefined;
    return headroomAt(snapshot, this.#profileOf(snapshot.card));
  }

  /** How a use of the card would be decided, and when it would be approved. */
  async explain(card: string, question: CardQuestion): Promise<ExplainedUse | undefined> {
    const snapshot = await this.#parts.cards.snapshot(this.tokenOf(card), question.atMs);
    if (snapshot === undefined) return undefined;
    return explainCard(snapshot, this.#profileOf(snapshot.card), question, this.#parts.countries);
  }

  #profileOf(card: CardRecord): Profile {
    const profile = this.#parts.profiles.get(card.profile);
    if (profile !== undefined) return profile;
    throw new CardServiceError(`The card's limit profile "${card.profile}" is not configured; add it to the profiles.`);
  }

  #requireProfile(name: string): void {
    const { profiles } = this.#parts;
    if (profiles.has(name)) return;
    throw new CardServiceError(`There is no limit profile "${name}"; choose one of ${[...profiles.keys()].join(', ')}.`);
  }

  #newCard(entry: CardEntry): NewCard {
    const { pan, pin, expiry, status, profile, balanceMinor } = entry;
    const pinReference = this.#parts.pinVerifier.reference(pan, pin);
    return { token: this.#parts.tokenOf(pan), maskedPan: maskPan(pan), expiry, status, profile, pinReference, balanceMinor };
  }
}
