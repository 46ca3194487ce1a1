/** An authorizer over the embedded store with seeded test keys and cards, and requests for it. */

import { type AuthorizeRules, Authorizer } from '../../src/authorizer/authorize.ts';
import { authorizeRulesOf } from '../../src/authorizer/authorize-rules.ts';
import { AuthorizerState } from '../../src/authorizer/authorizer-state.ts';
import { CONNECTION_LIMITS, type ConnectionLimits } from '../../src/authorizer/connections/connection-limits.ts';
import { type ServerFactory, WireServer } from '../../src/authorizer/connections/wire-server.ts';
import { Exchange } from '../../src/authorizer/exchange.ts';
import type { Faults } from '../../src/authorizer/faults/faults.ts';
import { faultInterceptor } from '../../src/authorizer/faults/faulty-connection.ts';
import { OutageStore } from '../../src/authorizer/faults/store-outage.ts';
import type { InDoubtLimits } from '../../src/authorizer/in-doubt.ts';
import { type Observer, SILENT } from '../../src/authorizer/observer.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import type { NewCard } from '../../src/limits/state/card.ts';
import type { DecisionStore, Store } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { generateTestKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../src/pin/pan-token.ts';
import { createPinEncrypter, createPinVerifier } from '../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import type { Codec } from '../../src/protocol/codec.ts';
import { HEADER_4B, type HeaderKind } from '../../src/protocol/framing/frame.ts';
import { maskPan } from '../../src/protocol/mask.ts';
import type { TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';

export const { ring } = generateTestKeyRing(seededBytes('authorizer tests'));
export const tokenOf = createPanTokenizer(ring);
export const pinVerifier = createPinVerifier(ring);
const encrypter = createPinEncrypter(ring, seededBytes('pin blocks'));

export const PAN = '9578990000000005';
export const OTHER_PAN = '9578990000000013';
export const PIN = '1234';
export const NOW_MS = Date.UTC(2026, 10, 23, 12);
export const BALANCE_MINOR = 1_000_000;

/** The default settings, decided by the clock of the message. */
export const RULES: AuthorizeRules = authorizeRulesOf(settingsWith({ clock: 'message' }));

export function pinBlock(pan: string = PAN, pin: string = PIN): Buffer {
  return encrypter.encrypt(pan, pin, 'iso0', '');
}

let stan = 0;

/** A good purchase of 100 NOK; each has its own STAN. */
export function purchase(changes: Partial<TransactionRequest> = {}): TransactionRequest {
  stan += 1;
  const { pan = PAN } = changes;
  return {
    ...EMPTY_REQUEST,
    class: 'financial',
    type: 'purchase',
    stan,
    transmissionTimeMs: NOW_MS,
    terminalId: 'TERM0001',
    terminalType: 'pos',
    mcc: 5411,
    terminalCountry: 578,
    amountMinor: 10_000,
    currency: 578,
    pan,
    pinBlock: pinBlock(/^\d{13,19}$/.test(pan) ? pan : PAN),
    ...changes,
  };
}

/** The full reversal of a request. */
export function reversalOf(original: TransactionRequest, changes: Partial<TransactionRequest> = {}): TransactionRequest {
  const { stan: originalStan, transmissionTimeMs } = original;
  const named = { class: original.class, stan: originalStan, transmissionTimeMs, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };
  return purchase({ pan: original.pan, class: 'reversal', pinBlock: Buffer.alloc(0), original: named, ...changes });
}

export function cardOf(pan: string, changes: Partial<NewCard> = {}): NewCard {
  return {
    token: tokenOf(pan),
    maskedPan: maskPan(pan),
    expiry: '2811',
    status: 'active',
    profile: 'kronekort',
    pinReference: pinVerifier.reference(pan, PIN),
    balanceMinor: BALANCE_MINOR,
    ...changes,
  };
}

export async function memoryStore(): Promise<Store> {
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
  await store.cards.create([cardOf(PAN), cardOf(OTHER_PAN)]);
  return store;
}

export interface AuthorizerOptions {
  readonly rules?: Partial<AuthorizeRules>;
  readonly observer?: Observer;
  readonly inDoubtLimits?: InDoubtLimits;
  readonly faults?: Faults;
  readonly nowMs?: () => number;
}

export function authorizerOn(given: DecisionStore, options: AuthorizerOptions = {}): Authorizer {
  const { rules = {}, observer = SILENT, faults, nowMs } = options;
  const store = faults === undefined ? given : new OutageStore(given, faults);
  return new Authorizer({
    store,
    tokenOf,
    pinVerifier,
    rules: { ...RULES, ...rules },
    profiles: BUILT_IN_PROFILES,
    observer,
    state: new AuthorizerState({ ...options, store, observer }),
    ...(nowMs === undefined ? {} : { nowMs }),
  });
}

/** A request on its way, with what the local checks find. */
export function exchangeOf(request: TransactionRequest, found: Partial<Exchange> = {}): Exchange {
  const checked = { pan: PAN, cardToken: 'token', key: 'key', attemptId: 'attempt' };
  return Object.assign(new Exchange(request, { reply: () => {} }, 0), checked, found);
}

export function answer(authorizer: Authorizer, request: TransactionRequest): Promise<TransactionResponse> {
  return new Promise((resolve) => authorizer.authorize(request, { reply: resolve }));
}

export interface ServerOptions extends AuthorizerOptions {
  readonly limits?: Partial<ConnectionLimits>;
  readonly connectionsMax?: number;
  readonly host?: string;
  readonly port?: number;
  readonly header?: HeaderKind;
  readonly codec?: Codec;
  readonly createServer?: ServerFactory;
}

/** A listener on a free port of loopback. */
export function serve(store: DecisionStore, options: ServerOptions = {}): Promise<WireServer> {
  const {
    limits = {},
    connectionsMax = 100,
    host = '127.0.0.1',
    port = 0,
    header = HEADER_4B,
    codec = protobufCodec,
    faults,
    createServer,
    ...rest
  } = options;
  const observer = options.observer ?? SILENT;
  return WireServer.start({
    host,
    port,
    codec,
    header,
    handler: authorizerOn(store, faults === undefined ? rest : { ...rest, faults }),
    observer,
    limits: { ...CONNECTION_LIMITS, ...limits },
    connectionsMax,
    ...(createServer === undefined ? {} : { createServer }),
    ...(faults === undefined ? {} : { intercept: faultInterceptor(faults) }),
  });
}
