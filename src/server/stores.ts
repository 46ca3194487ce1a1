/**
 * Opens what the settings name: limit profiles, store and key ring, with a card service on them.
 */
import { randomBytes } from 'node:crypto';
import { ConfigError } from '../config/config-error.ts';
import { readJsonFile } from '../config/json-file.ts';
import type { Settings } from '../config/settings-table.ts';
import { CardService } from '../issuing/card-service.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import { readProfiles } from '../limits/rules/profile-file.ts';
import type { Store } from '../limits/store.ts';
import { createMemoryStore } from '../limits/stores/memory/store.ts';
import { createRedisStore } from '../limits/stores/redis/store.ts';
import { openKeyRing } from '../pin/keys/key-file.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import { createPanTokenizer, type PanTokenizer } from '../pin/pan-token.ts';
import { createPinVerifier, type RingPinVerifier } from '../pin/pin-verifier.ts';
import type { Log } from './log.ts';

export interface OpenedStore {
  readonly store: Store;
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
}

/** Wraps the store, as a recording does. */
export type WrapStore = (store: Store, ring: KeyRing, profiles: ProfileSet) => Store;

const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;

async function connectStore(settings: Settings, profiles: ProfileSet, log: Log): Promise<Store> {
  const { unknownCardRetentionMs } = settings;
  if (settings.store === 'memory:') return createMemoryStore({ profiles, nowMs: Date.now, unknownCardRetentionMs });
  if (REDIS_URL_FORM.test(settings.store)) {
    const warn = (sentence: string): void => log.warn(sentence);
    return createRedisStore({ url: settings.store, profiles, prefix: settings.redisPrefix, unknownCardRetentionMs, warn });
  }
  throw new ConfigError('store must be memory: or a Redis address such as redis://127.0.0.1:6379/0.');
}

/** The setting is a path; in the configuration file it can be the profiles. */
function openProfiles(profiles: unknown): ProfileSet {
  if (profiles === '') return BUILT_IN_PROFILES;
  if (typeof profiles !== 'string') return readProfiles(Array.isArray(profiles) ? { profiles } : profiles, 'The setting profiles');
  return readProfiles(readJsonFile(profiles, 'profiles'), profiles);
}

/** Opens the store without keys, for commands that handle no PANs or PINs. */
export async function openStore(settings: Settings, log: Log): Promise<OpenedStore> {
  const profiles = openProfiles(settings.profiles);
  return { store: await connectStore(settings, profiles, log), profiles };
}

/**
 * Opens the store with keys and card service: for servers, and commands that use a store directly.
 */
export async function openCards(settings: Settings, log: Log, wrapStore: WrapStore = (store) => store): Promise<CardParts> {
  const profiles = openProfiles(settings.profiles);
  const { ring, generated } = openKeyRing(settings.keys, settings.kbpk, randomBytes);
  const tokenOf = createPanTokenizer(ring);
  const pinVerifier = createPinVerifier(ring);
  const store = wrapStore(await connectStore(settings, profiles, log), ring, profiles);
  const cards = new CardService({
    cards: store.cards,
    profiles,
    tokenOf,
    pinVerifier,
    panPrefix: settings.panPrefixes[0] ?? '',
    randomBytes,
    nowMs: Date.now,
    countries: { assumedCountry: settings.assumedCountry, svalbardIsDomestic: settings.svalbardIsDomestic },
  });
  return { store, profiles, ring, keysGenerated: generated, cards, tokenOf, pinVerifier };
}
