/**
 * Opens what the settings name: limit profiles, store and key ring, with a card service on them.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { TestCardFile } from '../cards/test-card-file.ts';
import { parseClock } from '../config/clock-setting.ts';
import { ConfigError } from '../config/config-error.ts';
import { parseJournalKeep } from '../config/journal-keep.ts';
import type { Settings } from '../config/settings-table.ts';
import { CardService } from '../issuing/card-service.ts';
import { type Clock, runningClock } from '../limits/clock/clock.ts';
import { keptInProcess } from '../limits/clock/kept-instant.ts';
import { SimulatedClock } from '../limits/clock/simulated-clock.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { Store } from '../limits/store.ts';
import { holdsStore } from '../limits/stores/file/holds-store.ts';
import { openFileStore } from '../limits/stores/file/store.ts';
import type { StoreCaps } from '../limits/stores/memory/caps.ts';
import { createMemoryStore } from '../limits/stores/memory/store.ts';
import { openKeyRing } from '../pin/keys/key-file.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import { createPanTokenizer, type PanTokenizer } from '../pin/pan-token.ts';
import { createPinVerifier, type RingPinVerifier } from '../pin/pin-verifier.ts';
import type { Log } from './log.ts';
import { openProfiles } from './profile-setting.ts';
import { pinKeeper, testCardFile } from './test-cards.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Has begun; a simulated one sweeps the store when it is moved. */
  readonly clock: Clock;
  /** The limit profiles that the store decides by. */
  readonly profiles: ProfileSet;
}

/** What is needed to issue and manage cards; a server adds listeners. */
export interface CardParts extends OpenedStore {
  readonly ring: KeyRing;
  /** True when there was no key file and test keys were written to it. */
  readonly keysGenerated: boolean;
  readonly cards: CardService;
  readonly tokenOf: PanTokenizer;
  readonly pinVerifier: RingPinVerifier;
  /** The file of test cards; undefined when none is kept. */
  readonly testCards: TestCardFile | undefined;
}

/** Wraps the store, as a recording does. */
export type WrapStore = (opened: OpenedStore, ring: KeyRing) => Store;

const FILE_FORM = 'file:';
const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;

interface StoreNeeds {
  readonly profiles: ProfileSet;
  /** Of the key of the tokens; undefined for commands without keys. */
  readonly tokenCheck: string | undefined;
}

async function openStoreAndClock(settings: Settings, needs: StoreNeeds, log: Log): Promise<OpenedStore> {
  const { kind, startMs } = parseClock(settings.clock);
  const simulated = kind === 'simulated' ? new SimulatedClock({ startMs }) : undefined;
  const clock = simulated ?? runningClock(kind === 'message' ? 'message' : 'wall');
  const store = await connectStore(settings, { ...needs, clock, simulated }, log);
  clock.onMove(() => store.sweep());
  return { store, clock, profiles: needs.profiles };
}

interface ConnectNeeds extends StoreNeeds {
  readonly clock: Clock;
  /** The same clock; undefined for one that runs by itself. */
  readonly simulated: SimulatedClock | undefined;
}

async function connectStore(settings: Settings, { profiles, tokenCheck, clock, simulated }: ConnectNeeds, log: Log): Promise<Store> {
  const { unknownCardRetentionMs, fsync } = settings;
  const identity = { tokenCheck, clock: clock.kind };
  const warn = (sentence: string): void => log.warn(sentence);
  const embedded = { profiles, nowMs: clock.nowMs, unknownCardRetentionMs, caps: capSettings(settings), warn };
  if (settings.store === 'memory:') {
    await simulated?.begin(keptInProcess());
    return createMemoryStore(embedded);
  }
  const folder = folderOf(settings);
  if (folder !== undefined) {
    if (folder === '') throw new ConfigError('store file: must name a folder, such as file:./data/store.');
    const store = await openFileStore({
      ...embedded,
      folder,
      identity,
      ...(simulated === undefined ? {} : { beginClock: (kept) => simulated.begin(kept) }),
      fsync,
      journalKeep: parseJournalKeep(settings.journalKeep),
      warn,
      inform: (sentence) => log.info(sentence),
    });
    if (store.recovered > 0) log.info({ store: store.description, records: store.recovered }, 'The log of the store was read.');
    return store;
  }
  if (REDIS_URL_FORM.test(settings.store)) {
    // The client of Redis is loaded only where there is one.
    const { createRedisStore } = await import('../limits/stores/redis/store.ts');
    const place = { url: settings.store, prefix: settings.redisPrefix, warn };
    return createRedisStore({ ...place, profiles, identity, unknownCardRetentionMs, ...(simulated === undefined ? {} : { simulated }) });
  }
  throw new ConfigError('store must be memory:, file:FOLDER, or a Redis address such as redis://127.0.0.1:6379/0.');
}

/** 0 in a setting: the store's own default. */
function capSettings(settings: Settings): StoreCaps {
  const { storedAnswersMax, storedNamesMax, storedSpendsMax, storedHoldsMax, storedCardsMax } = settings;
  return { answers: storedAnswersMax, names: storedNamesMax, spends: storedSpendsMax, holds: storedHoldsMax, cards: storedCardsMax };
}

/** The folder of a file store; undefined for other stores. */
export function folderOf({ store }: Pick<Settings, 'store'>): string | undefined {
  return store.startsWith(FILE_FORM) ? store.slice(FILE_FORM.length) : undefined;
}

/** A store that is there was made with keys, so none are made for it. */
async function mustHaveKeys(settings: Settings): Promise<void> {
  if (existsSync(settings.keys)) return;
  const folder = folderOf(settings);
  const missing = `The key file ${settings.keys} is not there`;
  if (folder !== undefined && holdsStore(folder)) {
    throw new ConfigError(
      `${missing}, and the store in ${folder} was made with one; restore it, give it with --keys, or give another folder with --store file:OTHER.`,
    );
  }
  const { store: url, redisPrefix: prefix } = settings;
  if (!REDIS_URL_FORM.test(url)) return;
  const { hasRedisIdentity } = await import('../limits/stores/redis/identity.ts');
  if (await hasRedisIdentity(url, prefix)) {
    throw new ConfigError(
      `${missing}, and the store "${prefix}" in Redis was made with one; restore it, give it with --keys, or give another prefix with --redis-prefix.`,
    );
  }
}

/** For commands that work on a store that is there, so that a mistyped folder is not made. */
function mustHoldStore(settings: Settings): void {
  const folder = folderOf(settings);
  if (folder === undefined || folder === '' || holdsStore(folder)) return;
  throw new ConfigError(`There is no store in ${folder}; give its folder with --store, or make one with aksept cards issue.`);
}

/** Of a number that is no card: says which key tokens are made with, and nothing of the key. */
export function tokenCheckOf(tokenOf: (pan: string) => string): string {
  return tokenOf('00000000').slice(0, 6);
}

/** Opens the store without keys, for commands that handle no PANs or PINs. */
export async function openStore(settings: Settings, log: Log): Promise<OpenedStore> {
  const profiles = openProfiles(settings.profiles);
  mustHoldStore(settings);
  return openStoreAndClock(settings, { profiles, tokenCheck: undefined }, log);
}

/**
 * Opens a store that is there with keys and card service, for commands that use it directly. Makes
 * none, and no keys.
 */
export async function openCardsOnFile(settings: Settings, log: Log): Promise<CardParts> {
  mustHoldStore(settings);
  return openCards(settings, log);
}

/** Opens the store with keys and card service. A file store that is not there is made. */
export async function openCards(settings: Settings, log: Log, wrapStore: WrapStore = ({ store }) => store): Promise<CardParts> {
  const profiles = openProfiles(settings.profiles);
  await mustHaveKeys(settings);
  const { ring, generated } = openKeyRing(settings.keys, settings.kbpk, randomBytes);
  const tokenOf = createPanTokenizer(ring);
  const pinVerifier = createPinVerifier(ring);
  const opened = await openStoreAndClock(settings, { profiles, tokenCheck: tokenCheckOf(tokenOf) }, log);
  const { clock } = opened;
  const store = wrapStore(opened, ring);
  const testCards = testCardFile(settings, ring);
  const cards = new CardService({
    ...(testCards === undefined ? {} : { keepPins: pinKeeper(testCards, log) }),
    cards: store.cards,
    profiles,
    tokenOf,
    pinVerifier,
    panPrefix: settings.panPrefixes[0] ?? '',
    randomBytes,
    nowMs: clock.nowMs,
    countries: { assumedCountry: settings.assumedCountry, svalbardIsDomestic: settings.svalbardIsDomestic },
  });
  return { store, clock, profiles, ring, keysGenerated: generated, cards, tokenOf, pinVerifier, testCards };
}
