/** The only wiring: builds the parts, starts them in order, stops them in reverse. */

import { randomBytes } from 'node:crypto';
import { Authorizer } from '../authorizer/authorize.ts';
import { AuthorizerState } from '../authorizer/authorizer-state.ts';
import { WireServer, type WireServerSettings } from '../authorizer/connections/wire-server.ts';
import { Faults } from '../authorizer/faults/faults.ts';
import { faultInterceptor } from '../authorizer/faults/faulty-connection.ts';
import type { FaultPlan } from '../authorizer/faults/rules/rule.ts';
import { readCardFile } from '../cards/card-file.ts';
import { ConfigError } from '../config/config-error.ts';
import { HOUR_MS } from '../config/duration.ts';
import { readJsonFile, type Settings } from '../config/settings.ts';
import { type HttpServer, startHttp } from '../http/server.ts';
import { CardOffice } from '../issuing/card-service.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import { readProfiles } from '../limits/rules/profile-file.ts';
import type { Store } from '../limits/store.ts';
import { createMemoryStore } from '../limits/stores/memory/store.ts';
import { createRedisStore } from '../limits/stores/redis/store.ts';
import { openKeyRing } from '../pin/keys/key-file.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import { hostCodec } from '../pin/mac/iso-codec.ts';
import { createPanTokenizer } from '../pin/pan-token.ts';
import { createPinEncrypter, createPinVerifier, type RingPinVerifier } from '../pin/pin-verifier.ts';
import { HEADER_4B } from '../protocol/framing/frame.ts';
import { protobufCodec } from '../protocol/protobuf/codec.ts';
import { faultPlanOf } from './fault-setting.ts';
import { type IsoListener, isoListeners } from './iso-listeners.ts';
import { createLog, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Recording } from './recording.ts';

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
  readonly pinVerifier: RingPinVerifier;
}

/** A listener of ISO 8583 as it was opened. */
export interface IsoPort {
  readonly port: number;
  /** The dialect's name. */
  readonly dialect: string;
  /** For people: `ISO 8583 1987-ascii, 2-byte header`. */
  readonly description: string;
}

export interface App extends CardParts {
  readonly settings: Settings;
  readonly log: Log;
  /** As opened, also where 0 was asked for. */
  readonly ports: { readonly protobuf: number; readonly iso8583: readonly IsoPort[]; readonly http: number };
  /** Stops accepting, lets what is in flight finish, closes the store. Can be called again. */
  stop(): Promise<void>;
}

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

type WatchStore = (store: Store, ring: KeyRing, profiles: ProfileSet) => Store;

/** Key ring, store and office; for the server, and for commands that work straight on a store. */
export async function openCards(settings: Settings, log: Log, watch: WatchStore = (store) => store): Promise<CardParts> {
  const profiles = openProfiles(settings.profiles);
  const { ring, generated } = openKeyRing(settings.keys, settings.kbpk, randomBytes);
  const tokenOf = createPanTokenizer(ring);
  const pinVerifier = createPinVerifier(ring);
  const store = watch(await connectStore(settings, profiles, log), ring, profiles);
  const panPrefix = settings.panPrefixes[0] ?? '';
  const countries = { assumedCountry: settings.assumedCountry, svalbardIsDomestic: settings.svalbardIsDomestic };
  const office = new CardOffice({ cards: store.cards, profiles, tokenOf, pinVerifier, panPrefix, randomBytes, nowMs: Date.now, countries });
  return { store, ring, keysGenerated: generated, profiles, office, tokenOf, pinVerifier };
}

interface Listeners {
  readonly wires: readonly WireServer[];
  readonly http: HttpServer;
  readonly state: AuthorizerState;
}

type Wire = Pick<WireServerSettings, 'port' | 'codec' | 'header'> & { readonly what?: string };

/** The protobuf wire first, then those of ISO 8583 in the order of the setting. */
function wiresOf(settings: Settings, iso: readonly IsoListener[], ring: KeyRing): readonly Wire[] {
  const isoWires = iso.map((listener) => ({
    port: listener.port,
    codec: hostCodec(listener, ring, settings.keys),
    header: listener.header,
    what: `${listener.description}; setting iso8583`,
  }));
  return [{ port: settings.protobufPort, codec: protobufCodec, header: HEADER_4B }, ...isoWires];
}

async function closeAll(wires: readonly WireServer[], drainTimeoutMs: number): Promise<boolean> {
  const answered = await Promise.all(wires.map((wire) => wire.close(drainTimeoutMs)));
  return answered.every((all) => all);
}

/** All of them, or none. */
async function openWires(
  wires: readonly Wire[],
  settings: Settings,
  authorizer: Authorizer,
  observer: Metrics,
): Promise<readonly WireServer[]> {
  const { host, connectionsMax } = settings;
  const intercept = faultInterceptor(authorizer.state.faults);
  const opened: WireServer[] = [];
  try {
    for (const wire of wires) {
      opened.push(await WireServer.start({ ...wire, host, handler: authorizer, observer, intercept, limits: settings, connectionsMax }));
    }
  } catch (error) {
    await closeAll(opened, 0);
    throw error;
  }
  return opened;
}

async function listenOn(
  settings: Settings,
  iso: readonly IsoListener[],
  parts: CardParts,
  metrics: Metrics,
  plan: FaultPlan,
  recording: Recording,
): Promise<Listeners> {
  const { store, tokenOf, profiles } = parts;
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
  const pinVerifier = recording.watchPins(parts.pinVerifier);
  const observer = recording.observe(metrics);
  const faults = new Faults(metrics);
  faults.set(plan, settings.magicAmounts);
  const state = new AuthorizerState({ store, observer, faults });
  const authorizer = new Authorizer({ store, tokenOf, pinVerifier, rules, profiles, observer, state });
  const wires = await openWires(wiresOf(settings, iso, parts.ring), settings, authorizer, metrics);
  state.listeners.push(...wires);
  metrics.gauges = {
    connections: () => state.connections,
    inFlight: () => state.inFlight,
    inDoubt: () => state.inDoubt.count,
    heldAnswers: () => faults.held,
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
      handler: authorizer,
      pinEncrypter,
      metrics,
      faults,
    });
    return { wires, http, state };
  } catch (error) {
    await closeAll(wires, 0);
    throw error;
  }
}

function portsOf(iso: readonly IsoListener[], { wires, http }: Listeners): App['ports'] {
  const [protobuf, ...others] = wires.map(({ port }) => port);
  const iso8583 = iso.map(({ dialect, description }, index) => ({ port: others[index] ?? 0, dialect: dialect.name, description }));
  return { protobuf: protobuf ?? 0, iso8583, http: http.port };
}

/** Starts the authorization server. Rejects with an error whose message is one sentence; nothing stays open then. */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? createLog(settings.logLevel);
  const iso = isoListeners(settings);
  const plan = faultPlanOf(settings);
  const recording = new Recording(settings, log);
  const parts = await openCards(settings, log, (store, ring, profiles) => recording.watchStore(store, ring, profiles));
  try {
    if (settings.cards !== '') await parts.office.import(readCardFile(settings.cards));
    const listeners = await listenOn(settings, iso, parts, new Metrics(log), plan, recording);
    const ports = portsOf(iso, listeners);
    const { protobuf, iso8583, http } = ports;
    log.info(
      { store: parts.store.description, keys: parts.ring.describe(), protobufPort: protobuf, iso8583, httpPort: http },
      'aksept serves.',
    );
    let stopped: Promise<void> | undefined;
    return {
      ...parts,
      settings,
      log,
      ports,
      stop: () => {
        stopped ??= stop(settings, parts.store, listeners, log).then(() => recording.close());
        return stopped;
      },
    };
  } catch (error) {
    await parts.store.close();
    await recording.close();
    throw error;
  }
}

async function stop(settings: Settings, store: Store, listeners: Listeners, log: Log): Promise<void> {
  const { wires, http, state } = listeners;
  state.faults.stop();
  const answered = await closeAll(wires, settings.drainTimeoutMs);
  if (!answered) log.warn(`Some requests were unanswered after ${settings.drainTimeoutMs} ms; their connections were cut.`);
  await http.close();
  const settled = await state.inDoubt.settle(settings.drainTimeoutMs);
  if (!settled) log.error({ doubts: state.inDoubt.count }, 'Unanswered attempts could not be taken back before the stop.');
  await store.close();
  log.info('aksept has stopped.');
}
