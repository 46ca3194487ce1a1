/** The office of a month: a municipality in it, a card store beside it, and a clock that the month moves. */
import type { CardEntry } from '../../cards/card-entry.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../database/open-database.ts';
import { CardService } from '../../issuing/card-service.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../../limits/rules/profile.ts';
import type { Store } from '../../limits/store.ts';
import { createMemoryStore } from '../../limits/stores/memory/store.ts';
import { generateTestKeyRing, type KeyRing } from '../../pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../pin/pan-token.ts';
import { createPanVault } from '../../pin/pan-vault.ts';
import { createPinVerifier } from '../../pin/pin-verifier.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';
import type { Office } from '../core/office.ts';
import { PROGRAMME_DEFAULTS } from '../core/settings.ts';
import { advance } from '../desk/advance.ts';
import { registerMunicipality, type SubscriptionIds } from './municipality.ts';

const PAN_PREFIX = '957899';

export interface MonthStoreParts {
  readonly profiles: ProfileSet;
  readonly nowMs: () => number;
  readonly warn: (sentence: string) => void;
}

export interface MonthOfficeOptions {
  /** Unix milliseconds. */
  readonly startMs: number;
  /** Same seed, same cards and PINs. */
  readonly seed: string;
  /** Default: in memory. */
  readonly openStore?: (parts: MonthStoreParts) => Promise<Store>;
  /** Of the database. Default: PGlite in memory. */
  readonly address?: string;
  readonly warn: (sentence: string) => void;
}

export interface MonthOffice {
  readonly office: Office;
  readonly store: Store;
  readonly ring: KeyRing;
  readonly subscriptions: SubscriptionIds;
  /** PAN and PIN of the cards whose PINs were produced, by token. */
  readonly testPins: ReadonlyMap<string, CardEntry>;
  readonly tokenOf: (pan: string) => string;
  /** Moves the clock, and does what becomes due on the way. */
  advanceTo(atMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Rejects with a StoreError or DatabaseError; then nothing stays open. */
export async function openMonthOffice(options: MonthOfficeOptions): Promise<MonthOffice> {
  const { startMs, seed, openStore = async (parts) => createMemoryStore(parts), address = 'pglite:', warn } = options;
  let clockMs = startMs;
  const nowMs = (): number => clockMs;
  const { ring } = generateTestKeyRing(seededBytes(`${seed}: keys`));
  const tokenOf = createPanTokenizer(ring);
  const store = await openStore({ profiles: BUILT_IN_PROFILES, nowMs, warn });
  try {
    const database = await openDatabase({ address, migrations: OFFICE_MIGRATIONS, warn, nowMs });
    const testPins = new Map<string, CardEntry>();
    const office = officeOn({ database, store, ring, nowMs, warn, seed, testPins });
    return {
      office,
      store,
      ring,
      testPins,
      tokenOf,
      subscriptions: await registerMunicipality(office),
      advanceTo: async (atMs) => {
        await advance(office, atMs, async (toMs) => {
          clockMs = toMs;
          await store.sweep();
        });
      },
      close: async () => {
        await database.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface OfficeParts extends Pick<MonthStoreParts, 'nowMs' | 'warn'> {
  readonly database: Office['database'];
  readonly store: Store;
  readonly ring: KeyRing;
  readonly seed: string;
  readonly testPins: Map<string, CardEntry>;
}

function officeOn({ database, store, ring, nowMs, warn, seed, testPins }: OfficeParts): Office {
  const randomBytes = seededBytes(seed);
  const tokenOf = createPanTokenizer(ring);
  const cards = new CardService({
    cards: store.cards,
    profiles: BUILT_IN_PROFILES,
    tokenOf,
    pinVerifier: createPinVerifier(ring),
    panPrefix: PAN_PREFIX,
    randomBytes,
    nowMs,
    countries: { assumedCountry: 578, svalbardIsDomestic: true },
  });
  const keepTestPins = (entries: readonly CardEntry[]): void => {
    for (const entry of entries) testPins.set(tokenOf(entry.pan), entry);
  };
  return {
    database,
    cards,
    vault: createPanVault(ring, randomBytes),
    nowMs,
    randomBytes,
    settings: PROGRAMME_DEFAULTS,
    keepTestPins,
    warn,
  };
}
