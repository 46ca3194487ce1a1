/** An office for tests: a database in memory, cards in memory, a clock and random bytes of the test. */

import type { CardEntry } from '../../src/cards/card-entry.ts';
import type { Database } from '../../src/database/database.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../src/database/open-database.ts';
import { CardService } from '../../src/issuing/card-service.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import type { Store } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { generateTestKeyRing, type KeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../src/pin/pan-token.ts';
import { createPanVault } from '../../src/pin/pan-vault.ts';
import { createPinVerifier } from '../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import type { Office } from '../../src/programme/core/office.ts';
import { PROGRAMME_DEFAULTS, type ProgrammeSettings } from '../../src/programme/core/settings.ts';
import { takeMemoryDatabase } from './office-databases.ts';

/** Monday 2 March 2026, 10:00 in Oslo. */
export const OFFICE_START_MS = Date.UTC(2026, 2, 2, 9);

/** Stands still until the test sets it. */
export interface TestClock {
  nowMs: number;
}

export interface TestOffice {
  readonly office: Office;
  readonly clock: TestClock;
  /** The store of the cards, for authorizations beside the office. */
  readonly store: Store;
  readonly ring: KeyRing;
  readonly tokenOf: (pan: string) => string;
  /** What the office would have written into the log. */
  readonly sentences: string[];
  /** The cards whose PINs were produced. */
  readonly testPins: CardEntry[];
  close(): Promise<void>;
}

export interface TestOfficeOptions {
  readonly settings?: Partial<ProgrammeSettings>;
  /** Default: PGlite in memory; in the project `postgres`, a new database on its server. */
  readonly address?: string;
  readonly seed?: string;
}

/** The same files run in both projects. */
async function usualAddress(): Promise<string> {
  if (process.env['OFFICE_TESTS_ON'] !== 'postgres') return 'pglite:';
  const { sharedPostgres } = await import('./postgres-suite.ts');
  return await sharedPostgres();
}

interface OfficeDatabase {
  readonly database: Database;
  end(): Promise<void>;
}

async function databaseAt(address: string, warn: (sentence: string) => void, nowMs: () => number): Promise<OfficeDatabase> {
  if (address === 'pglite:') {
    const { database, giveBack } = await takeMemoryDatabase();
    return { database, end: async () => giveBack() };
  }
  const database = await openDatabase({ address, migrations: OFFICE_MIGRATIONS, warn, nowMs });
  return { database, end: () => database.close() };
}

/** PGlite takes seconds to start: one office for a test file, where that is possible. */
export async function openTestOffice({
  settings = {},
  address: given,
  seed = 'office tests',
}: TestOfficeOptions = {}): Promise<TestOffice> {
  const address = given ?? (await usualAddress());
  const clock: TestClock = { nowMs: OFFICE_START_MS };
  const nowMs = (): number => clock.nowMs;
  const sentences: string[] = [];
  const testPins: CardEntry[] = [];
  const warn = (sentence: string): void => {
    sentences.push(sentence);
  };
  const randomBytes = seededBytes(seed);
  const { ring } = generateTestKeyRing(seededBytes('keys of office tests'));
  const tokenOf = createPanTokenizer(ring);
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs, warn });
  const cards = new CardService({
    cards: store.cards,
    profiles: BUILT_IN_PROFILES,
    tokenOf,
    pinVerifier: createPinVerifier(ring),
    panPrefix: '957899',
    randomBytes,
    nowMs,
    countries: { assumedCountry: 578, svalbardIsDomestic: true },
  });
  const { database, end } = await databaseAt(address, warn, nowMs);
  const office: Office = {
    database,
    cards,
    vault: createPanVault(ring, randomBytes),
    nowMs,
    randomBytes,
    settings: { ...PROGRAMME_DEFAULTS, ...settings },
    keepTestPins: (entries) => testPins.push(...entries),
    warn,
  };
  const close = async (): Promise<void> => {
    await end();
    await store.close();
  };
  return { office, clock, store, ring, tokenOf, sentences, testPins, close };
}
