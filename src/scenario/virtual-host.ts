/**
 * An authorizer in this process on a virtual clock, for scenarios and replays. Each message is
 * decided at its own transmission time, so four days pass in milliseconds.
 */
import { randomBytes } from 'node:crypto';
import { type AuthorizeRules, Authorizer } from '../authorizer/authorize.ts';
import { authorizeRulesOf } from '../authorizer/authorize-rules.ts';
import { OutageStore, type StoreOutage } from '../authorizer/faults/store-outage.ts';
import { SILENT } from '../authorizer/observer.ts';
import type { CardStatus } from '../cards/status.ts';
import { settingsWith } from '../config/settings.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import type { Store } from '../limits/store.ts';
import { createMemoryStore } from '../limits/stores/memory/store.ts';
import { generateTestKeyRing, type KeyRing } from '../pin/keys/key-ring.ts';
import { createPanTokenizer } from '../pin/pan-token.ts';
import { createPinEncrypter, createPinVerifier } from '../pin/pin-verifier.ts';
import { seededBytes } from '../pin/seeded-bytes.ts';
import { maskPan } from '../protocol/mask.ts';
import type { PinBlockFormat, TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/**
 * The default settings of a server, but every decision is in time: the clock does not move while it
 * is made.
 */
const RULES: AuthorizeRules = authorizeRulesOf({ ...settingsWith(), clock: 'message', deadlineMs: 60_000 });

export interface VirtualHostOptions {
  /** When `store` is given: the profiles that it was opened with. */
  readonly profiles?: ProfileSet;
  /** Default: test keys, the same in every process. */
  readonly ring?: KeyRing;
  /** Unix milliseconds. */
  readonly startMs: number;
  /** Default: an embedded store. The caller closes a store that it gives. */
  readonly store?: Store;
  readonly rules?: Partial<AuthorizeRules>;
  /** Digits that the PANs of this issuer start with. */
  readonly panPrefixes?: readonly string[];
}

export interface VirtualCard {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
  readonly balanceMinor: number;
  readonly status?: CardStatus;
  /** Default: the first profile. */
  readonly profile?: string;
}

export interface VirtualHost {
  readonly store: Store;
  readonly ring: KeyRing;
  readonly nowMs: number;
  /** The clock never goes back: an earlier instant has no effect. */
  advanceTo(instantMs: number): void;
  /** Rejects when the profile does not exist, or the card is on file already. */
  issue(card: VirtualCard): Promise<void>;
  /**
   * Advances the clock to the transmission time of the request and decides it. Zeroes its PIN
   * blocks. Does not reject: an unreachable store gives issuerInoperative, a bug systemMalfunction.
   * With an outage, the store is unreachable for this message; the promise resolves when the store is
   * there again and everything in doubt is taken back.
   */
  authorize(request: TransactionRequest, outage?: StoreOutage | ''): Promise<TransactionResponse>;
  tokenOf(pan: string): string;
  /** Enciphered under the first suitable key of the ring. Default format: ISO 9564-1 format 0. */
  pinBlock(pan: string, pin: string, format?: PinBlockFormat): Buffer;
  /** Takes back attempts in doubt, and closes the store if the host opened it. */
  close(): Promise<void>;
}

let testRing: KeyRing | undefined;

/** The default test keys. Making them takes time, so each process makes them once. */
export function virtualTestRing(): KeyRing {
  testRing ??= generateTestKeyRing(seededBytes('virtual host')).ring;
  return testRing;
}

export async function openVirtualHost(options: VirtualHostOptions): Promise<VirtualHost> {
  const profiles = options.profiles ?? BUILT_IN_PROFILES;
  const ring = options.ring ?? virtualTestRing();
  const pinVerifier = createPinVerifier(ring);
  const encrypter = createPinEncrypter(ring, randomBytes);
  const tokenOf = createPanTokenizer(ring);
  let clockMs = options.startMs;
  const store = options.store ?? createMemoryStore({ profiles, nowMs: () => clockMs });
  const panPrefixes = options.panPrefixes ?? options.rules?.panPrefixes ?? RULES.panPrefixes;
  const rules = { ...RULES, ...options.rules, panPrefixes, messageClock: true };
  const source: { storeOutage: StoreOutage | '' } = { storeOutage: '' };
  const authorizer = new Authorizer({ store: new OutageStore(store, source), tokenOf, pinVerifier, rules, profiles, observer: SILENT });
  const advanceTo = (instantMs: number): void => {
    clockMs = Math.max(clockMs, instantMs);
  };

  return {
    store,
    ring,
    get nowMs() {
      return clockMs;
    },
    advanceTo,
    issue: async ({ pan, pin, expiry, balanceMinor, status = 'active', profile = profiles.keys().next().value ?? '' }) => {
      if (!profiles.has(profile))
        throw new Error(`There is no limit profile "${profile}"; choose one of ${[...profiles.keys()].join(', ')}.`);
      const pinReference = pinVerifier.reference(pan, pin);
      const card = { token: tokenOf(pan), maskedPan: maskPan(pan), expiry, status, profile, pinReference, balanceMinor };
      const created = await store.cards.create([card]);
      if (created === 0) throw new Error(`The card ${card.maskedPan} is on file already; take another PAN or an empty store.`);
    },
    authorize: async (request, outage = '') => {
      if (Number.isSafeInteger(request.transmissionTimeMs)) advanceTo(request.transmissionTimeMs);
      source.storeOutage = outage;
      const response = await new Promise<TransactionResponse>((resolve) => authorizer.authorize(request, { reply: resolve }));
      source.storeOutage = '';
      if (outage !== '') await authorizer.state.inDoubt.settle(rules.deadlineMs);
      return response;
    },
    tokenOf,
    pinBlock: (pan, pin, format = 'iso0') => encrypter.encrypt(pan, pin, format, ''),
    close: async () => {
      await authorizer.state.inDoubt.settle(rules.deadlineMs);
      if (options.store === undefined) await store.close();
    },
  };
}
