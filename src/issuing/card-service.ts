/** Issues and manages cards on a store: for HTTP, and for commands that use a store directly. */

import type { CountryRules } from '../authorizer/card-use.ts';
import { shownKey } from '../authorizer/keys.ts';
import { errorText } from '../cards/card-data/card-data.ts';
import type { CardEntry } from '../cards/card-entry.ts';
import type { CardProgress } from '../cards/progress.ts';
import { type CardWindows, cardWindows } from '../limits/explain/card-windows.ts';
import { headroomAt } from '../limits/explain/headroom.ts';
import type { ExplainedUse } from '../limits/explain/question.ts';
import type { Profile, ProfileSet } from '../limits/rules/profile.ts';
import { type CardChange, type CardRecord, type NewCard, NO_PIN_REFERENCE } from '../limits/state/card.ts';
import type { CardStore } from '../limits/store.ts';
import type { RingPinVerifier } from '../pin/pin-verifier.ts';
import { pooledBytes, type RandomBytes } from '../pin/random-bytes.ts';
import { seededBytes } from '../pin/seeded-bytes.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import { maskPan } from '../protocol/mask.ts';
import type {
  CardApi,
  CardHistory,
  HistoryRequest,
  IssuedCards,
  IssueProgress,
  ShownCard,
  ShownFunding,
  ShownHold,
  ShownPage,
} from './card-api.ts';
import { type CardQuestion, explainCard } from './explain-card.ts';
import { historyPage } from './history.ts';
import { type CardOrder, cardsOf, pansOf, profilesOf, randomPan } from './issue-cards.ts';
import { type Slice, Turns } from './turns.ts';

/** A refused order or change. The message is one sentence, safe to show. */
export class CardServiceError extends Error {
  override readonly name = 'CardServiceError';
  constructor(message: string) {
    super(errorText(message));
  }
}

export interface CardServiceParts {
  readonly cards: CardStore;
  readonly profiles: ProfileSet;
  /** `isKept` false: an import does not push the PANs in use out of a cache. */
  readonly tokenOf: (pan: string, isKept?: boolean) => string;
  readonly pinVerifier: RingPinVerifier;
  readonly panPrefix: string;
  readonly randomBytes: RandomBytes;
  readonly nowMs: () => number;
  readonly countries: CountryRules;
  /** Default: turns of its own. */
  readonly turns?: Turns;
  /**
   * Gets cards with their PINs before they are put on file, and those on file already whose PIN is
   * the one given: a card whose PIN nobody knows is of no use.
   */
  readonly keepPins?: (cards: readonly CardEntry[]) => void;
}

/** A card that waits for its PIN. */
export type FiledCard = Pick<CardEntry, 'pan' | 'expiry' | 'profile'>;

function shown(card: CardRecord): ShownCard {
  const { pinReference: _withheld, ...rest } = card;
  return rest;
}

function shownIfAny(card: CardRecord | undefined): ShownCard | undefined {
  return card === undefined ? undefined : shown(card);
}

/** Whether a card is as `file` puts it on file. */
function isFiled(card: CardRecord | undefined, expiry: string): boolean {
  return card?.status === 'inactive' && card.pinReference === NO_PIN_REFERENCE && card.expiry === expiry;
}

/** Cards per write to the store, which may be one step of the event loop. */
const WRITE_CARDS_MAX = 100;
/** Cards per read, whose tokens are computed in one step. */
const READ_CARDS_MAX = 10;
/** Cards per read of a page, which are copied in one step. */
const PAGE_CARDS_MAX = 50;
/** A prefix whose PANs are almost used up would make the search endless. */
const NEW_PAN_TRIES_MAX = 100;
const TOKEN_FORM = /^[0-9a-f]{32}$/;

export class CardService implements CardApi {
  /** Shares the event loop between long jobs. */
  readonly turns: Turns;
  readonly #parts: CardServiceParts;

  constructor(parts: CardServiceParts) {
    this.#parts = parts;
    this.turns = parts.turns ?? new Turns();
  }

  /** Accepts a PAN or a token. Throws a CardServiceError for anything else. */
  tokenOf(card: string, isKept = true): string {
    if (TOKEN_FORM.test(card)) return card;
    if (/^\d{12,19}$/.test(card)) return this.#parts.tokenOf(card, isKept);
    throw new CardServiceError('A card is named by its PAN, 12 to 19 digits, or by its token, 32 hexadecimal digits.');
  }

  async issue(order: CardOrder, seed: string, onProgress?: IssueProgress): Promise<IssuedCards> {
    const cards: CardEntry[] = [];
    let created = 0;
    for await (const batch of this.issueInBatches(order, seed)) {
      cards.push(...batch.cards);
      created += batch.created;
      onProgress?.(cards.length);
    }
    return { cards, created };
  }

  /** Each batch is on file when it is given out. */
  async *issueInBatches(order: CardOrder, seed: string): AsyncGenerator<IssuedCards> {
    const { randomBytes, panPrefix, nowMs } = this.#parts;
    for (const profile of profilesOf(order)) this.#requireProfile(profile);
    // Random PANs of a space that is almost used up take ever longer to find.
    if (order.count > pansOf(panPrefix) / 2) {
      throw new CardServiceError(
        `The PAN prefix of ${panPrefix.length} digits leaves room for an order of at most ${Math.floor(pansOf(panPrefix) / 2)} cards; order fewer, or put a shorter prefix first in panPrefixes.`,
      );
    }
    const slice = this.turns.slice();
    const source = { panPrefix, orderedAtMs: nowMs(), randomBytes: seed === '' ? pooledBytes(randomBytes) : seededBytes(seed) };
    let batch: CardEntry[] = [];
    for (const card of cardsOf(order, source)) {
      if (slice.isOver) await slice.next();
      batch.push(card);
      if (batch.length === WRITE_CARDS_MAX) {
        yield { cards: batch, created: await this.import(batch, slice) };
        batch = [];
      }
    }
    if (batch.length > 0) yield { cards: batch, created: await this.import(batch, slice) };
  }

  /**
   * Puts cards on file and returns how many were new; those on file already stay as they are.
   * Works in slices, so that the event loop serves other work between.
   */
  async import(entries: readonly CardEntry[], slice: Slice = this.turns.slice(), onProgress?: CardProgress): Promise<number> {
    for (const { profile } of entries) this.#requireProfile(profile);
    let created = 0;
    let batch: NewCard[] = [];
    for (const [index, entry] of entries.entries()) {
      if (slice.isOver) await slice.next();
      batch.push(this.#newCard(entry));
      if (batch.length < WRITE_CARDS_MAX && index < entries.length - 1) continue;
      await this.#keepPins(entries.slice(index + 1 - batch.length, index + 1), batch);
      created += await this.#parts.cards.create(batch);
      batch = [];
      onProgress?.(index + 1, entries.length);
    }
    return created;
  }

  /**
   * PANs under the first prefix that no card on file has. Another process can put one on file
   * meanwhile; `file` tells.
   */
  async newPans(count: number, randomBytes: RandomBytes): Promise<readonly string[]> {
    const { cards, panPrefix, tokenOf } = this.#parts;
    const pans = new Set<string>();
    for (let tries = 0; tries < NEW_PAN_TRIES_MAX; tries += 1) {
      const drawn = Array.from({ length: count - pans.size }, () => randomPan(panPrefix, randomBytes));
      const onFile = await cards.getAll(drawn.map((pan) => tokenOf(pan, false)));
      for (const [index, pan] of drawn.entries()) if (onFile[index] === undefined) pans.add(pan);
      if (pans.size === count) return [...pans];
    }
    throw new CardServiceError(
      `A prefix of ${panPrefix.length} digits has no ${count} free PANs; put a shorter prefix first in panPrefixes.`,
    );
  }

  /**
   * Puts cards without PIN and money on file, inactive. Those that are on file so already stay as
   * they are. Returns the cards whose PAN another card has; they are not on file.
   */
  async file(filed: readonly FiledCard[]): Promise<readonly FiledCard[]> {
    for (const { profile } of filed) this.#requireProfile(profile);
    const { cards, tokenOf } = this.#parts;
    const slice = this.turns.slice();
    const taken: FiledCard[] = [];
    for (let start = 0; start < filed.length; start += WRITE_CARDS_MAX) {
      if (slice.isOver) await slice.next();
      const batch = filed.slice(start, start + WRITE_CARDS_MAX);
      const fresh = batch.map(({ pan, expiry, profile }): NewCard => {
        const card = { token: tokenOf(pan, false), maskedPan: maskPan(pan), expiry, profile };
        return { ...card, status: 'inactive', pinReference: NO_PIN_REFERENCE, balanceMinor: 0 };
      });
      await cards.create(fresh);
      const onFile = await cards.getAll(fresh.map(({ token }) => token));
      taken.push(...batch.filter(({ expiry }, index) => !isFiled(onFile[index], expiry)));
    }
    return taken;
  }

  /**
   * Gives a card on file the reference of its PIN, and its PIN tries start anew. Undefined when the
   * card is not on file. Throws a RangeError unless the PIN is 4 to 12 digits.
   */
  async producePin(pan: string, pin: string): Promise<ShownCard | undefined> {
    const { cards, tokenOf, pinVerifier } = this.#parts;
    return shownIfAny(await cards.change(tokenOf(pan, false), { pinReference: pinVerifier.reference(pan, pin) }));
  }

  /** One sentence, without its period, when there is no such limit profile; otherwise empty. */
  profileProblem(name: string): string {
    const { profiles } = this.#parts;
    if (profiles.has(name)) return '';
    return `There is no limit profile "${name}"; choose one of ${[...profiles.keys()].join(', ')}`;
  }

  async show(card: string): Promise<ShownCard | undefined> {
    return shownIfAny(await this.#parts.cards.get(this.tokenOf(card)));
  }

  /**
   * In the order of the argument. Works in slices, as an import does. `isKept` false: PANs that are
   * asked for do not push those in use out of a cache.
   */
  async query(cards: readonly string[], isKept = true): Promise<readonly (ShownCard | undefined)[]> {
    const slice = this.turns.slice();
    const found: (ShownCard | undefined)[] = [];
    for (let start = 0; start < cards.length; start += READ_CARDS_MAX) {
      if (slice.isOver) await slice.next();
      const tokens = cards.slice(start, start + READ_CARDS_MAX).map((card) => this.tokenOf(card, isKept));
      for (const card of await this.#parts.cards.getAll(tokens)) found.push(shownIfAny(card));
    }
    return found;
  }

  /** Works in slices. A page can hold more than `pageSize` cards, as the store gives them. */
  async list(cursor: string, pageSize: number): Promise<ShownPage> {
    const slice = this.turns.slice();
    const cards: ShownCard[] = [];
    let next = cursor;
    do {
      if (slice.isOver) await slice.next();
      const page = await this.#parts.cards.list(next, Math.min(PAGE_CARDS_MAX, pageSize - cards.length));
      for (const card of page.cards) cards.push(shown(card));
      next = page.cursor;
    } while (next !== '' && cards.length < pageSize);
    return { cards, cursor: next };
  }

  async fund(card: string, amountMinor: number, key = ''): Promise<ShownFunding | undefined> {
    const funded = await this.#parts.cards.fund(this.tokenOf(card), amountMinor, key);
    return funded && { ...shown(funded.card), funding: funded.funding };
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

  /** What each limit counts, spend by spend. */
  async windows(card: string): Promise<CardWindows | undefined> {
    const snapshot = await this.#parts.cards.snapshot(this.tokenOf(card), 0);
    return snapshot === undefined ? undefined : cardWindows(snapshot, this.#profileOf(snapshot.card));
  }

  async holds(card: string): Promise<readonly ShownHold[] | undefined> {
    const snapshot = await this.#parts.cards.snapshot(this.tokenOf(card), 0);
    if (snapshot === undefined) return undefined;
    // Others end at the next message of their card, or by endHolds.
    const live = snapshot.holds.filter(({ expiresAtMs }) => expiresAtMs > snapshot.nowMs);
    return live
      .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs)
      .map(({ key, amountMinor, expiresAtMs }) => ({ key: shownKey(key), amountMinor, expiresAtMs }));
  }

  /** Ends the holds whose time is over: until then a quiet card keeps their money. */
  async endHolds(card: string): Promise<void> {
    await this.#parts.cards.endHolds(this.tokenOf(card));
  }

  /** Reads a bounded part of the journal, in slices; see history.ts. */
  async history(card: string, request: HistoryRequest): Promise<CardHistory | undefined> {
    const { cards } = this.#parts;
    const token = this.tokenOf(card);
    if ((await cards.get(token)) === undefined) return undefined;
    const page = await historyPage({ cards, turns: this.turns, token }, request);
    if (page === undefined) throw new CardServiceError('The cursor is of no page of this history; start again without one.');
    return page;
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
    const problem = this.profileProblem(name);
    if (problem !== '') throw new CardServiceError(`${problem}.`);
  }

  async #keepPins(entries: readonly CardEntry[], batch: readonly NewCard[]): Promise<void> {
    const { cards, keepPins, pinVerifier } = this.#parts;
    if (keepPins === undefined) return;
    const onFile = await cards.getAll(batch.map(({ token }) => token));
    keepPins(
      entries.filter(({ pan, pin }, index) => {
        const reference = onFile[index]?.pinReference;
        return reference === undefined || pinVerifier.matches(reference, pan, pin);
      }),
    );
  }

  #newCard(entry: CardEntry): NewCard {
    const { pan, pin, expiry, status, profile, balanceMinor } = entry;
    const pinReference = this.#parts.pinVerifier.reference(pan, pin);
    return { token: this.#parts.tokenOf(pan, false), maskedPan: maskPan(pan), expiry, status, profile, pinReference, balanceMinor };
  }
}
