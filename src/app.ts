/** The only wiring: builds the parts, starts them in order, stops them in reverse. */
import { randomBytes } from 'node:crypto';
import { readCardFile } from './admin/card-file.ts';
import { CardOffice } from './admin/card-office.ts';
import { type HttpServer, startHttp } from './admin/http.ts';
import { openKeyRing } from './admin/key-file.ts';
import { createLog, type Log } from './admin/log.ts';
import { Metrics } from './admin/metrics.ts';
import { Authorizer } from './authorizer/authorize.ts';
import { Handler } from './authorizer/handle.ts';
import { WireServer } from './authorizer/server.ts';
import { ConfigError, readJsonFile, type Settings } from './config.ts';
import { createMemoryStore } from './limits/memory-store.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from './limits/profile.ts';
import { readProfiles } from './limits/profile-file.ts';
import { createRedisStore } from './limits/redis-store.ts';
import type { Store } from './limits/store.ts';
import type { KeyRing } from './pin/key-ring.ts';
import { createPanTokenizer } from './pin/pan-token.ts';
import { createPinChecker, createPinEncrypter, type PinChecker } from './pin/pin-check.ts';
import { HEADER_4B } from './protocol/frame.ts';
import { protobufCodec } from './protocol/protobuf.ts';

export interface AppOptions {
  readonly log?: Log;
}

/** Everything that cards are looked after with, without listeners. */
export interface CardParts {
  readonly store: Store;
  readonly ring: KeyRing;
  /** True when there was no key file and test keys were written to it. */
  readonly keysGenerated: boolean;
  readonly profiles: ProfileSet;
  readonly office: CardOffice;
  readonly tokenOf: (pan: string) => string;
  readonly pinChecker: PinChecker;
}

export interface App extends CardParts {
  readonly settings: Settings;
  readonly log: Log;
  /** As opened, also where 0 was asked for. */
  readonly ports: { readonly protobuf: number; readonly http: number };
  /** Stops accepting, lets what is in flight finish, closes the store. Can be called again. */
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;

async function connectStore(settings: Settings, profiles: ProfileSet, log: Log): Promise<Store> {
  if (settings.store === 'memory:') return createMemoryStore({ profiles, nowMs: Date.now });
  if (REDIS_URL_FORM.test(settings.store)) {
    const warn = (sentence: string): void => log.warn(sentence);
    return createRedisStore({ url: settings.store, profiles, prefix: settings.redisPrefix, warn });
  }
  throw new ConfigError('store must be memory: or a Redis address such as redis://127.0.0.1:6379/0.');
}

/** The setting is a path, or in the configuration file the profiles themselves. */
function openProfiles(profiles: unknown): ProfileSet {
  if (profiles === '') return BUILT_IN_PROFILES;
  if (typeof profiles !== 'string') return readProfiles(Array.isArray(profiles) ? { profiles } : profiles, 'The setting profiles');
  return readProfiles(readJsonFile(profiles, 'profiles'), profiles);
}

/** A store and the profiles that it decides by, without keys. */
export async function openStore(settings: Settings, log: Log): Promise<Pick<CardParts, 'store' | 'profiles'>> {
  const profiles = openProfiles(settings.profiles);
  return { store: await connectStore(settings, profiles, log), profiles };
}

/** Key ring, store and office; for the server, and for commands that work straight on a store. */
export async function openCards(settings: Settings, log: Log): Promise<CardParts> {
  const profiles = openProfiles(settings.profiles);
  const { ring, generated } = openKeyRing(settings.keys, settings.kbpk, randomBytes);
  const tokenOf = createPanTokenizer(ring);
  const pinChecker = createPinChecker(ring);
  const store = await connectStore(settings, profiles, log);
  const panPrefix = settings.panPrefixes[0] ?? '';
  const countries = { assumedCountry: settings.assumedCountry, svalbardIsDomestic: settings.svalbardIsDomestic };
  const office = new CardOffice({ store, profiles, tokenOf, pinChecker, panPrefix, randomBytes, nowMs: Date.now, countries });
  return { store, ring, keysGenerated: generated, profiles, office, tokenOf, pinChecker };
}

interface Listeners {
  readonly wire: WireServer;
  readonly http: HttpServer;
  readonly authorizer: Authorizer;
}

async function listenOn(settings: Settings, parts: CardParts, metrics: Metrics): Promise<Listeners> {
  const { store, tokenOf, pinChecker, profiles } = parts;
  const rules = {
    panPrefixes: settings.panPrefixes,
    assumedCountry: settings.assumedCountry,
    svalbardIsDomestic: settings.svalbardIsDomestic,
    messageClock: settings.clock === 'message',
    deadlineMs: settings.deadlineMs,
    unknownOriginal: settings.unknownOriginal,
    completionToleranceMinor: settings.completionToleranceMinor,
    holdMs: settings.holdHours * HOUR_MS,
    fuelHoldMs: settings.fuelHoldHours * HOUR_MS,
  };
  const authorizer = new Authorizer({ store, tokenOf, pinCheck: pinChecker, rules, profiles, observer: metrics });
  const handler = new Handler(authorizer, metrics);
  const wire = await WireServer.start({
    host: settings.host,
    port: settings.protobufPort,
    codec: protobufCodec,
    header: HEADER_4B,
    handler,
    observer: metrics,
    limits: settings,
    connectionsMax: settings.connectionsMax,
  });
  metrics.gauges = {
    connections: () => wire.connections,
    inFlight: () => wire.inFlight,
    doubts: () => authorizer.doubts.count,
    storeReady: () => store.ready(),
  };
  try {
    const pinEncrypter = parts.ring.isTest ? createPinEncrypter(parts.ring, randomBytes) : undefined;
    const http = await startHttp({
      host: settings.httpHost,
      port: settings.httpPort,
      store,
      profiles,
      office: parts.office,
      handler,
      pinEncrypter,
      metrics,
    });
    return { wire, http, authorizer };
  } catch (error) {
    await wire.close(0);
    throw error;
  }
}

/** Starts the authorization server. Rejects with an error whose message is one sentence; nothing stays open then. */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? createLog(settings.logLevel);
  const parts = await openCards(settings, log);
  try {
    if (settings.cards !== '') await parts.office.import(readCardFile(settings.cards));
    const listeners = await listenOn(settings, parts, new Metrics(log));
    const { wire, http } = listeners;
    log.info(
      { store: parts.store.description, keys: parts.ring.describe(), protobufPort: wire.port, httpPort: http.port },
      'aksept serves.',
    );
    let stopped: Promise<void> | undefined;
    return {
      ...parts,
      settings,
      log,
      ports: { protobuf: wire.port, http: http.port },
      stop: () => {
        stopped ??= stop(settings, parts.store, listeners, log);
        return stopped;
      },
    };
  } catch (error) {
    await parts.store.close();
    throw error;
  }
}

async function stop(settings: Settings, store: Store, listeners: Listeners, log: Log): Promise<void> {
  const { wire, http, authorizer } = listeners;
  const answered = await wire.close(settings.drainTimeoutMs);
  if (!answered) log.warn(`Some requests were unanswered after ${settings.drainTimeoutMs} ms; their connections were cut.`);
  await http.close();
  const settled = await authorizer.doubts.settle(settings.drainTimeoutMs);
  if (!settled) log.error({ doubts: authorizer.doubts.count }, 'Unanswered attempts could not be taken back before the stop.');
  await store.close();
  log.info('aksept has stopped.');
}
