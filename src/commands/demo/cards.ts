/**
 * The cards of a run of the demo: those of earlier runs, made ready for another one, and fresh ones
 * in place of those that are missing or used up.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { type CardKind, LOW_BALANCE_MINOR_MAX, SPECIAL_KINDS } from '../../cards/card-mix.ts';
import type { CardRecord } from '../../limits/state/card.ts';
import type { App } from '../../server/app.ts';
import { testCardFile } from '../../server/test-cards.ts';
import { emptyGroups, groupCards } from '../../terminal-sim/workload/card-groups.ts';
import { demoCards, type KindCounts, SPECIAL_COUNTS, wholePopulation } from './population.ts';

/** Of a larger file, a run uses the newest cards. */
const EARLIER_CARDS_MAX = 20_000;
/** Cards that are read or changed at the same time. */
const AT_ONCE = 100;
/** A card with less left in one of its limits, or of its money, counts as used up. */
const HEADROOM_MINOR_MIN = LOW_BALANCE_MINOR_MAX;
/** Fresh cards are issued when a smaller share than this has headroom. */
const HEADROOM_SHARE_MIN = 0.5;

export interface DemoCards {
  readonly cards: readonly CardEntry[];
  /** Those of `cards` that were issued now. */
  readonly created: number;
  /** Cards of the file that are on file with another PIN, and left out. */
  readonly otherPin: number;
  /** There are cards in the store, and the PIN of none is known. */
  readonly pinsUnknown: boolean;
}

interface Order {
  /** Ordinary cards to issue. */
  readonly count: number;
  readonly seed: string;
}

/** A card of the file that is on file, as it is there. */
interface EarlierCard {
  readonly entry: CardEntry;
  readonly record: CardRecord;
}

function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_none, part) => items.slice(part * AT_ONCE, (part + 1) * AT_ONCE));
}

/** A terminal may have changed a PIN, and a run that was cut short may not have changed it back. */
async function cardsOnFile(app: App, entries: readonly CardEntry[]): Promise<{ earlier: readonly EarlierCard[]; otherPin: number }> {
  const earlier: EarlierCard[] = [];
  let otherPin = 0;
  for (const part of inParts(entries)) {
    const records = await app.store.cards.getAll(part.map(({ pan }) => app.tokenOf(pan)));
    for (const [index, entry] of part.entries()) {
      const record = records[index];
      if (record === undefined) continue;
      if (!app.pinVerifier.matches(record.pinReference, entry.pan, entry.pin)) {
        otherPin += 1;
        continue;
      }
      const { status, profile, expiry, ledgerMinor } = record;
      earlier.push({ entry: { ...entry, status, profile, expiry, balanceMinor: ledgerMinor }, record });
    }
  }
  return { earlier, otherPin };
}

async function unblockPins({ cards }: App, earlier: readonly EarlierCard[]): Promise<void> {
  const blocked = earlier.filter(({ record }) => record.pinTriesUsed > 0);
  for (const part of inParts(blocked)) await Promise.all(part.map(({ record }) => cards.change(record.token, { unblockPin: true })));
}

/** Whether it has money, and something left of every limit on amounts. */
async function hasHeadroom({ cards }: App, { ledgerMinor, holdsMinor, token }: CardRecord): Promise<boolean> {
  if (ledgerMinor - holdsMinor < HEADROOM_MINOR_MIN) return false;
  const limits = await cards.headroom(token);
  return limits?.every(({ leftMinor, amountMinor }) => leftMinor >= Math.min(HEADROOM_MINOR_MIN, amountMinor)) ?? false;
}

/** Whether too few of the cards for everyday use can still be used. */
async function isUsedUp(app: App, earlier: readonly EarlierCard[], count: number): Promise<boolean> {
  const { ordinary, busy, lockOut, pinChange, lowBalance } = groupCards(
    earlier.map(({ entry }) => entry),
    Date.now(),
  );
  const everyday = new Set([ordinary, busy, lockOut, pinChange, lowBalance].flatMap((group) => group.map(({ card }) => card)));
  let usable = 0;
  for (const part of inParts(earlier.filter(({ entry }) => everyday.has(entry)))) {
    const answers = await Promise.all(part.map(({ record }) => hasHeadroom(app, record)));
    usable += answers.filter((has) => has).length;
  }
  return usable < HEADROOM_SHARE_MIN * Math.max(everyday.size, count);
}

/** How many of each kind are missing. */
async function missingKinds(app: App, earlier: readonly EarlierCard[], count: number): Promise<KindCounts> {
  const entries = earlier.map(({ entry }) => entry);
  const empty: readonly string[] = emptyGroups(entries, 1, Date.now());
  if (empty.includes('ordinary')) return wholePopulation(count);
  // Of the cards that are there, the one with most money is the busy one.
  const kinds = SPECIAL_KINDS.filter((kind) => kind !== 'busy' && empty.includes(kind));
  const missing = new Map<CardKind, number>(kinds.map((kind) => [kind, SPECIAL_COUNTS[kind]]));
  return (await isUsedUp(app, earlier, count)) ? missing.set('ordinary', count) : missing;
}

/** Same seed, same cards, unless some are on file: then those of the next seed. */
async function freshCards(app: App, kinds: KindCounts, seed: string): Promise<readonly CardEntry[]> {
  const { store, settings } = app;
  for (let number = 1; ; number += 1) {
    const cards = demoCards(kinds, number === 1 ? seed : `${seed} ${number}`, settings.panPrefixes[0] ?? '', Date.now());
    const parts = inParts(cards).map((part) => store.cards.getAll(part.map(({ pan }) => app.tokenOf(pan))));
    if ((await Promise.all(parts)).flat().every((record) => record === undefined)) return cards;
  }
}

/** Rejects with a CardFileError when the file of test cards cannot be read. */
export async function openDemoCards(app: App, { count, seed }: Order): Promise<DemoCards> {
  const entries = testCardFile(app.settings, app.ring)?.read() ?? [];
  const { earlier, otherPin } = await cardsOnFile(app, entries.slice(-EARLIER_CARDS_MAX));
  await unblockPins(app, earlier);
  const fresh = await freshCards(app, await missingKinds(app, earlier, count), seed);
  const pinsUnknown = earlier.length + otherPin === 0 && (await app.store.cards.list('', 1)).cards.length > 0;
  const created = await app.cards.import(fresh);
  return { cards: [...earlier.map(({ entry }) => entry), ...fresh], created, otherPin, pinsUnknown };
}
