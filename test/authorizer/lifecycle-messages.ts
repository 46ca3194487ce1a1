/** Messages of a transaction's whole life, and a card that is looked at after each. */
import { expect } from 'vitest';
import { verifyStore } from '../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import type { NewCard } from '../../src/limits/state/card.ts';
import type { Store } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { fittingTerminalKey } from '../../src/pin/keys/terminal-key.ts';
import type { OriginalData, TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import { type AuthorizerOptions, answer, authorizerOn, cardOf, NOW_MS, PAN, pinBlock, purchase, ring, tokenOf } from './fixture.ts';

type Changes = Partial<TransactionRequest>;

export const NO_PIN = Buffer.alloc(0);
export const FUEL = { mcc: 5542, terminalType: 'unattended' } as const;

const UNNAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };

/** Names a message by STAN and transmission time. */
export function byKey(request: TransactionRequest): OriginalData {
  const { class: messageClass, stan, transmissionTimeMs } = request;
  return { ...UNNAMED, class: messageClass, stan, transmissionTimeMs };
}

export function byRrn(request: TransactionRequest, approvalCode = ''): OriginalData {
  return { ...UNNAMED, rrn: request.rrn, approvalCode };
}

export function byStanAndDate(request: TransactionRequest): OriginalData {
  return { ...UNNAMED, stan: request.stan, localDate: request.localTime.slice(4, 8) };
}

export function preAuthorization(amountMinor: number, changes: Changes = {}): TransactionRequest {
  return purchase({ class: 'authorization', amountMinor, ...changes });
}

export function increment(original: OriginalData | undefined, amountMinor: number, changes: Changes = {}): TransactionRequest {
  return purchase({ class: 'authorization', purpose: 'increment', amountMinor, original, pinBlock: NO_PIN, ...changes });
}

export function advice(
  purpose: 'completion' | 'offlineApproval' | 'partialDispense' | '',
  amountMinor: number,
  changes: Changes = {},
): TransactionRequest {
  return purchase({ class: 'advice', purpose, amountMinor, pinBlock: NO_PIN, ...changes });
}

export function completion(original: OriginalData | undefined, amountMinor: number, changes: Changes = {}): TransactionRequest {
  return advice('completion', amountMinor, { original, ...changes });
}

export function reversal(original: OriginalData | undefined, changes: Changes = {}): TransactionRequest {
  return purchase({ class: 'reversal', original, pinBlock: NO_PIN, ...changes });
}

export function pinChange(oldPin: string, newPin: string, changes: Changes = {}): TransactionRequest {
  return purchase({ type: 'pinChange', amountMinor: 0, pinBlock: pinBlock(PAN, oldPin), newPinBlock: pinBlock(PAN, newPin), ...changes });
}

/** A block of format 0 that says that its PIN has three digits, which no encoder here writes. */
export function threeDigitPinBlock(): Buffer {
  const key = fittingTerminalKey(ring, 'iso0', '');
  if (key === undefined) throw new Error('The test ring has no terminal key for format 0.');
  const field = Buffer.from('03123fffffffffff', 'hex');
  const panPart = Buffer.from(`0000${PAN.slice(3, 15)}`, 'hex');
  return key.cipher.encrypt(Buffer.from(field.map((byte, at) => byte ^ (panPart[at] ?? 0))));
}

/** One card, looked at: ledger, holds and what the PIN has used up. */
export interface Looked {
  readonly ledgerMinor: number;
  readonly holdsMinor: number;
  readonly pinTriesUsed: number;
}

export interface World {
  readonly store: Store;
  say(request: TransactionRequest): Promise<TransactionResponse>;
  /** Also holds the books of all cards to the identities. */
  look(): Promise<Looked>;
  /** What counts against the limit of that name at an instant. */
  used(limit: string, instantMs?: number): Promise<number>;
}

export async function worldOf(card: Partial<NewCard> = {}, options: AuthorizerOptions = {}): Promise<World> {
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
  await store.cards.create([cardOf(PAN, card)]);
  const authorizer = authorizerOn(store, options);
  return {
    store,
    say: (request) => answer(authorizer, request),
    look: async () => {
      expect(await verifyStore(store.cards, BUILT_IN_PROFILES)).toEqual({ cards: 1, fault: '' });
      const { ledgerMinor = 0, holdsMinor = 0, pinTriesUsed = 0 } = (await store.cards.get(tokenOf(PAN))) ?? {};
      return { ledgerMinor, holdsMinor, pinTriesUsed };
    },
    used: async (limit, instantMs = 0) => {
      const snapshot = await store.cards.snapshot(tokenOf(PAN), instantMs);
      return snapshot?.running.find((use) => use.limit === limit)?.amountMinor ?? 0;
    },
  };
}
