/**
 * The authorizer in process on a virtual clock: a message is decided at its own transmission time, so that four days pass
 * in milliseconds. What scenarios and replays run on.
 */

import { randomBytes } from 'node:crypto';
import { type AuthorizeRules, Authorizer } from '../authorizer/authorize.ts';
import { authorizeRulesOf } from '../authorizer/authorize-rules.ts';
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

/** The default settings of a server, but every decision is in time: the clock does not move while it is made. */
const RULES: AuthorizeRules = authorizeRulesOf({ ...settingsWith(), clock: 'message', deadlineMs: 60_000 });

export interface VirtualHostOptions {
  /** Of the store, when one is given. */
  readonly profiles?: ProfileSet;
  /** Without one: test keys, the same each time. */
  readonly ring?: KeyRing;
  /** Unix milliseconds. */
  readonly startMs: number;
  /** Without one: an embedded store of its own. A given one stays the giver's to close. */
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
  /** Without one: the first of the profiles. */
  readonly profile?: string;
}

export interface VirtualHost {
  readonly store: Store;
  readonly ring: KeyRing;
  readonly nowMs: number;
  /** The clock never goes back: an earlier instant leaves it. */
  advanceTo(instantMs: number): void;
  /** Throws an Error when the profile is not there, or the card is on file already. */
  issue(card: VirtualCard): Promise<void>;
  /**
   * The answer to a request, decided at its transmission time, to which the clock advances. Its PIN blocks are zeroed.
   * Does not reject: a store that is away answers issuerInoperative, a bug systemMalfunction.
   */
  authorize(request: TransactionRequest): Promise<TransactionResponse>;
  tokenOf(pan: string): string;
  /** Enciphered under the ring's first key that fits; format 0 when none is named. */
  pinBlock(pan: string, pin: string, format?: PinBlockFormat): Buffer;
  /** Takes back what is in doubt; closes the store if it is its own. */
  close(): Promise<void>;
}

let madeRing: KeyRing | undefined;

/** The test keys of hosts that are given none: the same in every process, made once in each. */
export function virtualTestRing(): KeyRing {
  madeRing ??= generateTestKeyRing(seededBytes('virtual host')).ring;
  return madeRing;
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
  const authorizer = new Authorizer({ store, tokenOf, pinVerifier, rules, profiles, observer: SILENT });
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
    authorize: (request) => {
      if (Number.isSafeInteger(request.transmissionTimeMs)) advanceTo(request.transmissionTimeMs);
      return new Promise((resolve) => authorizer.authorize(request, { reply: resolve }));
    },
    tokenOf,
    pinBlock: (pan, pin, format = 'iso0') => encrypter.encrypt(pan, pin, format, ''),
    close: async () => {
      await authorizer.state.inDoubt.settle(rules.deadlineMs);
      if (options.store === undefined) await store.close();
    },
  };
}
